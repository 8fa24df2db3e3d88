package se.ringvakt.agi;

import java.util.List;
import java.util.function.Function;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.CallBacks;
import se.ringvakt.gate.CallBacks.CallBack;

/// `callback`: who rang from this number, and for whom?
final class CallBackScript implements AgiScript {
    private static final String VARIABLES =
            "RINGVAKT_CALLBACK,RINGVAKT_CAMPAIGN,RINGVAKT_PRINCIPAL,RINGVAKT_PRINCIPAL_NAME,"
                    + "RINGVAKT_CENTRE_NAME,RINGVAKT_PLAY,RINGVAKT_ROUTE,RINGVAKT_ATTEMPT,"
                    + "RINGVAKT_CALLER";

    private final CallBacks callBacks;
    private final String centre;
    private final Function<PhoneNumber, String> spelling;

    /// @param centre the contact centre's name
    /// @param spelling how the switch wants numbers written
    CallBackScript(CallBacks callBacks, String centre, Function<PhoneNumber, String> spelling) {
        this.callBacks = callBacks;
        this.centre = AgiText.encode(centre);
        this.spelling = spelling;
    }

    @Override
    public Reply answer(AgiRequest request, AgiQuery query) {
        String caller = request.withheld() ? "" : query.value("caller");
        return callBacks
                .answer(query.value("called"), caller)
                .map(known -> Reply.of(known(request.uniqueId(), known)))
                .orElseGet(() -> Reply.of(unknown(request.uniqueId())));
    }

    @Override
    public AgiCommand unavailable(String uniqueId) {
        return unknown(uniqueId);
    }

    private AgiCommand known(String uniqueId, CallBack known) {
        Campaign campaign = known.campaign();
        return command(
                "known:" + uniqueId,
                AgiText.encode(campaign.id().value()),
                AgiText.encode(campaign.principal().id().value()),
                AgiText.encode(campaign.principal().name()),
                centre,
                known.callerId().play().orElse(""),
                known.callerId().route().orElse(""),
                known.attempt().map(AttemptId::toString).orElse(""),
                known.caller().map(spelling).orElse(""));
    }

    private AgiCommand unknown(String uniqueId) {
        return command("unknown:" + uniqueId, "", "", "", centre, "", "", "", "");
    }

    /// @param values in the order of the variables
    private static AgiCommand command(String... values) {
        return new AgiCommand(VARIABLES, List.of(values));
    }
}
