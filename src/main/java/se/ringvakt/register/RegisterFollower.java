package se.ringvakt.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.register.RegisterShare.Shared;

/// Keeps a gate's own store at what is in force everywhere: fetches what it lacks, checks it, and
/// puts it in force; from there it is loaded like any other. What cannot be fetched, or is not what
/// was published, leaves the version in force as it is. For one thread.
///
/// A gate that joins the others brings its version along where it is newer, or they have none.
public final class RegisterFollower {
    private static final Logger LOG = LoggerFactory.getLogger(RegisterFollower.class);

    /// A damaged version is many megabytes that need not be fetched every second.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final String JOINED = "shared";

    private final RegisterShare share;
    private final Path folder;
    private final List<Followed> registers;
    private final InstantSource clock;
    private final Map<Shared, Instant> failed = new HashMap<>();
    private final Map<String, String> problems = new HashMap<>();
    private volatile String told = "";

    /// A register and where it is kept.
    public record Followed(String name, RegisterStore store) {}

    /// @param folder of the stores: where it is noted which registers have joined
    public RegisterFollower(
            RegisterShare share, Path folder, List<Followed> registers, InstantSource clock) {
        this.share = share;
        this.folder = folder;
        this.registers = List.copyOf(registers);
        this.clock = clock;
    }

    /// Takes over what has changed. Never throws: what cannot be done is tried again at the next
    /// call, and told once.
    ///
    /// @return what is wrong; empty: nothing
    public String follow() {
        try {
            List<Shared> inForce = share.inForce();
            problems.clear();
            for (Followed each : registers) {
                Optional<Shared> shared =
                        inForce.stream()
                                .filter(one -> one.register().equals(each.name()))
                                .findFirst();
                follow(each, shared);
            }
        } catch (RegisterRefused e) {
            problems.put("", String.valueOf(e.getMessage()));
        }
        return tell(
                problems.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining("; ")));
    }

    private void follow(Followed register, Optional<Shared> shared) {
        try {
            if (shared.isEmpty() || !hasJoined(register)) {
                join(register, shared);
            } else if (differs(register, shared.get()) && isDue(shared.get())) {
                adopt(register, shared.get());
            }
        } catch (RegisterRefused e) {
            problems.put(register.name(), String.valueOf(e.getMessage()));
        }
        shared.filter(failed::containsKey)
                .ifPresent(one ->
                        problems.putIfAbsent(
                                register.name(),
                                register.name() + ": what is in force elsewhere is refused here"));
    }

    private static boolean differs(Followed register, Shared shared) {
        return !register.store().revision(register.name()).equals(shared.text());
    }

    private boolean isDue(Shared shared) {
        Instant last = failed.get(shared);
        return last == null || !clock.instant().isBefore(last.plus(RETRY_AFTER));
    }

    private void join(Followed register, Optional<Shared> shared) {
        Optional<RegisterVersion> own = register.store().inForce(register.name());
        Optional<RegisterVersion> theirs = shared.map(RegisterFollower::version);
        boolean isNewer =
                own.isPresent()
                        && theirs.map(other -> own.get().updated().isAfter(other.updated()))
                                .orElse(true);
        if (isNewer) {
            try (RegisterLock _ = register.store().lock(register.name())) {
                long seen = shared.map(Shared::revision).orElse(0L);
                if (register.store().publish(own.get(), OptionalLong.of(seen))) {
                    LOG.info("register {}: {} is published", register.name(), own.get().id());
                    noteJoined(register);
                }
            }
        } else if (shared.isPresent()) {
            if (differs(register, shared.get())) {
                if (!isDue(shared.get())) {
                    return;
                }
                adopt(register, shared.get());
            }
            noteJoined(register);
        }
    }

    private void adopt(Followed register, Shared shared) {
        RegisterVersion version = version(shared);
        try (RegisterLock _ = register.store().lock(register.name())) {
            Optional<Shared> latest = share.inForce(register.name());
            if (!latest.equals(Optional.of(shared))) {
                // Changed again meanwhile, by whoever held the lock: the next look sees it.
                return;
            }
            failed.remove(shared);
            register.store().adopt(version, channel -> share.fetch(shared, channel));
            LOG.info("register {}: {} fetched from the ledger", register.name(), version.id());
        } catch (RegisterRefused e) {
            failed.keySet().removeIf(one -> one.register().equals(register.name()));
            failed.put(shared, clock.instant());
            throw e;
        }
    }

    private static RegisterVersion version(Shared shared) {
        try {
            RegisterVersion version = VersionText.read(shared.text());
            if (!version.register().equals(shared.register())) {
                throw new RegisterRefused(
                        "ledger, register "
                                + shared.register()
                                + ": describes "
                                + version.register()
                                + " (expected: itself)");
            }
            return version;
        } catch (IllegalArgumentException e) {
            throw new RegisterRefused(
                    "ledger, register " + shared.register() + ": " + e.getMessage(), e);
        }
    }

    private boolean hasJoined(Followed register) {
        return Files.exists(folder.resolve(register.name()).resolve(JOINED));
    }

    private void noteJoined(Followed register) {
        Path place = folder.resolve(register.name());
        try {
            Files.createDirectories(place);
            byte[] text = "follows the ledger\n".getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(place, JOINED, ByteBuffer.wrap(text));
        } catch (IOException e) {
            throw new RegisterRefused(
                    place.resolve(JOINED) + ": " + e.getMessage() + " (expected: to be written)",
                    e);
        }
    }

    private String tell(String problem) {
        if (!problem.equals(told)) {
            told = problem;
            if (problem.isEmpty()) {
                LOG.info("registers of the ledger are being followed again");
            } else {
                LOG.error("{}", problem);
            }
        }
        return problem;
    }
}
