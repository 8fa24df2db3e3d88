package se.ringvakt.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.Act;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.register.RegisterWatch;
import se.ringvakt.register.Registers;
import se.ringvakt.register.SyntheticRegister;

/// Knowledge as a running gate has it: a register of three million numbers, a hundred thousand
/// blocked ones, one campaign.
public final class SyntheticKnowledge {
    public static final CampaignId CAMPAIGN = new CampaignId("el-2026");
    public static final OfferId OFFER = new OfferId("el");

    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final Duration FRESH_FOR = Duration.ofDays(1);
    private static final int BLOCKED = 100_000;
    private static final Principal PRINCIPAL =
            new Principal(new PrincipalId("elbolaget"), "Elbolaget");

    private SyntheticKnowledge() {}

    /// A clock that runs, from a Monday noon at which everything may be called.
    public static InstantSource clock() {
        return Clock.offset(Clock.system(ZoneOffset.UTC), Duration.between(Instant.now(), NOON));
    }

    /// Imports the register into this folder and takes everything in.
    public static LiveKnowledge in(Path folder, InstantSource clock) throws IOException {
        RegisterStore store = SyntheticRegister.in(folder);
        Registers registers = new Registers(List.of(SyntheticRegister.NAME));
        return new LiveKnowledge(
                new OneCampaign(),
                new KnownNumbers(new BlockedNumbers(), clock),
                registers,
                new RegisterWatch(store, registers),
                clock,
                FRESH_FOR,
                new Meters(new SimpleMeterRegistry()));
    }

    private static final class OneCampaign implements CampaignStore {
        @Override
        public Campaigns read() {
            Campaign campaign =
                    new Campaign(
                            CAMPAIGN,
                            PRINCIPAL,
                            Purpose.SALES,
                            Optional.of(OFFER),
                            Optional.empty(),
                            LocalDate.of(2026, 1, 1),
                            LocalDate.of(2027, 12, 31),
                            List.of(new CallerId(new PhoneNumber(46_701_740_699L), true)),
                            false,
                            false);
            return new Campaigns(
                    Map.of(PRINCIPAL.id(), PRINCIPAL), Map.of(CAMPAIGN, campaign), Map.of());
        }

        @Override
        public void apply(List<Principal> principals, List<Campaign> campaigns) {
            throw new UnsupportedOperationException("apply");
        }

        @Override
        public boolean apply(List<Principal> principals, List<Campaign> campaigns, long seen) {
            throw new UnsupportedOperationException("apply");
        }

        @Override
        public List<Stop> stops() {
            return List.of();
        }

        @Override
        public Then at(Instant at) {
            return new Then(read(), Optional.of(Instant.EPOCH));
        }

        @Override
        public void stop(Optional<CampaignId> campaign, String reason, String who) {
            throw new UnsupportedOperationException("stop");
        }

        @Override
        public boolean resume(Optional<CampaignId> campaign, String who) {
            throw new UnsupportedOperationException("resume");
        }

        @Override
        public long revision() {
            return 1;
        }
    }

    private static final class BlockedNumbers implements NumberLists {
        @Override
        public Stream<Entry> all() {
            Block block = new Block(Block.List.CENTRE, Optional.empty(), Optional.empty());
            return new SplittableRandom(1)
                    .longs(BLOCKED, 46_700_000_000L, 46_710_000_000L)
                    .mapToObj(number -> new Entry.NumberBlock(new PhoneNumber(number), block));
        }

        @Override
        public long add(Stream<? extends Entry> entries, Act act) {
            throw new UnsupportedOperationException("add");
        }

        @Override
        public boolean remove(Entry.Blocked block, Act act) {
            throw new UnsupportedOperationException("remove");
        }

        @Override
        public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, Act act) {
            throw new UnsupportedOperationException("withdraw");
        }

        @Override
        public long end(PhoneNumber number, PrincipalId principal, LocalDate on, Act act) {
            throw new UnsupportedOperationException("end");
        }

        @Override
        public Stream<Found> find(ListSearch search) {
            throw new UnsupportedOperationException("find");
        }

        @Override
        public List<Entry> of(Collection<PhoneNumber> numbers) {
            throw new UnsupportedOperationException("of");
        }

        @Override
        public List<Change> changesSince(long revision, int most) {
            return List.of();
        }

        @Override
        public long revision() {
            return 1;
        }
    }
}
