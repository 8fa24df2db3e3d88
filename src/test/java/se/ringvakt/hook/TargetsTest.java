package se.ringvakt.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private final Targets publicOnly = new Targets(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://192.0.43.8/",
                "file:///etc/passwd",
                "//192.0.43.8/",
                "https:///path",
                "https://kim:word@192.0.43.8/",
                "https://192.0.43.8/#part",
                "https://192.0.43.8:0/",
                "https://192.0.43.8:65536/",
                "https://192.0.43.8/ x",
                "javascript:alert(1)",
                "http://127.1/",
                ""
            })
    void refusesWhatIsNoPlaceToSendTo(String url) {
        assertThatThrownBy(() -> new Targets(true).read(url))
                .isInstanceOf(HookRefused.class)
                .hasMessageStartingWith("url: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://2130706433/",
                "http://localhost:8080/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest",
                "http://100.64.0.1/",
                "http://0.0.0.0/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:1::]/",
                "http://[2001:db8::1]/"
            })
    void refusesTheGatesOwnNetworkUnlessItIsAllowed(String url) {
        assertThatThrownBy(() -> publicOnly.read(url))
                .isInstanceOf(HookRefused.class)
                .hasMessageContaining("expected: a public address");
        assertThat(new Targets(true).read(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://192.0.43.8/hook?x=1",
                "http://192.0.43.8:8080/",
                "https://[2a00:801::1]/",
                "https://172.32.0.1/",
                "https://100.128.0.1/"
            })
    void allowsTheRestOfTheWorld(String url) {
        assertThat(publicOnly.read(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://192.0.43.8/",
                "HTTPS://192.0.43.8/",
                "http://127.0.0.1/",
                "http://10.0.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://169.254.1.1/",
                "http://[::1]/",
                "http://[fe80::1]/",
                "http://[fdff::1]/",
                "http://[::ffff:10.0.0.1]/"
            })
    void wholeNumbersGoByHttpsOrInTheCentresOwnNetwork(String url) {
        assertThat(new Targets(true).problemOfWholeNumbers(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.43.8/",
                "http://172.32.0.1/",
                "http://100.64.0.1/",
                "http://[2a00:801::1]/",
                "http://[64:ff9b::c000:2b08]/",
                "http://[2002:c000:2b08::1]/",
                "http://[fe00::1]/",
                "http://hooks.example.invalid/"
            })
    void wholeNumbersGoNowhereElseUnencrypted(String url) {
        assertThat(new Targets(true).problemOfWholeNumbers(URI.create(url)).orElseThrow())
                .endsWith(" (expected: https or a private address, where numbers are sent whole)");
        assertThat(new Targets(false).problemOfWholeNumbers(URI.create(url)))
                .hasValue(url + " (expected: https, where numbers are sent whole)");
    }

    /// It is looked at again before each request.
    @Test
    void allowsANameThatCannotBeResolvedNow() {
        String url = "https://hooks.example.invalid/x";
        assertThat(publicOnly.read(url)).hasToString(url);
    }

    @Test
    void repeatsNoControlCharacterOfAUrl() {
        assertThatThrownBy(() -> publicOnly.read("http://x\r\nHost: y"))
                .hasMessage("url: http://x??Host: y (expected: a URL)");
    }

    @Test
    void knowsPublicAddresses() throws UnknownHostException {
        assertThat(Targets.isPublic(InetAddress.getByName("198.18.0.1"))).isFalse();
        assertThat(Targets.isPublic(InetAddress.getByName("198.20.0.1"))).isTrue();
    }
}
