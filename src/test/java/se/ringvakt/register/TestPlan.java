package se.ringvakt.register;

import se.ringvakt.call.Dialled;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.PhoneNumber;

/// A rough numbering plan, enough to read what these tests write.
final class TestPlan {
    private TestPlan() {}

    static Dialled read(CharSequence dialled) {
        long digits = 0;
        int count = 0;
        boolean international = false;
        int zeros = 0;
        for (int i = 0; i < dialled.length(); i++) {
            char character = dialled.charAt(i);
            if (character == '+' && count == 0 && zeros == 0) {
                international = true;
            } else if (character >= '0' && character <= '9') {
                if (character == '0' && count == 0) {
                    zeros++;
                } else {
                    digits = digits * 10 + character - '0';
                    if (++count > 15) {
                        return InvalidNumber.INVALID;
                    }
                }
            } else if (" -./()".indexOf(character) < 0) {
                return InvalidNumber.INVALID;
            }
        }
        if (digits == 112) {
            return new EmergencyNumber(112);
        }
        if (international || zeros == 2) {
            return international(digits, count);
        }
        return zeros == 1 ? national(digits, count) : InvalidNumber.INVALID;
    }

    private static Dialled international(long digits, int count) {
        if (count < 7) {
            return InvalidNumber.INVALID;
        }
        long sweden = 46;
        for (int i = 2; i < count; i++) {
            sweden *= 10;
        }
        long national = digits - sweden;
        return national >= 0 && national < sweden / 46
                ? national(national, count - 2)
                : new PhoneNumber(digits);
    }

    private static Dialled national(long national, int count) {
        boolean machine = count == 13 && (national / 10_000_000_000L == 710);
        if (!machine && (count < 7 || count > 9)) {
            return InvalidNumber.INVALID;
        }
        long sweden = 46;
        for (int i = 0; i < count; i++) {
            sweden *= 10;
        }
        return new PhoneNumber(sweden + national);
    }
}
