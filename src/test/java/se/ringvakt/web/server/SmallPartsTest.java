package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import se.ringvakt.web.Problem;

final class SmallPartsTest {
    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.7");

    @Test
    void believesOnlyProxiesOfOurs() {
        Networks networks = new Networks(List.of("10.0.0.0/8", "::1/128"));
        InetAddress stranger = InetAddress.ofLiteral("192.0.2.9");
        assertThat(networks.client(stranger, Optional.of("127.0.0.1"))).isEqualTo("192.0.2.9");
        assertThat(networks.client(PROXY, Optional.of("127.0.0.1, 192.0.2.9, 10.0.0.8")))
                .isEqualTo("192.0.2.9");
        assertThat(networks.client(PROXY, Optional.of("not an address"))).isEqualTo("10.0.0.7");
        assertThat(networks.client(PROXY, Optional.empty())).isEqualTo("10.0.0.7");
        assertThat(new Networks(List.of()).client(PROXY, Optional.of("192.0.2.9")))
                .isEqualTo("10.0.0.7");
    }

    @Test
    void refusesAProxyThatIsNoNetwork() {
        for (String wrong : List.of("10.0.0.0/33", "example.com", "10.0.0.0/x", "")) {
            assertThatThrownBy(() -> new Networks(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: a network");
        }
    }

    @Test
    void permitsComeEvenly() {
        AtomicLong nanos = new AtomicLong();
        Rate rate = new Rate(2, Duration.ofSeconds(1), 3, nanos::get);
        for (int i = 0; i < 3; i++) {
            rate.take("anna");
        }
        assertThatThrownBy(() -> rate.take("anna"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.kind()).isEqualTo(Problem.Kind.TOO_MANY);
                            assertThat(problem.retryAfter()).contains(Duration.ofSeconds(1));
                        });
        rate.take("bo");
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        rate.take("anna");
        assertThatThrownBy(() -> rate.take("anna")).isInstanceOf(Problem.class);
    }
}
