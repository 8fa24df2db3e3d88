package se.ringvakt.wash;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.rule.Reason;

/// What stands in marked files, as bytes. For one thread.
@SuppressWarnings("EnumOrdinal") // Looked up for every cell: arrays, not maps.
final class Marks {
    private static final byte[] NOTHING = {};
    private static final byte[][] STATUSES = bytes(Status.values());
    private static final byte[][] REASONS = bytes(Reason.values());
    private static final byte[][] TROUBLES = bytes(Trouble.values());

    /// Few different days are met, and a good many times each.
    private final Map<LocalDate, byte[]> days = new HashMap<>();

    byte[] status(Finding finding) {
        return STATUSES[finding.status().ordinal()];
    }

    /// Why a number is stopped.
    byte[] reason(Finding finding) {
        Optional<Reason> reason = finding.reason();
        return reason.isPresent() ? REASONS[reason.get().ordinal()] : NOTHING;
    }

    /// Why a cell is unreadable.
    byte[] reason(Trouble trouble) {
        return TROUBLES[trouble.ordinal()];
    }

    byte[] until(Finding finding) {
        return finding.until().isPresent()
                ? days.computeIfAbsent(finding.until().get(), day -> bytes(day.toString()))
                : NOTHING;
    }

    private static byte[][] bytes(Enum<?>[] names) {
        return Arrays.stream(names).map(name -> bytes(name.name())).toArray(byte[][]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
