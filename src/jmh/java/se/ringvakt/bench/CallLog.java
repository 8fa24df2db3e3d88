package se.ringvakt.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/// A contact centre's log of calls, as `ringvakt replay` reads it: every number called two or three
/// times over the weeks, from eight in the morning to nine in the evening, by forty agents.
final class CallLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final String[] ENDINGS = {
        "answer;12;180",
        "answer;20;45",
        "noanswer;46;",
        "noanswer;40;",
        "busy;;",
        "cancel;14;",
        "declined;6;",
        "unreached;0;",
        "silent;8;3",
        "network;28;"
    };
    private static final int CALLS_A_NUMBER = 5;
    private static final int AGENTS = 40;
    private static final int CALLS_A_DAY = 40_000;
    private static final int SECONDS_A_DAY = 13 * 3600;
    private static final long SEED = 3;

    private CallLog() {}

    /// Writes so many calls, the same at every run.
    static void write(Path file, int rows) throws IOException {
        Random random = new Random(SEED);
        LocalDateTime day = LocalDateTime.of(2026, 1, 7, 8, 0);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            StringBuilder text =
                    new StringBuilder(
                            "time;number;campaign;agent;caller_id;kind;status;ring_seconds;"
                                    + "talk_seconds\n");
            for (int i = 0; i < rows; i++) {
                int today = i % CALLS_A_DAY;
                LocalDateTime at =
                        day.plusDays(i / CALLS_A_DAY)
                                .plusSeconds((long) today * SECONDS_A_DAY / CALLS_A_DAY);
                text.append(TIME.format(at))
                        .append(";079")
                        .append(1_000_000 + random.nextInt(1 + rows * 2 / CALLS_A_NUMBER))
                        .append(";c")
                        .append(random.nextInt(3))
                        .append(";a")
                        .append(i % AGENTS)
                        .append(";;;")
                        .append(ENDINGS[random.nextInt(ENDINGS.length)])
                        .append('\n');
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
                text.setLength(0);
            }
        }
    }
}
