package se.ringvakt.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command prints its data: as text for people, or as JSON with the same content.
final class Output {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
                    .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /// Replaced by that of the command.
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    /// Prints a value.
    ///
    /// @param text prints it for people
    <T> void print(T value, BiConsumer<T, PrintWriter> text) {
        printTo(out(), value, text);
    }

    /// Prints a value elsewhere.
    <T> void printTo(PrintWriter out, T value, BiConsumer<T, PrintWriter> text) {
        if (json) {
            try {
                JSON.writeValue(out, value);
                out.println();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            text.accept(value, out);
        }
        out.flush();
    }

    /// Prints values as they come, however many; as JSON, an array.
    <T> void printAll(Stream<T> values, BiConsumer<T, PrintWriter> text) {
        PrintWriter out = out();
        if (json) {
            try (SequenceWriter array = JSON.writer().writeValuesAsArray(out)) {
                // Not by an iterator, which would gather whatever a flat map brings.
                values.forEach(value -> write(array, value));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.println();
        } else {
            values.forEach(value -> text.accept(value, out));
        }
        out.flush();
    }

    private static void write(SequenceWriter array, Object value) {
        try {
            array.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
