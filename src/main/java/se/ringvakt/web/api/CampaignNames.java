package se.ringvakt.web.api;

import java.util.regex.Pattern;
import se.ringvakt.call.CampaignId;
import se.ringvakt.ledger.CampaignStore.Campaigns;

/// What a switch named as the campaign, for whoever sees numbers masked.
final class CampaignNames {
    private static final int NUMBER_DIGITS = 7;
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

    private CampaignNames() {}

    /// A name that no campaign has may be anything, a number too, in any spelling.
    static String masked(String name, Campaigns campaigns) {
        boolean number = name.codePoints().filter(Character::isDigit).count() >= NUMBER_DIGITS;
        boolean known = campaigns.find(new CampaignId(name)).isPresent();
        return known || !number ? name : DIGIT.matcher(name).replaceAll("x");
    }
}
