package se.ringvakt.web;

import java.nio.file.Path;

/// A body that was put into a file because it is long. The file is gone after the answer, unless
/// the operation has moved it.
public record Upload(Path file, long bytes) {}
