package se.ringvakt.replay;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the columns of a file of calls mean.
///
/// @param zone of times without offset; empty: that of the policy
/// @param timeFormat `iso`, `epoch` or a pattern such as `uuuu-MM-dd HH:mm:ss`
/// @param header the first row names the columns
/// @param names of the columns where there is no header, in their order
/// @param optional fields whose columns may be missing
/// @param constants what a field says where no column, or an empty cell, tells
/// @param campaigns which campaign each call was for, if no column names it
/// @param dialled what holds of a row that tells of an outbound call; none: each does
/// @param statuses the file's words for endings
/// @param otherStatus what any other word means; empty: nobody knows
/// @param nobody words in the agent's column that name no agent
/// @param orderWindow how much later than the one after it a call may have begun
/// @param trunks the channels toward the network, in a log of channel events
public record Mapping(
        Optional<ZoneId> zone,
        String timeFormat,
        boolean header,
        List<String> names,
        Map<Field, Column> columns,
        Set<Field> optional,
        Map<Field, String> constants,
        Optional<CampaignOf> campaigns,
        List<Column> dialled,
        Map<String, Ending> statuses,
        Optional<Ending> otherStatus,
        Set<String> nobody,
        Duration orderWindow,
        Optional<Pattern> trunks) {

    public Mapping {
        names = List.copyOf(names);
        columns = Map.copyOf(columns);
        optional = Set.copyOf(optional);
        constants = Map.copyOf(constants);
        dialled = List.copyOf(dialled);
        statuses = Map.copyOf(statuses);
        nobody = Set.copyOf(nobody);
    }

    /// Where something stands.
    ///
    /// @param name a header, or a position counted from 1
    /// @param pattern what must stand there, and of which its first group is taken; empty:
    ///   anything, all of it
    public record Column(String name, Optional<Pattern> pattern) {
        /// What a cell says; empty: not what must stand there.
        Optional<String> read(String cell) {
            if (pattern.isEmpty()) {
                return Optional.of(cell.strip());
            }
            Matcher matcher = pattern.get().matcher(cell);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String found = matcher.group(matcher.groupCount() > 0 ? 1 : 0);
            return Optional.ofNullable(found).map(String::strip);
        }
    }

    /// A campaign by what stands in a column.
    ///
    /// @param values the campaign of each; what is not named is looked up as it stands
    /// @param otherwise of those that are not named; empty: they are taken for campaigns
    public record CampaignOf(
            Column column, Map<String, String> values, Optional<String> otherwise) {
        public CampaignOf {
            values = Map.copyOf(values);
        }

        String of(String cell) {
            String found = column.read(cell).orElse("");
            String named = values.get(found);
            return named != null ? named : otherwise.orElse(found);
        }
    }
}
