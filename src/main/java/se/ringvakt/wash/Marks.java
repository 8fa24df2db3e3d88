package se.ringvakt.wash;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.rule.Reason;

/// What stands in marked files, as bytes. For one thread.
@SuppressWarnings("EnumOrdinal") // Looked up for every cell: arrays, not maps.
final class Marks {
    private static final byte[] NOTHING = {};

    private final Map<Status, byte[]> statuses = bytes(Status.class);
    private final Map<Reason, byte[]> reasons = bytes(Reason.class);
    private final Map<Trouble, byte[]> troubles = bytes(Trouble.class);

    /// Few different days are met, and a good many times each.
    private final Map<LocalDate, byte[]> days = new HashMap<>();

    byte[] status(Finding finding) {
        return named(statuses, finding.status());
    }

    /// Why a number is stopped.
    byte[] reason(Finding finding) {
        Optional<Reason> reason = finding.reason();
        return reason.isPresent() ? named(reasons, reason.get()) : NOTHING;
    }

    /// Why a cell is unreadable.
    byte[] reason(Trouble trouble) {
        return named(troubles, trouble);
    }

    byte[] until(Finding finding) {
        return finding.until().isPresent()
                ? days.computeIfAbsent(finding.until().get(), day -> bytes(day.toString()))
                : NOTHING;
    }

    private static <E extends Enum<E>> byte[] named(Map<E, byte[]> names, E constant) {
        return names.getOrDefault(constant, NOTHING);
    }

    private static <E extends Enum<E>> Map<E, byte[]> bytes(Class<E> type) {
        Map<E, byte[]> names = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            names.put(constant, bytes(constant.name()));
        }
        return names;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
