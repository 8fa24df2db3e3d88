package se.ringvakt.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process run to its end, and what it took.
///
/// @param seconds from its start to its end
/// @param cpuSeconds of all its threads, as last seen
/// @param peakMegabytes the most memory it ever had resident, as last seen
record MeasuredProcess(double seconds, double cpuSeconds, double peakMegabytes) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KILOBYTES_PER_MEGABYTE = 1024;
    private static final long LOOK_EVERY_MILLIS = 20;

    /// Runs it in this folder; its output goes to `output`.
    ///
    /// @throws IOException when it fails
    static MeasuredProcess run(Path folder, Path output, List<String> command)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        long begun = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        double cpu = 0;
        double peak = 0;
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            cpu =
                    process.info()
                            .totalCpuDuration()
                            .map(d -> d.toNanos() / NANOS_PER_SECOND)
                            .orElse(cpu);
            peak = peak(process.pid()).orElse(peak);
        }
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + ": " + Files.readString(errors));
        }
        return new MeasuredProcess(seconds, cpu, peak);
    }

    private static Optional<Double> peak(long pid) throws IOException {
        try {
            return Files.readAllLines(
                            Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)
                    .stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line ->
                            Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES_PER_MEGABYTE)
                    .findFirst();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
