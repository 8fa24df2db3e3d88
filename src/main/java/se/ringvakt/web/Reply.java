package se.ringvakt.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The answer to an operation.
///
/// @param headers beyond those that every answer has
public record Reply(int status, Content content, Map<String, String> headers) {

    /// What an answer holds.
    public sealed interface Content {
        /// Nothing.
        record None() implements Content {}

        /// A value that becomes JSON.
        record Json(Object value) implements Content {}

        /// Bytes of a media type, all at once.
        @SuppressWarnings("ArrayRecordComponent") // compared with nothing
        record Bytes(String type, byte[] bytes) implements Content {}

        /// A file of this machine.
        record Stored(String type, Path file) implements Content {}

        /// Bytes as they come, however many.
        record Written(String type, Writer writer) implements Content {}
    }

    /// Writes an answer as it comes. What it throws breaks the connection off, so that nobody takes
    /// a part for the whole.
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply ok(Object json) {
        return new Reply(200, new Content.Json(json), Map.of());
    }

    /// Something was made.
    ///
    /// @param location where it is from now on, such as `/api/v1/users/anna`
    public static Reply created(String location, Object json) {
        return new Reply(201, new Content.Json(json), Map.of("Location", location));
    }

    /// Something was begun.
    ///
    /// @param location where to ask how far it has come
    public static Reply accepted(String location, Object json) {
        return new Reply(202, new Content.Json(json), Map.of("Location", location));
    }

    public static Reply noContent() {
        return new Reply(204, new Content.None(), Map.of());
    }

    public static Reply bytes(String type, byte[] bytes) {
        return new Reply(200, new Content.Bytes(type, bytes), Map.of());
    }

    /// A file to be saved.
    public static Reply file(Path file, String type, String name) {
        return new Reply(200, new Content.Stored(type, file), Map.of()).saved(name);
    }

    /// A long answer to be saved, written as it comes.
    public static Reply written(String type, String name, Writer writer) {
        return new Reply(200, new Content.Written(type, writer), Map.of()).saved(name);
    }

    /// The same with the version of what is answered.
    ///
    /// @param version becomes the entity tag, without quotes
    public Reply version(String version) {
        return with("ETag", "\"" + version + "\"");
    }

    /// The same with another header.
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, content, more);
    }

    /// The version that [#version] told.
    public Optional<String> etag() {
        return Optional.ofNullable(headers.get("ETag"));
    }

    private Reply saved(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return with("Content-Disposition", "attachment; filename=\"" + plain + "\"");
    }
}
