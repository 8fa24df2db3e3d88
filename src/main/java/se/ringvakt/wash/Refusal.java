package se.ringvakt.wash;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;

/// Turns what went wrong with a spreadsheet into one line.
final class Refusal {
    private static final String WHOLE = " (expected: a whole .xlsx file)";

    private Refusal() {}

    static WashRefused of(Path file, String found, String expected) {
        return new WashRefused(file + ": " + found + " (expected: " + expected + ")");
    }

    /// @param place a part of the package, or a row of a sheet
    static WashRefused damaged(Path file, String place, Exception cause) {
        return new WashRefused(file + ": " + place + ": " + words(cause) + WHOLE, cause);
    }

    static WashRefused unreadable(Path file, IOException cause) {
        return new WashRefused(file + ": " + words(cause) + WHOLE, cause);
    }

    private static String words(Exception cause) {
        return switch (cause) {
            case EOFException _ -> "ends too early";
            case CharacterCodingException _ -> "characters that are not UTF-8";
            case ZipException damaged -> "damaged zip file, " + damaged.getMessage();
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "not readable";
            case XMLStreamException read when read.getNestedException() instanceof IOException io ->
                    words(io);
            case XMLStreamException broken -> "broken XML, " + firstLine(broken);
            default -> firstLine(cause);
        };
    }

    /// Parsers tell the place in the XML on the lines that follow, which helps nobody here.
    private static String firstLine(Exception cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
