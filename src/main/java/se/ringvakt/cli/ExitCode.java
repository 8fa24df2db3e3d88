package se.ringvakt.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a command's exit code means.
enum ExitCode {
    OK(0, "done; for check and dial: allowed"),
    NO(
            1,
            "check, dial: denied, or of a past time not known; lint: there are errors; replay: rows could not be read; evidence"
                    + " verify: something is wrong; gates: they differ; otherwise: there was nothing to show, remove,"
                    + " withdraw, end or resume"),
    USAGE(2, "the command line cannot be used"),
    REFUSED(3, "a settings or input file, or a register version, is refused; nothing was changed"),
    UNAVAILABLE(4, "gate or ledger cannot be reached, read or written"),
    FAULT(70, "a fault in the program; --debug shows where");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    /// All codes and their meanings, as help shows them.
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        Arrays.stream(values())
                .forEach(value -> meanings.put(Integer.toString(value.code), value.meaning));
        return meanings;
    }
}
