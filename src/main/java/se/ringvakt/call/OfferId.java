package se.ringvakt.call;

/// What campaigns that sell the same thing have in common (§3.2, two campaigns a year).
public record OfferId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
