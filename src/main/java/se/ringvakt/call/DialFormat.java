package se.ringvakt.call;

/// How a number is written for the switch to dial.
public enum DialFormat {
    /// As dialled within the country: `0701740605`; a foreign number as `00` and all its digits.
    NATIONAL {
        @Override
        public String format(PhoneNumber number, Numbering home) {
            long national = number.national(home.country());
            return national < 0
                    ? INTERNATIONAL.format(number, home)
                    : home.trunkPrefix() + national;
        }
    },
    /// With a plus: `+46701740605`.
    E164 {
        @Override
        public String format(PhoneNumber number, Numbering home) {
            return number.international();
        }
    },
    /// With the international prefix: `0046701740605`.
    INTERNATIONAL {
        @Override
        public String format(PhoneNumber number, Numbering home) {
            return "00" + number.e164();
        }
    };

    /// The number so written; a [NumberPlan] of the country reads it back as the same value.
    ///
    /// @param home the plan of the switch's country
    public abstract String format(PhoneNumber number, Numbering home);
}
