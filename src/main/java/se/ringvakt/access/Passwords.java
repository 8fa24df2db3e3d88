package se.ringvakt.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes and checks passwords by Argon2id, few at one time: each takes its memory and a core for
/// some tens of milliseconds. Thread-safe; blocks.
final class Passwords {
    /// As OWASP's cheat sheet on password storage recommends: 19 MiB, two passes, one lane.
    private static final int KIBIBYTES = 19_456;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /// More than so many that wait are turned away at once.
    private static final int WAITING_MOST = 32;

    private final SecureRandom random = new SecureRandom();
    private final Argon2Function argon2 =
            Argon2Function.getInstance(KIBIBYTES, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final Semaphore turns;
    private final Duration wait;
    private volatile @Nullable PasswordHash nobodys;

    /// @param most hashes computed at one time
    /// @param wait how long one more waits for its turn
    Passwords(int most, Duration wait) {
        this.turns = new Semaphore(most, true);
        this.wait = wait;
    }

    /// What came of a check.
    ///
    /// @param rehashed the same password by the parameters of today; empty: it was by them already
    record Checked(boolean right, Optional<PasswordHash> rehashed) {}

    /// A password to be kept.
    ///
    /// @throws AccessRefused when there are too many at one time
    PasswordHash hash(String password) {
        return inTurn(() -> computed(password));
    }

    /// Checks a password; where there is none to check against, it takes as long and is wrong.
    ///
    /// @throws AccessRefused when there are too many at one time
    Checked check(String password, Optional<PasswordHash> kept) {
        return inTurn(() -> checked(password, kept));
    }

    private Checked checked(String password, Optional<PasswordHash> kept) {
        // Before looking whether there is one, so that the first time tells nothing either.
        PasswordHash none = nobodys();
        String phc = kept.orElse(none).phc();
        Argon2Function by = Argon2Function.getInstanceFromHash(phc);
        boolean right = by.check(plain(password), phc.getBytes(StandardCharsets.US_ASCII));
        if (!right || kept.isEmpty()) {
            return new Checked(false, Optional.empty());
        }
        return new Checked(
                true, by.equals(argon2) ? Optional.empty() : Optional.of(computed(password)));
    }

    private PasswordHash nobodys() {
        PasswordHash hash = nobodys;
        if (hash == null) {
            hash = computed(PasswordRules.random());
            nobodys = hash;
        }
        return hash;
    }

    private PasswordHash computed(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(argon2.hash(plain(password), salt).getResult());
    }

    /// The bytes hashed: one spelling for what looks the same, whatever keyboard it came from.
    private static byte[] plain(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC)
                .getBytes(StandardCharsets.UTF_8);
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!ownTurn()) {
            throw new AccessRefused(
                    AccessRefused.Kind.BUSY, "login: too many at one time (expected: try again)");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private boolean ownTurn() {
        try {
            return turns.getQueueLength() < WAITING_MOST
                    && turns.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
