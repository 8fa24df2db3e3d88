package se.ringvakt.register;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// Where a register's new files come in, and how they are told to be whole and of which date.
///
/// @param folder watched for files
/// @param settle so long a file must have kept its size and time before it is taken
/// @param dates finds the update date in a file's name, as its group `date`: digits of year, month
///   and day, whatever stands between them
public record InboxSettings(Path folder, Duration settle, Pattern dates) {
    public InboxSettings {
        if (settle.isNegative()) {
            throw new RegisterRefused("inbox settle: " + settle + " (expected: 0 s or more)");
        }
        if (!dates.namedGroups().containsKey(NameDate.GROUP)) {
            throw new RegisterRefused(
                    "inbox pattern: "
                            + dates
                            + " (expected: with a group (?<"
                            + NameDate.GROUP
                            + ">...) around year, month and day)");
        }
    }
}
