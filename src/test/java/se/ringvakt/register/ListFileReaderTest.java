package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.register.ListKind.BLOCKS;
import static se.ringvakt.register.ListKind.CONSENTS;
import static se.ringvakt.register.ListKind.CUSTOMERS;
import static se.ringvakt.register.ListKind.SUBSCRIPTIONS;
import static se.ringvakt.register.Samples.LISTED;
import static se.ringvakt.register.Samples.NOT_LISTED;
import static se.ringvakt.register.Samples.NOW;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

final class ListFileReaderTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final PrincipalId PRINCIPAL = new PrincipalId("el-bolaget");
    private static final Block CENTRE =
            new Block(Block.List.CENTRE, Optional.empty(), Optional.empty());

    @TempDir private Path folder;

    private final ListFileReader reader = new ListFileReader(TestPlan::read, PRINCIPAL::equals);

    @Test
    void readsBlocksOfNumbersAndPrefixes() throws IOException {
        String text =
                """
                number,prefix,list,principal,expires
                070-174 06 05,,centre,,
                +46701740699,,principal,el-bolaget,2026-11-25
                ,070-174*,Deceased,,2026-11-25T09:00:00.1234567+01:00
                """;
        assertThat(read(BLOCKS, text))
                .containsExactly(
                        new NumberBlock(LISTED, CENTRE),
                        new NumberBlock(
                                NOT_LISTED,
                                new Block(
                                        Block.List.PRINCIPAL,
                                        Optional.of(PRINCIPAL),
                                        Optional.of(Instant.parse("2026-11-24T23:00:00Z")))),
                        new PrefixBlock(
                                "4670174",
                                new Block(
                                        Block.List.DECEASED,
                                        Optional.empty(),
                                        Optional.of(Instant.parse("2026-11-25T08:00:00.123Z")))));
    }

    @Test
    void takesAnExpiryDateAsItsMidnightOnClockChangeDaysToo() throws IOException {
        String text =
                """
                number;list;expires
                0701740605;centre;2027-03-28
                0701740605;centre;2027-03-29
                """;
        assertThat(read(BLOCKS, text))
                .extracting(entry -> ((NumberBlock) entry).block().expires().orElseThrow())
                .containsExactly(
                        Instant.parse("2027-03-27T23:00:00Z"),
                        Instant.parse("2027-03-28T22:00:00Z"));
    }

    @Test
    void readsConsents() throws IOException {
        String text =
                """
                number\tprincipal\tgiven\tproof\twithdrawn
                0701740605\tel-bolaget\t2026-11-22\t"form, page 1"\t
                0701740699\tel-bolaget\t2026-11-01T10:00:00Z\trec-7\t2026-11-22T09:00:00Z
                """;
        assertThat(read(CONSENTS, text))
                .containsExactly(
                        new ConsentGiven(
                                LISTED,
                                new Consent(
                                        PRINCIPAL,
                                        Instant.parse("2026-11-21T23:00:00Z"),
                                        Optional.empty(),
                                        "form, page 1")),
                        new ConsentGiven(
                                NOT_LISTED,
                                new Consent(
                                        PRINCIPAL,
                                        Instant.parse("2026-11-01T10:00:00Z"),
                                        Optional.of(NOW),
                                        "rec-7")));
    }

    @Test
    void readsCustomers() throws IOException {
        String text =
                """
                number;principal;goods;since;ended
                0701740605;el-bolaget;el;2020-02-29;
                0701740699;el-bolaget;;2020-03-01;2027-01-01
                """;
        assertThat(read(CUSTOMERS, text))
                .containsExactly(
                        new Customer(
                                LISTED,
                                new CustomerRelation(
                                        PRINCIPAL,
                                        Optional.of("el"),
                                        LocalDate.of(2020, 2, 29),
                                        Optional.empty())),
                        new Customer(
                                NOT_LISTED,
                                new CustomerRelation(
                                        PRINCIPAL,
                                        Optional.empty(),
                                        LocalDate.of(2020, 3, 1),
                                        Optional.of(LocalDate.of(2027, 1, 1)))));
    }

    @Test
    void readsSubscriptions() throws IOException {
        assertThat(read(SUBSCRIPTIONS, "number,kind\n0701740605,company\n0701740699,sole-trader\n"))
                .containsExactly(
                        new Subscribed(LISTED, Subscription.COMPANY),
                        new Subscribed(NOT_LISTED, Subscription.SOLE_TRADER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "never",
                "2026-02-30",
                "2026-13-01",
                "22/11/2026",
                "2026-1-2",
                "20261122",
                "0206-11-22",
                "+12026-11-22",
                "2026-11-22 10:00",
                "2026-11-22T10:00",
                "2026-11-22T25:00Z",
                "NULL",
                "0",
                "-"
            })
    void neverTakesABadExpiryForAPermanentBlock(String date) throws IOException {
        assertRefused(
                BLOCKS,
                "number,list,expires\n0701740605,centre,2027-01-01\n0701740605,centre," + date,
                "list.csv:3: expires: '" + date + "' (expected: a date, 2026-11-22 or");
    }

    @ParameterizedTest
    @ValueSource(strings = {"number,list,expire", "number,list,expires ,exp", "number,list,list"})
    void refusesColumnsItDoesNotKnow(String header) throws IOException {
        assertRefused(
                BLOCKS,
                header + "\n0701740605,centre,2027-01-01\n",
                "(expected: list [number, prefix, principal, expires])");
        assertRefused(BLOCKS, header + "\n", " among number, list, ");
    }

    @Test
    void takesNothingOfAFileWithALoneQuote() throws IOException {
        ListFormat lenient =
                new ListFormat(StandardCharsets.UTF_8, Optional.empty(), Set.of(), 9, 99);
        Path file =
                file("number,list\n0701740605,centre\n\"0701740606,centre\n0701740607,centre\n");

        assertThatThrownBy(() -> read(file, BLOCKS, lenient))
                .hasMessageContaining(
                        "list.csv:3: a quotation mark is not closed on its line (expected: a pair");
    }

    @Test
    void readsMixedLineEnds() throws IOException {
        assertThat(
                        read(
                                BLOCKS,
                                "number,list\r\n0701740605,centre\n0701740699,centre\r"
                                        + "+4712345678,centre"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7,01741E+08", "4.67017E+10", "7e8"})
    void saysThatASpreadsheetHasCutANumber(String number) throws IOException {
        assertRefused(
                BLOCKS,
                "number;list\n" + number + ";centre\n",
                "(expected: all digits; a spreadsheet has cut this one: format the column as text");
    }

    @Test
    void refusesTextsThatAreTooLongOrWouldMoveACursor() throws IOException {
        String header = "number;principal;given;proof\n0701740605;el-bolaget;2026-11-20;";
        assertRefused(CONSENTS, header + "\u001b[2J\n", "proof: '?[2J' (expected: at most 500");
        assertRefused(CONSENTS, header + "x".repeat(501) + "\n", "proof: 'xxxxxxxxxxxxxxxxxxxx'");
        assertThat(read(CONSENTS, header + "<script>alert(1)</script>\n")).hasSize(1);
    }

    @Test
    void readsThroughALinkAndRefusesAFolder() throws IOException {
        Path file = file("number,list\n0701740605,centre\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        assertThat(read(link, BLOCKS, ListFormat.DEFAULT).entries()).hasSize(1);
        assertThatThrownBy(() -> read(folder, BLOCKS, ListFormat.DEFAULT))
                .isInstanceOf(RegisterRefused.class);
    }

    @Test
    void passesOverColumnsItIsToldTo() throws IOException {
        ListFormat format =
                new ListFormat(
                        StandardCharsets.ISO_8859_1, Optional.of(';'), Set.of("namn"), 0, 10);
        Path file = folder.resolve("list.csv");
        Files.write(
                file,
                "Namn;Number;List\n\"Öst; Åsa\";0701740605;centre\n"
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read(file, BLOCKS, format).entries())
                .containsExactly(new NumberBlock(LISTED, CENTRE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0701740605,,centre|columns: '3' (expected: 5)",
                "0701740605,,centre,,2027-01-01,|columns: '6' (expected: 5)",
                "0701740605,,family,,|list: 'family' (expected: centre, deceased, principal)",
                "0701740605,,,,|list: '' (expected: centre, deceased, principal)",
                "0701740605,,principal,,|principal: '' (expected: one for a principal's list",
                "0701740605,,centre,el-bolaget,|principal: 'el-bolaget' (expected: one for",
                "0701740605,,principal,el-bolagt,|principal: 'el-bolagt' (expected: a known",
                "701740605,,centre,,|number: '7017xxxxx' (expected: a number with its leading 0",
                "4.67017E+10,,centre,,|number: '4.670xxE+xx' (expected:",
                "112,,centre,,|number: '112' (expected:",
                "0701740605,,centre,,2026-11-21|expires: '2026-11-21' (expected: later than now",
                ",,centre,,|number: '' (expected: it or a prefix, not both)",
                "0701740605,070*,centre,,|number: '0701xxxxxx' (expected: it or a prefix",
                ",*,centre,,|prefix: '*' (expected: such as 070-174*, 0900 or +4670174)",
                ",0*,centre,,|prefix: '0*' (expected:",
                ",+46,centre,,|prefix: '+46' (expected:",
                ",70*,centre,,|prefix: '70*' (expected:",
                ",07*0,centre,,|prefix: '07*0' (expected:"
            })
    void refusesBadBlocks(String line, String message) throws IOException {
        assertRefused(
                BLOCKS,
                "number,prefix,list,principal,expires\n" + line + "\n",
                "list.csv:2: " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "08,468",
        "070-174*,4670174",
        "0046 70 174,4670174",
        "+46(70)174*,4670174",
        "+47,47",
        "00358*,358",
        "0900,46900"
    })
    void readsEverySpellingOfAPrefix(String spelling, String digits) throws IOException {
        assertThat(read(BLOCKS, "prefix,list\n" + spelling + ",centre\n"))
                .containsExactly(new PrefixBlock(digits, CENTRE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0701740605,el-bolaget,,form 1,|given: '' (expected: a date)",
                "0701740605,el-bolaget,2026-11-23,form 1,|given: '2026-11-23' (expected: not in",
                "0701740605,el-bolaget,2026-11-22T09:00:00.001Z,f,|given: '2026-11-22T09:00:00.00",
                "0701740605,el-bolaget,2026-11-22,,|proof: '' (expected: where the proof is kept)",
                "0701740605,el-bolaget,2026-11-22,' ',|proof: '' (expected: where the proof",
                "0701740605,,2026-11-22,form 1,|principal: '' (expected: a known principal)",
                "0701740605,el-bolaget,2026-11-20,f,2026-11-19|withdrawn: '2026-11-19' (expected:",
                "0701740605,el-bolaget,2026-11-20,f,2026-11-24|withdrawn: '2026-11-24' (expected:",
                "0701740605,el-bolaget,2026-11-20,f,yes|withdrawn: 'yes' (expected: a date"
            })
    void refusesBadConsents(String line, String message) throws IOException {
        assertRefused(
                CONSENTS,
                "number,principal,given,proof,withdrawn\n" + line.replace("'", "\"") + "\n",
                "list.csv:2: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0701740605,el-bolaget,,|since: '' (expected: a date)",
                "0701740605,el-bolaget,2026-11-23,|since: '2026-11-23' (expected: not in the",
                "0701740605,el-bolaget,2026-11-20,2026-11-19|ended: '2026-11-19' (expected: not",
                "0701740605,el-bolaget,2026-11-20T00:00:00Z,|since: '2026-11-20T00:00:00Z' (exp"
            })
    void refusesBadCustomers(String line, String message) throws IOException {
        assertRefused(CUSTOMERS, "number,principal,since,ended\n" + line, "list.csv:2: " + message);
    }

    @Test
    void refusesAnUnknownSubscription() throws IOException {
        assertRefused(
                SUBSCRIPTIONS,
                "number,kind\n0701740605,business\n",
                "list.csv:2: kind: 'business' (expected: company, consumer, sole-trader)");
    }

    @Test
    void namesEveryBadLineUpToAFew() throws IOException {
        String text = "number,list\n" + "0701740605,centre\n\nx,centre\n".repeat(7);
        assertRefused(
                BLOCKS,
                text,
                "list.csv:4: number: 'x' (expected: a number with its leading 0 or +); ");
        assertRefused(BLOCKS, text, "; and 2 more bad lines");
    }

    @Test
    void leavesBadLinesOutOnlyWhenTold() throws IOException {
        ListFormat format =
                new ListFormat(StandardCharsets.UTF_8, Optional.empty(), Set.of(), 1, 3);
        Path file = file("number,list\nx,centre\n0701740605,centre\n");

        ListContent content = read(file, BLOCKS, format);

        assertThat(content.entries()).containsExactly(new NumberBlock(LISTED, CENTRE));
        assertThat(content.badLines()).singleElement().asString().contains("list.csv:2: number");
        assertThat(content.sourceChecksum()).hasSize(64);
        Path long4 = file("number,list\n" + "0701740605,centre\n".repeat(4));
        assertThatThrownBy(() -> read(long4, BLOCKS, format))
                .hasMessageContaining("list.csv: more than 3 lines (expected: fewer)");
    }

    @Test
    void readsMarkedCompressedAndCarriageReturnedFiles() throws IOException {
        Path file = folder.resolve("list.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    "\ufeffnumber;list\r\n0701740605;centre\r\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(file, BLOCKS, ListFormat.DEFAULT).entries())
                .containsExactly(new NumberBlock(LISTED, CENTRE));
    }

    @Test
    void refusesWhatIsNoCsv() throws IOException {
        assertRefused(BLOCKS, "", "list.csv: empty (expected: a header with list [number");
        assertRefused(BLOCKS, "\n\n", "list.csv: empty");
        assertRefused(BLOCKS, "number,list\n\"0701740605,centre\n", "list.csv");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "number,list\nå,centre\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(latin, BLOCKS, ListFormat.DEFAULT))
                .isInstanceOf(RegisterRefused.class)
                .hasMessageStartingWith(latin + ": ")
                .hasMessageEndingWith("(expected: UTF-8)");
        assertThatThrownBy(() -> read(folder.resolve("no.csv"), BLOCKS, ListFormat.DEFAULT))
                .hasMessageContaining("no.csv: no such file");
    }

    @Test
    void readsAForeignNumber() throws IOException {
        assertThat(read(BLOCKS, "number,list\n+4712345678,centre\n"))
                .containsExactly(new NumberBlock(new PhoneNumber(4712345678L), CENTRE));
    }

    private List<Entry> read(ListKind kind, String text) throws IOException {
        return read(file(text), kind, ListFormat.DEFAULT).entries();
    }

    private ListContent read(Path file, ListKind kind, ListFormat format) {
        return reader.read(file, kind, format, STOCKHOLM, NOW, Progress.NONE);
    }

    private void assertRefused(ListKind kind, String text, String message) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> read(file, kind, ListFormat.DEFAULT))
                .isInstanceOf(RegisterRefused.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), text);
    }
}
