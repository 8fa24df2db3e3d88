package se.ringvakt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.ledger.Objections;

/// Objections in memory.
final class MemoryObjections implements Objections {
    private final List<Recorded> all = new ArrayList<>();

    @Override
    public void add(Objection objection) {
        all.addFirst(new Recorded(objection, Optional.empty()));
    }

    @Override
    public List<Objection> waiting() {
        return all.reversed().stream()
                .filter(each -> each.objection().register() && each.batch().isEmpty())
                .map(Recorded::objection)
                .toList();
    }

    @Override
    public List<Recorded> list() {
        return List.copyOf(all);
    }

    @Override
    public long exported(List<Objection> objections, Batch batch) {
        all.replaceAll(each ->
                objections.contains(each.objection())
                        ? new Recorded(each.objection(), Optional.of(batch))
                        : each);
        return objections.size();
    }
}
