package se.ringvakt.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Why a file could not be read or written, in words for an operator.
final class Reasons {
    private Reasons() {}

    static String of(IOException problem) {
        return switch (problem) {
            case NoSuchFileException e -> e.getFile() + " is missing (expected: to be there)";
            case AccessDeniedException e ->
                    e.getFile() + " cannot be read or written (expected: permission)";
            case FileSystemException e ->
                    Optional.ofNullable(e.getReason()).orElse(e.getFile())
                            + " (expected: to be read and written)";
            default -> problem.getMessage() + " (expected: to be read and written)";
        };
    }

    /// What is at the bottom of it.
    static String first(Throwable problem) {
        Throwable at = problem;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }
}
