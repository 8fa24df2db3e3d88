package se.ringvakt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import se.ringvakt.register.SyntheticRegister;

/// The command `wash` on ten million rows against three million numbers, beside mawk's hash join
/// and DuckDB's anti-join: each in a process of its own, from its start to its end, in turns.
///
/// The list's rows are the same for all; ringvakt also digests both files and has its output reach
/// the disk, the others do neither.
public final class WashBenchmark {
    private static final int ROWS = 10_000_000;
    private static final int ROUNDS = 5;

    private static final String MAWK =
            """
            NR == FNR { listed[$1]; next }
            FNR > 1 {
                number = $4
                gsub(/[^0-9+]/, "", number)
                sub(/^(\\+46|0046)0?/, "0", number)
                if (number in listed) next
            }
            { print }
            """;

    private final Path folder;
    private final Path list;
    private final Path register;

    private WashBenchmark(Path folder) {
        this.folder = folder;
        this.list = folder.resolve("list.csv");
        this.register = folder.resolve("register.txt");
    }

    /// Prints tables. Arguments: rows (10,000,000) and rounds (5).
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROWS;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        Path folder = Folders.temporary();
        try {
            new WashBenchmark(folder).run(rows, rounds);
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(int rows, int rounds) throws IOException, InterruptedException {
        prepare(rows);
        List<MeasuredProcess> ours = new ArrayList<>();
        List<MeasuredProcess> mawks = new ArrayList<>();
        List<MeasuredProcess> ducks = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(told("ringvakt", ringvakt("out-ringvakt.csv", "--mode", "remove")));
            ducks.add(told("DuckDB", duck()));
            mawks.add(told("mawk", mawk()));
            checkAlike();
        }
        MeasuredProcess marking = ringvakt("out-marked.csv", "--mode", "mark");

        Table table =
                new Table(
                        String.format("%,d rows, %,d MB", rows, Files.size(list) >> 20),
                        "s",
                        "rows/s",
                        "CPU s",
                        "peak MB",
                        "times ringvakt's");
        row(table, "ringvakt wash", ours, ours, rows);
        row(table, "mawk, hash join", mawks, ours, rows);
        row(table, "DuckDB, anti-join, 2 threads", ducks, ours, rows);
        row(table, "ringvakt wash --mode mark", List.of(marking), List.of(marking), rows);
        table.print();
    }

    /// Says at once what was measured: a run takes minutes on a busy machine.
    private static MeasuredProcess told(String what, MeasuredProcess measured) {
        System.err.println(what + " " + measured);
        return measured;
    }

    private void prepare(int rows) throws IOException, InterruptedException {
        WashList.write(list, rows);
        SyntheticRegister.write(register);
        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n");
        Files.writeString(folder.resolve("wash.awk"), MAWK);
        String today = LocalDate.now(ZoneId.of("Europe/Stockholm")).toString();
        java("se.ringvakt.cli.Main", "register", "import", register.toString(), "--updated", today);
    }

    private MeasuredProcess ringvakt(String out, String... options)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(
                        List.of("wash", list.toString(), out, "--force", "--column", "telefon"));
        arguments.addAll(List.of(options));
        return java("se.ringvakt.cli.Main", arguments.toArray(String[]::new));
    }

    private MeasuredProcess duck() throws IOException, InterruptedException {
        return java(
                "se.ringvakt.bench.DuckWash",
                list.toString(),
                register.toString(),
                folder.resolve("out-duck.csv").toString());
    }

    private MeasuredProcess mawk() throws IOException, InterruptedException {
        return MeasuredProcess.run(
                folder,
                folder.resolve("out-mawk.csv"),
                List.of("mawk", "-F", ";", "-f", "wash.awk", register.toString(), list.toString()));
    }

    private MeasuredProcess java(String main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Xmx" + System.getProperty("wash.heap", "96m"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main));
        command.addAll(List.of(arguments));
        return MeasuredProcess.run(folder, folder.resolve("said.txt"), command);
    }

    /// The three must keep the same rows; DuckDB writes them in its own way.
    private void checkAlike() throws IOException {
        if (Files.mismatch(folder.resolve("out-ringvakt.csv"), folder.resolve("out-mawk.csv"))
                >= 0) {
            throw new IOException("mawk: other rows (expected: those that ringvakt kept)");
        }
        long duck = lines("out-duck.csv");
        long ours = lines("out-ringvakt.csv");
        if (duck != ours) {
            throw new IOException("DuckDB: " + duck + " rows (expected: " + ours + ")");
        }
    }

    private long lines(String file) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(file))) {
            return lines.count();
        }
    }

    private static void row(
            Table table,
            String name,
            List<MeasuredProcess> measured,
            List<MeasuredProcess> ours,
            int rows) {
        double[] ratios = new double[measured.size()];
        Arrays.setAll(ratios, i -> measured.get(i).seconds() / ours.get(i).seconds());
        double seconds = median(measured, MeasuredProcess::seconds);
        table.row(
                name,
                seconds,
                Math.rint(rows / seconds),
                median(measured, MeasuredProcess::cpuSeconds),
                Math.rint(median(measured, MeasuredProcess::peakMegabytes)),
                median(ratios));
    }

    private static double median(List<MeasuredProcess> all, ToDoubleFunction<MeasuredProcess> of) {
        return median(all.stream().mapToDouble(of).toArray());
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
