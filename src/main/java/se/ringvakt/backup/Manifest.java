package se.ringvakt.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a backup says of itself, in its last entry.
///
/// @param format 1
/// @param at what was acknowledged before this instant is in it
/// @param program the version that made it
/// @param schema of the ledger; 0: it is not in it, gates share one
/// @param rows how many each of the ledger's tables holds
/// @param settings the settings file's name; it lies in `settings/`
/// @param files everything in it but the manifest, in the order it lies there
/// @param leftOut what the settings name and could not be taken along, and why
public record Manifest(
        int format,
        Instant at,
        String program,
        int schema,
        Map<String, Long> rows,
        String settings,
        List<Kept> files,
        List<String> leftOut) {
    /// Its entry.
    static final String NAME = "manifest.json";

    /// The ledger's entry.
    public static final String LEDGER = "state/ledger.db";

    static final int FORMAT = 1;

    /// The schema of a ledger that is not in it.
    static final int NO_LEDGER = 0;

    /// A file.
    ///
    /// @param path in the archive, parted by `/`
    public record Kept(String path, long bytes, String sha256) {
        private static final Pattern PLACE =
                Pattern.compile("(?:state|settings)(?:/[^/\\\\\\p{Cntrl}]{1,255})+");
        private static final Pattern STEP = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");
        private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

        public Kept {
            if (!isPlace(path)) {
                throw new IllegalArgumentException(
                        path + " (expected: a place below state or settings)");
            }
            if (bytes < 0 || !DIGEST.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        path + ": " + bytes + " bytes, sha256 " + sha256 + " (expected: both)");
            }
        }

        /// Whether a file of this name stays where it is put.
        static boolean isPlace(String path) {
            return PLACE.matcher(path).matches() && !STEP.matcher(path).find();
        }
    }

    public Manifest {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format: " + format + " (expected: " + FORMAT + ")");
        }
        rows = new TreeMap<>(rows);
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
        Set<String> paths = new HashSet<>();
        for (Kept file : files) {
            if (!paths.add(file.path())) {
                throw new IllegalArgumentException(file.path() + ": twice (expected: once)");
            }
        }
        List<String> all = new ArrayList<>(List.of("settings/" + settings));
        if (schema != NO_LEDGER) {
            all.add(LEDGER);
        }
        for (String needed : all) {
            if (!paths.contains(needed)) {
                throw new IllegalArgumentException(needed + ": missing (expected: to be in it)");
            }
        }
    }

    /// Whether the ledger is in it.
    public boolean hasLedger() {
        return schema != NO_LEDGER;
    }

    /// The file at this place of the archive.
    Optional<Kept> file(String path) {
        return files.stream().filter(each -> each.path().equals(path)).findFirst();
    }
}
