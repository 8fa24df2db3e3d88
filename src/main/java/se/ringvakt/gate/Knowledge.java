package se.ringvakt.gate;

import java.util.List;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.ledger.CampaignStore.Campaigns;

/// What the gate knows without asking a disk: campaigns, registers, lists. Readers never wait.
public interface Knowledge {

    Campaigns campaigns();

    /// What each register says of the number.
    List<RegisterAnswer> registers(PhoneNumber number);

    /// What block lists and exemptions say of the number.
    KnownOfNumber known(PhoneNumber number);

    /// The versions of the registers in force, as one readable word.
    String versions();

    /// Whether all of it is known to be up to date; if not, nothing may be allowed by it.
    boolean isFresh();
}
