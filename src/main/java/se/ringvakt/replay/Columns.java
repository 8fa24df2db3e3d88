package se.ringvakt.replay;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.ringvakt.replay.Mapping.Column;

/// Where in the rows of one file the columns of a mapping stand.
final class Columns {
    private static final int NAMES_MOST = 40;

    private final Path file;
    private final Mapping mapping;
    private final List<String> names;
    private final Map<Field, Place> fields = new EnumMap<>(Field.class);
    private final List<Place> dialled;
    private final @Nullable Place campaign;
    private int least;

    /// A column and its index, counted from 0.
    private record Place(Column column, int index) {}

    /// Reads cells of the row at hand.
    @FunctionalInterface
    interface Cells {
        /// What a cell says; empty where there is none.
        String at(int index);
    }

    /// @param names of the file's columns
    /// @throws ReplayRefused when a column is not there
    Columns(Path file, Mapping mapping, List<String> names) {
        this.file = file;
        this.mapping = mapping;
        this.names = names.stream().map(Columns::plain).toList();
        mapping.columns().forEach(this::place);
        this.dialled = mapping.dialled().stream().map(this::place).toList();
        this.campaign = mapping.campaigns().map(of -> place(of.column())).orElse(null);
        require(Field.TIME);
        require(Field.NUMBER);
    }

    private void require(Field field) {
        if (!fields.containsKey(field)) {
            throw new ReplayRefused(
                    "columns: no " + field.word() + " (expected: the column that tells it)");
        }
    }

    private void place(Field field, Column column) {
        if (!mapping.optional().contains(field) || names.contains(plain(column.name()))) {
            fields.put(field, place(column));
        }
    }

    /// A column's name, however it is written.
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    /// How many cells a row must have.
    int least() {
        return least;
    }

    /// Whether a row tells of an outbound call.
    boolean isDialled(Cells cells) {
        for (Place place : dialled) {
            if (place.column().read(cells.at(place.index())).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// What the columns say of a field.
    String of(Field field, Cells cells) {
        if (field == Field.CAMPAIGN && campaign != null) {
            return mapping.campaigns().orElseThrow().of(cells.at(campaign.index()));
        }
        Place place = fields.get(field);
        return place == null ? "" : place.column().read(cells.at(place.index())).orElse("");
    }

    /// Where a column of this name stands.
    int index(String name) {
        return place(new Column(name, Optional.empty())).index();
    }

    private Place place(Column column) {
        int index = index(column);
        least = Math.max(least, index + 1);
        return new Place(column, index);
    }

    private int index(Column column) {
        List<Integer> named =
                IntStream.range(0, names.size())
                        .filter(i -> names.get(i).equals(plain(column.name())))
                        .boxed()
                        .toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        if (named.isEmpty() && column.name().matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(column.name()) - 1;
        }
        throw new ReplayRefused(
                "%s: column '%s': %s (expected: one of %s; or a position)"
                        .formatted(
                                file,
                                column.name(),
                                named.isEmpty() ? "not there" : named.size() + " of that name",
                                String.join(", ", names.stream().limit(NAMES_MOST).toList())));
    }
}
