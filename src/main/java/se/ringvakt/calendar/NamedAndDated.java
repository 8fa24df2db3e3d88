package se.ringvakt.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// Closed days given by name, for every year, or by date, for once.
///
/// @param named sorted, so that equal settings are equal values
record NamedAndDated(List<NamedDay> named, Set<LocalDate> dates) implements ClosedDays {
    NamedAndDated {
        named = List.copyOf(named);
        dates = Set.copyOf(dates);
    }

    @Override
    public boolean isClosed(LocalDate day) {
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).isOn(day)) {
                return true;
            }
        }
        return dates.contains(day);
    }
}
