package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/// A value that is not what its key asks for; the message says what was expected.
final class Unexpected extends MismatchedInputException {
    private static final long serialVersionUID = 1;

    Unexpected(JsonParser parser, String expected, Class<?> type) {
        super(parser, expected, type);
    }
}
