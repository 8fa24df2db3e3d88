package se.ringvakt.call;

/// How a number is written for the switch to dial.
public enum DialFormat {
    /// As dialled within Sweden: `0701740605`; a foreign number as `00` and all its digits.
    NATIONAL {
        @Override
        public String format(PhoneNumber number) {
            long national = number.national(CountryCode.SWEDEN);
            return national < 0 ? INTERNATIONAL.format(number) : "0" + national;
        }
    },
    /// With a plus: `+46701740605`.
    E164 {
        @Override
        public String format(PhoneNumber number) {
            return number.international();
        }
    },
    /// With the international prefix: `0046701740605`.
    INTERNATIONAL {
        @Override
        public String format(PhoneNumber number) {
            return "00" + number.e164();
        }
    };

    /// The number so written; a [NumberPlan] reads it back as the same value.
    public abstract String format(PhoneNumber number);
}
