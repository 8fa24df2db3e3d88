package se.ringvakt.call;

/// A campaign's name in requests and records; compared exactly.
public record CampaignId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
