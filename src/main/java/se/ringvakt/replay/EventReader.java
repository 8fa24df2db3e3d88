package se.ringvakt.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import se.ringvakt.replay.Row.What;
import se.ringvakt.wash.CsvRows;

/// Reads Asterisk's channel events (CEL): each channel toward the network is a call, and what led
/// to it stands in the events of the channels it is linked with. Calls are told when all that is
/// linked with them is over. For one thread.
final class EventReader implements RowSource {
    private static final List<Field> TOLD =
            List.of(
                    Field.TIME,
                    Field.NUMBER,
                    Field.CAMPAIGN,
                    Field.AGENT,
                    Field.CALLER_ID,
                    Field.KIND,
                    Field.STATUS,
                    Field.RING_SECONDS,
                    Field.TALK_SECONDS);
    private static final Field[] FIELDS = Field.values();
    private static final byte SEPARATOR = ';';
    private static final Pattern CAUSE = Pattern.compile("\"hangupcause\"\\s*:\\s*\"?(\\d{1,3})");
    private static final Pattern STATUS = Pattern.compile("\"dialstatus\"\\s*:\\s*\"([A-Z]+)\"");

    /// More calls than these at one time are calls whose ends were never logged.
    private static final int LINKED_MOST = 100_000;

    private final CsvRows rows;
    private final Mapping mapping;
    private final Columns columns;
    private final CallReader calls;
    private final Pattern trunks;
    private final TimeReader times;
    private final int type;
    private final int time;
    private final int channel;
    private final int unique;
    private final int link;
    private final int extra;
    private final Map<String, Linked> open = new LinkedHashMap<>();
    private final Deque<Row> ready = new ArrayDeque<>();
    private boolean bridgesTold;
    private boolean ended;

    /// Channels that belong together.
    private static final class Linked {
        private final Map<Field, String> asked = new EnumMap<>(Field.class);
        private final Map<String, Leg> legs = new LinkedHashMap<>();
        private String dialStatus = "";

        boolean isOver() {
            return legs.values().stream().allMatch(Leg::isOver);
        }
    }

    EventReader(Path file, CsvRows rows, Mapping mapping, CallReader calls, TimeReader times) {
        this.rows = rows;
        this.mapping = mapping;
        this.columns =
                new Columns(file, mapping, mapping.header() ? rows.first() : mapping.names());
        this.calls = calls;
        this.trunks =
                mapping.trunks()
                        .orElseThrow(() ->
                                new ReplayRefused(
                                        "trunks: none in the mapping (expected: a pattern of the"
                                                + " channels toward the network, such as"
                                                + " PJSIP/trunk-.*)"));
        this.times = times;
        this.type = columns.index("eventtype");
        this.time = columns.index("eventtime");
        this.channel = columns.index("channame");
        this.unique = columns.index("uniqueid");
        this.link = columns.index("linkedid");
        this.extra = columns.index("eventextra");
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (ready.isEmpty() && !ended) {
            if (rows.next()) {
                take();
            } else {
                ended = true;
                List.copyOf(open.keySet()).forEach(this::tell);
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private void take() {
        if (rows.fault().isPresent() || rows.cells() <= Math.max(extra, columns.least() - 1)) {
            String why =
                    rows.fault().orElseGet(() -> "columns: " + rows.cells() + " (expected: more)");
            ready.add(unreadable(why));
            return;
        }
        try {
            event(rows.cell(link), rows.cell(unique));
        } catch (BadCell bad) {
            ready.add(unreadable(String.valueOf(bad.getMessage())));
        }
    }

    private Row unreadable(String why) {
        return new Row(rows.line(), rows.bytes(), 0, new What.Unreadable(why));
    }

    private void event(String linkedId, String uniqueId) {
        switch (rows.cell(type)) {
            case "CHAN_START" -> start(linkedId, uniqueId);
            case "APP_START" -> asked(linkedId, uniqueId);
            case "ANSWER" -> leg(linkedId, uniqueId).ifPresent(leg -> leg.answered(at()));
            case "BRIDGE_ENTER" -> {
                bridgesTold = true;
                leg(linkedId, uniqueId).ifPresent(leg -> leg.met(at()));
            }
            case "HANGUP" -> hangup(linkedId, uniqueId);
            case "LINKEDID_END" -> tell(linkedId);
            default -> {}
        }
    }

    private void start(String linkedId, String uniqueId) {
        Linked linked = open.computeIfAbsent(linkedId, _ -> new Linked());
        if (!isTrunk(linkedId, uniqueId)) {
            asked(linkedId, uniqueId);
            return;
        }
        Map<Field, String> asked = new EnumMap<>(linked.asked);
        asked.put(Field.TIME, rows.cell(time));
        linked.legs.put(uniqueId, new Leg(rows.line(), asked, at()));
        linked.dialStatus = "";
        if (open.size() > LINKED_MOST) {
            tell(open.keySet().iterator().next());
        }
    }

    /// A channel that begins a chain is ours, or comes in.
    private boolean isTrunk(String linkedId, String uniqueId) {
        return !uniqueId.equals(linkedId) && trunks.matcher(rows.cell(channel)).matches();
    }

    /// What a channel of ours wants. Leaves alone what a row says that tells of no outbound call.
    private void asked(String linkedId, String uniqueId) {
        Linked linked = open.get(linkedId);
        if (linked == null || linked.legs.containsKey(uniqueId) || !columns.isDialled(rows::cell)) {
            return;
        }
        for (Field field : FIELDS) {
            String said = of(field);
            if (!said.isEmpty() && (takesLast(field) || !linked.asked.containsKey(field))) {
                linked.asked.put(field, said);
            }
        }
    }

    /// A plain column's first word holds, such as the extension that was dialled before the
    /// dialplan went its way; where a mapping asks for a pattern, the last that fits it.
    private boolean takesLast(Field field) {
        Mapping.Column column = mapping.columns().get(field);
        return column != null && column.pattern().isPresent();
    }

    private String of(Field field) {
        return columns.of(field, rows::cell);
    }

    private void hangup(String linkedId, String uniqueId) {
        String more = rows.cell(extra);
        Matcher cause = CAUSE.matcher(more);
        int code = cause.find() ? Integer.parseInt(cause.group(1)) : 0;
        leg(linkedId, uniqueId).ifPresent(leg -> leg.ended(at(), code));
        Linked linked = open.get(linkedId);
        if (linked != null && uniqueId.equals(linkedId)) {
            Matcher status = STATUS.matcher(more);
            linked.dialStatus = status.find() ? status.group(1) : linked.dialStatus;
            if (linked.isOver()) {
                tell(linkedId);
            }
        }
    }

    private Optional<Leg> leg(String linkedId, String uniqueId) {
        return Optional.ofNullable(open.get(linkedId)).map(linked -> linked.legs.get(uniqueId));
    }

    private Instant at() {
        return times.read(rows.cell(time));
    }

    /// What Dial said in the end, it said of the last channel.
    private void tell(String linkedId) {
        Linked linked = open.remove(linkedId);
        Iterator<Leg> legs =
                linked == null ? List.<Leg>of().iterator() : linked.legs.values().iterator();
        while (legs.hasNext()) {
            Leg leg = legs.next();
            String dialStatus = legs.hasNext() || linked == null ? "" : linked.dialStatus;
            tell(leg, dialStatus);
        }
    }

    private void tell(Leg leg, String dialStatus) {
        List<String> written = new ArrayList<>();
        TOLD.forEach(field -> written.add(leg.of(field, dialStatus, bridgesTold)));
        byte[] text =
                written.stream()
                        .map(EventReader::quoted)
                        .collect(Collectors.joining(";"))
                        .getBytes(StandardCharsets.UTF_8);
        ready.add(new Row(leg.line(), text, TOLD.size(), what(leg, dialStatus)));
    }

    private What what(Leg leg, String dialStatus) {
        if (leg.of(Field.NUMBER, dialStatus, bridgesTold).isEmpty()) {
            return What.NotDialled.NOT_DIALLED;
        }
        try {
            return new What.Dialled(calls.read(field -> leg.of(field, dialStatus, bridgesTold)));
        } catch (BadCell bad) {
            return new What.Unreadable(String.valueOf(bad.getMessage()));
        }
    }

    private static String quoted(String cell) {
        boolean plain = cell.indexOf(SEPARATOR) < 0 && cell.indexOf('"') < 0;
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public Form form() {
        String header =
                TOLD.stream()
                        .map(field -> field.word().replace('-', '_'))
                        .collect(Collectors.joining(";", "", "\n"));
        return new Form(header.getBytes(StandardCharsets.US_ASCII), true, SEPARATOR, TOLD.size());
    }

    @Override
    public long read() {
        return rows.read();
    }

    @Override
    public long total() {
        return rows.total();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
