package se.ringvakt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
    private static final String PASSWORD = "en lång tall vid vägen";

    private final Passwords passwords = new Passwords(2, Duration.ofSeconds(60));

    @Test
    void aHashIsArgon2idByTheParametersOwaspNamesWithItsOwnSalt() {
        PasswordHash one = passwords.hash(PASSWORD);
        assertThat(one.phc()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash(PASSWORD)).isNotEqualTo(one);
        assertThat(one.toString()).doesNotContain("$");
        assertThat(passwords.check(PASSWORD, Optional.of(one)))
                .isEqualTo(new Passwords.Checked(true, Optional.empty()));
        assertThat(passwords.check(PASSWORD + "x", Optional.of(one)).right()).isFalse();
    }

    @Test
    void aHashByOlderParametersIsRenewedWhenItIsRight() {
        String weak =
                Argon2Function.getInstance(1024, 1, 1, 32, Argon2.ID)
                        .hash(
                                PASSWORD.getBytes(StandardCharsets.UTF_8),
                                "0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                        .getResult();
        PasswordHash kept = new PasswordHash(weak);

        PasswordHash renewed =
                passwords.check(PASSWORD, Optional.of(kept)).rehashed().orElseThrow();

        assertThat(renewed.phc()).contains("m=19456,t=2");
        assertThat(passwords.check(PASSWORD, Optional.of(renewed)).right()).isTrue();
        assertThat(passwords.check("wrong", Optional.of(kept)).rehashed()).isEmpty();
    }

    @Test
    void aNameThatIsNobodysTakesAsLong() {
        Optional<PasswordHash> kept = Optional.of(passwords.hash(PASSWORD));
        passwords.check(PASSWORD, Optional.empty());
        long known = fastest(kept);
        long unknown = fastest(Optional.empty());
        // Within a factor, on whatever machine; without the hash it would be a thousandth.
        assertThat((double) unknown / known).isBetween(0.25, 4.0);
    }

    private long fastest(Optional<PasswordHash> kept) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            assertThat(passwords.check("fel fel fel fel", kept).right()).isFalse();
            fastest = Math.min(fastest, System.nanoTime() - before);
        }
        return fastest;
    }

    @Test
    void thoseWhoWaitTooLongAreTurnedAway() throws Exception {
        Passwords one = new Passwords(1, Duration.ofMillis(1));
        List<Callable<Boolean>> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(() -> one.hash(PASSWORD).phc().isEmpty());
        }
        int refused = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(many)) {
                refused += isRefused(each) ? 1 : 0;
            }
        }
        assertThat(refused).isBetween(1, 39);
        assertThat(one.hash(PASSWORD).phc()).isNotEmpty();
    }

    private static boolean isRefused(Future<Boolean> done) throws InterruptedException {
        try {
            done.get();
            return false;
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            AccessRefused.class,
                            refused ->
                                    assertThat(refused.kind()).isEqualTo(AccessRefused.Kind.BUSY));
            return true;
        }
    }

    @Test
    void aDamagedHashIsAFaultAndGivesTheTurnBack() {
        Passwords one = new Passwords(1, Duration.ofSeconds(60));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> one.check(PASSWORD, Optional.of(new PasswordHash("x"))))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(one.hash(PASSWORD).phc()).isNotEmpty();
    }
}
