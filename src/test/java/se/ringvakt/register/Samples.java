package se.ringvakt.register;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import se.ringvakt.call.PhoneNumber;

/// What the tests of this package share: dates, requests, made-up numbers.
final class Samples {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    static final ImportLimits NO_LIMITS =
            new ImportLimits(Long.MAX_VALUE, 100, 1e9, 100, Long.MAX_VALUE, 1L << 30);
    static final PhoneNumber LISTED = new PhoneNumber(46_70_1740605L);
    static final PhoneNumber NOT_LISTED = new PhoneNumber(46_70_1740699L);
    static final PhoneNumber FOREIGN = new PhoneNumber(4712345678L);

    private static final int[] MOBILE = {70, 72, 73, 76, 79};
    private static final int[] AREAS = {
        11, 13, 16, 18, 19, 21, 23, 26, 31, 33, 35, 36, 40, 42, 44, 46, 54, 60, 63, 90
    };

    private static final int[] SMALL_AREAS = {
        120, 121, 140, 141, 150, 155, 171, 175, 176, 220, 224, 240, 243, 250, 270, 278, 280, 290,
        292, 300, 320, 340, 345, 370, 380, 390, 410, 418, 430, 435, 451, 454, 470, 476, 480, 485,
        490, 498, 500, 510, 520, 522, 530, 550, 560, 565, 570, 580, 586, 590, 611, 620, 640, 647,
        650, 660, 670, 680, 690, 910, 918, 920, 929, 930, 935, 940, 950, 960, 970, 980, 981
    };

    private Samples() {}

    static ImportRequest request(Path file, LocalDate updated) {
        return new ImportRequest(
                "nix", file, updated, Coverage.WHOLE_COUNTRY, ImportFormat.LINES, NO_LIMITS);
    }

    static ImportRequest request(Path file, ImportFormat format) {
        return new ImportRequest("nix", file, TODAY, Coverage.WHOLE_COUNTRY, format, NO_LIMITS);
    }

    static ImportRequest request(Path file, LocalDate updated, ImportLimits limits) {
        return new ImportRequest(
                "nix", file, updated, Coverage.WHOLE_COUNTRY, ImportFormat.LINES, limits);
    }

    static ImportRequest request(Path file, Coverage coverage) {
        return new ImportRequest("nix", file, TODAY, coverage, ImportFormat.LINES, NO_LIMITS);
    }

    static ImportFormat columns(char separator, int area, int number, boolean header) {
        return new ImportFormat(
                StandardCharsets.UTF_8,
                Optional.of(separator),
                header,
                number,
                OptionalInt.of(area));
    }

    /// As many made-up national numbers, with repetitions, as a national register has them: half
    /// mobile, a third in Stockholm and the large towns, the rest in smaller places.
    static LongStream likeANationalRegister(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return LongStream.range(0, count).map(i -> drawn(random));
    }

    private static long drawn(SplittableRandom random) {
        int kind = random.nextInt(100);
        if (kind < 55) {
            return MOBILE[random.nextInt(MOBILE.length)] * 10_000_000L + random.nextInt(10_000_000);
        }
        if (kind < 70) {
            return random.nextBoolean()
                    ? 8_0000000L + 1_000_000 + random.nextInt(9_000_000)
                    : 8_000000L + 100_000 + random.nextInt(900_000);
        }
        if (kind < 85) {
            int area = AREAS[random.nextInt(AREAS.length)];
            return random.nextBoolean()
                    ? area * 1_000_000L + 100_000 + random.nextInt(900_000)
                    : area * 10_000_000L + 1_000_000 + random.nextInt(9_000_000);
        }
        int area = SMALL_AREAS[random.nextInt(SMALL_AREAS.length)];
        return random.nextBoolean()
                ? area * 100_000L + 10_000 + random.nextInt(90_000)
                : area * 1_000_000L + 100_000 + random.nextInt(900_000);
    }
}
