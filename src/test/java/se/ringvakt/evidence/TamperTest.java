package se.ringvakt.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever changes a single byte is found out, and the record, or the head, is named.
@Timeout(600)
final class TamperTest {
    private static final int PLACES = 40;
    private static final long SEED = 20_261_122L;

    @TempDir private Path folder;
    private final Random random = new Random(SEED);

    @Test
    void eachByteOfASmallStoreMatters() throws IOException {
        Store store = new Store(folder).write(3);
        for (Path file : files(store)) {
            int bytes = (int) Files.size(file);
            for (int at = 0; at < bytes; at++) {
                tamper(store, file, at);
            }
        }
        assertThat(store.verify().isVerified()).isTrue();
    }

    @Test
    void anyByteOfAYearMatters() throws IOException {
        Store store = new Store(folder).writeDays(365, 8);
        assertThat(store.verify().isVerified()).isTrue();
        assertThat(store.verify().segments()).isEqualTo(365);
        List<Path> files = files(store);

        for (int i = 0; i < PLACES; i++) {
            Path file = files.get(random.nextInt(files.size()));
            tamper(store, file, random.nextInt((int) Files.size(file)));
        }
        assertThat(store.verify().isVerified()).isTrue();
    }

    private void tamper(Store store, Path file, int at) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[at] ^= (byte) (1 + random.nextInt(255));
        Files.write(file, changed);
        List<Finding> findings = store.verify().findings();
        String what = file.getFileName() + " byte " + at + ": " + findings;
        if (file.toString().endsWith(SegmentName.SUFFIX)) {
            long n = number(whole, at);
            assertThat(findings)
                    .as(what)
                    .anyMatch(found -> found.first() <= n && found.last() >= n)
                    .allMatch(found -> file.toString().contains(found.segment().orElse("?")));
        } else {
            assertThat(findings).as(what).isNotEmpty().allMatch(found -> found.first() == 0);
        }
        Files.write(file, whole);
    }

    /// The serial number of the line in which this byte stands.
    private static long number(byte[] whole, int at) {
        int begin = at;
        while (begin > 0 && whole[begin - 1] != '\n') {
            begin--;
        }
        int end = at;
        while (whole[end] != '\n') {
            end++;
        }
        return EvidenceRecord.read(
                        new String(Arrays.copyOfRange(whole, begin, end), StandardCharsets.UTF_8))
                .n();
    }

    /// Everything but the secret key, which says nothing of the past.
    private static List<Path> files(Store store) throws IOException {
        try (Stream<Path> all = Files.walk(store.folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("evidence-key.pem"))
                    .sorted()
                    .toList();
        }
    }
}
