package se.ringvakt.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.CallRecords;

/// What became of calls, as a test says.
public final class MemoryRecords implements CallRecords {
    public final List<Call> calls = new ArrayList<>();
    public final List<Debt> debts = new ArrayList<>();
    public final List<Bypass> bypasses = new ArrayList<>();

    @Override
    public Optional<Call> attempt(AttemptId id) {
        return calls.stream().filter(call -> call.attempt().id().equals(id)).findFirst();
    }

    @Override
    public List<Call> attempts(PhoneNumber number, int most) {
        return calls.stream()
                .filter(call -> call.attempt().number().equals(number))
                .limit(most)
                .toList();
    }

    @Override
    public List<Call> breaches(Instant since) {
        return calls.stream()
                .filter(call -> call.settled().flatMap(Settled::breach).isPresent())
                .filter(call -> !call.attempt().start().isBefore(since))
                .toList();
    }

    @Override
    public List<Call> started(Instant since) {
        return calls.stream().filter(call -> !call.attempt().start().isBefore(since)).toList();
    }

    @Override
    public List<Call> by(AgentId agent, Instant from, Instant before) {
        return started(from).stream()
                .filter(call -> call.attempt().agent().equals(Optional.of(agent)))
                .filter(call -> call.attempt().start().isBefore(before))
                .toList();
    }

    /// Those repaid are forgotten.
    @Override
    public List<Debt> debts(PhoneNumber number, Instant at) {
        return debts.stream()
                .filter(debt -> debt.number().equals(number))
                .filter(debt -> !debt.opened().isAfter(at))
                .toList();
    }

    @Override
    public List<Debt> debts() {
        return List.copyOf(debts);
    }

    @Override
    public List<PastGate> bypasses(Instant since) {
        return IntStream.range(0, bypasses.size())
                .mapToObj(each -> new PastGate(each + 1L, bypasses.get(each)))
                .filter(each -> !each.bypass().at().isBefore(since))
                .toList();
    }

    @Override
    public Optional<PastGate> bypass(long id) {
        return id < 1 || id > bypasses.size()
                ? Optional.empty()
                : Optional.of(new PastGate(id, bypasses.get((int) id - 1)));
    }
}
