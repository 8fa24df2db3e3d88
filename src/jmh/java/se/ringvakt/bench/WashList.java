package se.ringvakt.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.PrimitiveIterator;
import se.ringvakt.register.SyntheticRegister;

/// A customer list as a spreadsheet saves it, some 70 bytes a row: semicolons, CRLF, UTF-8, and
/// numbers in the spellings people use.
final class WashList {
    private static final String[] TOWNS = {"Älvsbyn", "Mora", "Örebro", "Åmål", "Göteborg", "Täby"};
    private static final String[] STREETS = {"Storgatan", "Åsvägen", "Björkstigen", "Kungsgatan"};
    private static final int NUMBER_DIGITS_AFTER_CODE = 2;

    private WashList() {}

    /// Writes so many rows, the same at every run.
    static void write(Path file, int rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            StringBuilder row = new StringBuilder("kundnr;namn;adress;telefon;ort;senast\r\n");
            PrimitiveIterator.OfLong numbers = SyntheticRegister.customers(rows).iterator();
            for (int i = 0; numbers.hasNext(); i++) {
                row.append(i)
                        .append(";Kund ")
                        .append(i % 99_991)
                        .append(';')
                        .append(STREETS[i % STREETS.length])
                        .append(' ')
                        .append(i % 97 + 1)
                        .append(';');
                spell(row, Long.toString(numbers.nextLong()), i);
                row.append(';').append(TOWNS[i % TOWNS.length]).append(";2026-11-22\r\n");
                out.write(row.toString().getBytes(StandardCharsets.UTF_8));
                row.setLength(0);
            }
        }
    }

    private static void spell(StringBuilder row, String national, int kind) {
        String code = national.substring(0, NUMBER_DIGITS_AFTER_CODE);
        String rest = national.substring(NUMBER_DIGITS_AFTER_CODE);
        String last = rest.substring(rest.length() - 4);
        String first = rest.substring(0, rest.length() - 4);
        switch (kind % 8) {
            case 0, 1 -> row.append('0').append(national);
            case 2, 3 ->
                    row.append('0')
                            .append(code)
                            .append('-')
                            .append(first)
                            .append(' ')
                            .append(last, 0, 2)
                            .append(' ')
                            .append(last, 2, 4);
            case 4 -> row.append("+46").append(national);
            case 5 -> row.append("+46 (0)").append(code).append(' ').append(first).append(last);
            case 6 -> row.append("0046").append(national);
            default ->
                    row.append("\"0")
                            .append(code)
                            .append('/')
                            .append(first)
                            .append('.')
                            .append(last)
                            .append('"');
        }
    }
}
