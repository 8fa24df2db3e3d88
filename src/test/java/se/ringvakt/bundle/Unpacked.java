package se.ringvakt.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/// A bundle as somebody has it who has neither the program nor the folder it came from.
record Unpacked(Path folder) {

    /// What the script ended with, and what it said.
    record Said(int code, String text) {}

    static Unpacked of(Bundle bundle, Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bundle.write(bytes);
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
        return new Unpacked(folder);
    }

    /// Runs the bundle's own script, as its README says.
    Said verify(String... keys) throws IOException, InterruptedException {
        return run(
                new ProcessBuilder(
                        Stream.concat(Stream.of("sh", "verify.sh"), Stream.of(keys)).toList()));
    }

    /// Runs it with another shell and another awk.
    Said verifyWith(String shell, String awk) throws IOException, InterruptedException {
        Path tools = Files.createTempDirectory(folder, "tools");
        Path script =
                Files.writeString(tools.resolve("awk"), "#!/bin/sh\nexec " + awk + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Stream.concat(Stream.of(shell.split(" ", -1)), Stream.of("verify.sh"))
                                .toList());
        builder.environment().merge("PATH", tools.toString(), (path, own) -> own + ":" + path);
        return run(builder);
    }

    private Said run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /// The only file whose name ends so.
    Path file(String ending) throws IOException {
        List<String> found = names().stream().filter(name -> name.endsWith(ending)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(ending + ": " + found);
        }
        return folder.resolve(found.getFirst());
    }

    String text(String ending) throws IOException {
        return Files.readString(file(ending), StandardCharsets.ISO_8859_1);
    }

    /// Changes a file, byte by byte.
    void change(String ending, UnaryOperator<String> how) throws IOException {
        String before = text(ending);
        String after = how.apply(before);
        if (after.equals(before)) {
            throw new IllegalStateException(ending + ": nothing was changed");
        }
        Files.writeString(file(ending), after, StandardCharsets.ISO_8859_1);
    }

    void changeLines(String ending, UnaryOperator<List<String>> how) throws IOException {
        change(ending, text -> String.join("\n", how.apply(text.lines().toList())) + "\n");
    }
}
