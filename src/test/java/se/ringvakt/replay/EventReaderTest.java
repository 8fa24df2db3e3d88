package se.ringvakt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.config.MappingFile;
import se.ringvakt.replay.Row.What;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.CsvRows;

/// Channel events as `cel_custom` of Asterisk writes them.
class EventReaderTest {
    @TempDir private Path folder;

    private final List<String> events = new ArrayList<>();

    private void event(
            String type, String time, String exten, String channel, String id, String extra) {
        events.add(
                "\"%s\",\"%s\",\"Bo\",\"101\",\"101\",\"\",\"\",\"%s\",\"agents\",\"%s\",\"\",\"\",\"3\",\"el-2026\",\"%s\",\"1.1\",\"\",\"\",\"\",\"%s\""
                        .formatted(type, time, exten, channel, id, extra.replace("\"", "\"\"")));
    }

    private List<Row> rows() throws IOException {
        Path file = Files.write(folder.resolve("cel.csv"), events);
        Path trunks = Files.writeString(folder.resolve("cel.yaml"), "trunks: 'PJSIP/trunk-.*'\n");
        Mapping mapping = MappingFile.read(trunks, Format.CEL);
        TimeReader times =
                new TimeReader(ZoneId.of("Europe/Stockholm"), mapping.timeFormat(), false);
        CsvForm form = new CsvForm(Optional.empty(), Optional.empty(), mapping.header());
        List<Row> rows = new ArrayList<>();
        try (RowSource source =
                new EventReader(
                        file,
                        CsvRows.open(file, form),
                        mapping,
                        new CallReader(mapping, times),
                        times)) {
            for (Optional<Row> row = source.next(); row.isPresent(); row = source.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static String text(Row row) {
        return new String(row.text(), StandardCharsets.UTF_8);
    }

    private static Call call(Row row) {
        return ((What.Dialled) row.what()).call();
    }

    private void begin() {
        event(
                "CHAN_START",
                "1795419000.000000",
                "0701740605",
                "PJSIP/agent101-00000001",
                "1.1",
                "");
        event("CHAN_START", "1795419000.250000", "", "PJSIP/trunk-00000002", "1.2", "");
    }

    private void end(String trunkExtra, String callerExtra) {
        event("HANGUP", "1795419042.750000", "", "PJSIP/trunk-00000002", "1.2", trunkExtra);
        event("CHAN_END", "1795419042.760000", "", "PJSIP/trunk-00000002", "1.2", "");
        event("HANGUP", "1795419042.770000", "h", "PJSIP/agent101-00000001", "1.1", callerExtra);
        event("CHAN_END", "1795419042.780000", "h", "PJSIP/agent101-00000001", "1.1", "");
        event("LINKEDID_END", "1795419042.790000", "h", "PJSIP/agent101-00000001", "1.1", "");
    }

    @Test
    void anAnsweredCallIsRingingWaitAndTalk() throws IOException {
        begin();
        event("ANSWER", "1795419012.250000", "", "PJSIP/trunk-00000002", "1.2", "");
        event("BRIDGE_ENTER", "1795419012.750000", "", "PJSIP/trunk-00000002", "1.2", "{}");
        end("{\"hangupcause\":16}", "{\"hangupcause\":16,\"dialstatus\":\"ANSWER\"}");

        assertThat(rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(text(row))
                            .isEqualTo(
                                    "1795419000.250000;0701740605;el-2026;agent101;;;ANSWER;12.000;30.500");
                    assertThat(call(row).told().waitMillis()).hasValue(500);
                    assertThat(call(row).at()).hasToString("2026-11-23T07:30:00.250Z");
                    assertThat(row.line()).isEqualTo(2);
                });
    }

    @Test
    void whoMetNobodyWasCalledToSilence() throws IOException {
        begin();
        event("ANSWER", "1795419012.250000", "", "PJSIP/trunk-00000002", "1.2", "");
        event("BRIDGE_ENTER", "1795419012.300000", "", "PJSIP/agent101-00000001", "1.1", "{}");
        end("{\"hangupcause\":16}", "{\"hangupcause\":16,\"dialstatus\":\"ANSWER\"}");

        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(call(row).told().ending()).contains(Ending.SILENT));
    }

    @Test
    void unansweredCallsEndAsDialSays() throws IOException {
        assertThat(ending("{\"hangupcause\":16}", "{\"dialstatus\":\"CANCEL\"}"))
                .isEqualTo(Ending.CANCEL);
        assertThat(ending("{\"hangupcause\":0}", "{\"dialstatus\":\"NOANSWER\"}"))
                .isEqualTo(Ending.NOANSWER);
        assertThat(ending("{\"hangupcause\":19}", "{\"dialstatus\":\"NOANSWER\"}"))
                .isEqualTo(Ending.NETWORK);
        assertThat(ending("{\"hangupcause\":17}", "{\"dialstatus\":\"BUSY\"}"))
                .isEqualTo(Ending.BUSY);
        assertThat(ending("{\"hangupcause\":21}", "{\"dialstatus\":\"BUSY\"}"))
                .isEqualTo(Ending.DECLINED);
        assertThat(ending("{\"hangupcause\":34}", "{\"dialstatus\":\"CONGESTION\"}"))
                .isEqualTo(Ending.UNREACHED);
        assertThat(ending("{\"hangupcause\":38}", "")).isEqualTo(Ending.UNREACHED);
        assertThat(ending("{\"hangupcause\":16}", "")).isEqualTo(Ending.CANCEL);
    }

    private Ending ending(String trunkExtra, String callerExtra) throws IOException {
        events.clear();
        begin();
        end(trunkExtra, callerExtra);
        return call(rows().getFirst()).told().ending().orElseThrow();
    }

    @Test
    void whatComesInIsNoCallOfOurs() throws IOException {
        event("CHAN_START", "1795419000.000000", "s", "PJSIP/trunk-00000001", "1.1", "");
        event("HANGUP", "1795419002.000000", "s", "PJSIP/trunk-00000001", "1.1", "{}");
        event("LINKEDID_END", "1795419002.000000", "s", "PJSIP/trunk-00000001", "1.1", "");

        assertThat(rows()).isEmpty();
    }

    @Test
    void aCallThatIsPutThroughToAPhoneIsNoneEither() throws IOException {
        event("CHAN_START", "1795419000.000000", "0701740699", "PJSIP/trunk-00000001", "1.1", "");
        event("CHAN_START", "1795419000.500000", "", "PJSIP/agent101-00000002", "1.2", "");
        event("HANGUP", "1795419002.000000", "", "PJSIP/agent101-00000002", "1.2", "{}");
        event("HANGUP", "1795419002.000000", "s", "PJSIP/trunk-00000001", "1.1", "{}");

        assertThat(rows()).isEmpty();
    }

    @Test
    void aCallWhoseEndWasNeverLoggedIsToldAtTheEnd() throws IOException {
        begin();

        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(call(row).told().isNothing()).isTrue());
    }

    @Test
    void anEventThatCannotBeReadIsTold() throws IOException {
        begin();
        events.add("\"HANGUP\",\"1795419001.5\"");
        event("ANSWER", "noon", "", "PJSIP/trunk-00000002", "1.2", "");

        assertThat(rows())
                .extracting(Row::line, row -> row.what() instanceof What.Unreadable)
                .containsExactly(tuple(3L, true), tuple(4L, true), tuple(2L, false));
    }
}
