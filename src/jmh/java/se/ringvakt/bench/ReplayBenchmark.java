package se.ringvakt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import se.ringvakt.register.SyntheticRegister;

/// The command `replay` on one million calls against three million numbers, with 512 MB at most: in
/// a process of its own, from its start to its end.
public final class ReplayBenchmark {
    private static final int ROWS = 1_000_000;

    private final Path folder;
    private final Path log;
    private final int rows;

    private ReplayBenchmark(Path folder, int rows) {
        this.folder = folder;
        this.log = folder.resolve("calls.csv");
        this.rows = rows;
    }

    /// Prints a table. Argument: rows (1,000,000).
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Folders.temporary();
        try {
            new ReplayBenchmark(
                            folder, arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROWS)
                    .run();
        } finally {
            Folders.delete(folder);
        }
    }

    private void run() throws IOException, InterruptedException {
        prepare();
        Table table =
                new Table(
                        String.format("%,d calls, %,d MB", rows, Files.size(log) >> 20),
                        "s",
                        "rows/s",
                        "CPU s",
                        "peak MB");
        row(table, "replay --mode enforce", "enforce");
        row(table, "replay --mode audit", "audit");
        row(table, "replay --mode audit --out", "audit", "--out", "out.csv", "--force");
        row(table, "replay --mode enforce --policy", "enforce", "--policy", "policy.yaml");
        table.print();
    }

    private static String campaign(int i) {
        return """
          - id: c%d
            principal: elbolaget
            purpose: sales
            offer: el
            first-day: 2026-01-01
            last-day: 2099-12-31
            caller-ids: [{number: 070-174 06 99, call-back: true}]
        """
                .formatted(i);
    }

    private void prepare() throws IOException, InterruptedException {
        CallLog.write(log, rows);
        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n");
        StringBuilder campaigns =
                new StringBuilder("principals: [{id: elbolaget, name: Elbolaget}]\ncampaigns:\n");
        for (int i = 0; i < 3; i++) {
            campaigns.append(campaign(i));
        }
        Path file = Files.writeString(folder.resolve("campaigns.yaml"), campaigns);
        java("campaign", "apply", file.toString());
        Path register = folder.resolve("register.txt");
        SyntheticRegister.write(register);
        String today = LocalDate.now(ZoneId.of("Europe/Stockholm")).toString();
        java("register", "import", register.toString(), "--updated", today);
        try (var in = ReplayBenchmark.class.getResourceAsStream("/policies/sweden.yaml")) {
            if (in == null) {
                throw new IOException("policies/sweden.yaml: missing");
            }
            Files.copy(in, folder.resolve("policy.yaml"));
        }
    }

    private void row(Table table, String name, String mode, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("replay", log.toString(), "--mode", mode));
        arguments.addAll(Arrays.asList(options));
        MeasuredProcess measured = java(arguments.toArray(String[]::new));
        System.err.println(name + " " + measured);
        table.row(
                name,
                measured.seconds(),
                Math.rint(rows / measured.seconds()),
                measured.cpuSeconds(),
                Math.rint(measured.peakMegabytes()));
    }

    private MeasuredProcess java(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "se.ringvakt.cli.Main"));
        command.addAll(List.of(arguments));
        return MeasuredProcess.run(folder, folder.resolve("said.txt"), command);
    }
}
