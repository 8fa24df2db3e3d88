package se.ringvakt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.access.Role;
import se.ringvakt.call.DialFormat;
import se.ringvakt.register.InboxSettings;
import se.ringvakt.register.Upkeep;
import se.ringvakt.web.WebSettings;

class SettingsReaderTest {
    @TempDir Path folder;

    @Test
    void whatIsLeftOutIsAsTheDefaultsSay() throws IOException {
        Settings settings = read("state: here\n");

        assertThat(settings.state()).isEqualTo(folder.resolve("here"));
        assertThat(settings.agi().listen().getPort()).isEqualTo(4573);
        assertThat(settings.agi().decisionTime()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.ledger().file()).isEqualTo(folder.resolve("here/ledger.db"));
        assertThat(settings.dialFormat()).isEqualTo(DialFormat.NATIONAL);
        assertThat(settings.registers())
                .singleElement()
                .satisfies(register -> assertThat(register.name()).isEqualTo("nix"));
    }

    /// Also where other gates permit calls: the ledger tells of their permits.
    @Test
    void whetherBypassesAreHungUpIsForTheSettingsToSay() throws IOException {
        String hangUp = "watch: {bypass: hang-up}\n";
        String shared = "ledger: {url: 'postgresql://db.example.com/x', user: gate}\n";
        assertThat(read(hangUp).watch().hangUpBypasses()).isTrue();
        assertThat(read(hangUp + shared).watch().hangUpBypasses()).isTrue();
        assertThat(read(shared).watch().hangUpBypasses()).isFalse();
    }

    @Test
    void recordingsAreNobodysUntilTheirFolderIsNamed() throws IOException {
        Settings settings = read("state: here\n");
        assertThat(settings.recordings().folder()).isEmpty();
        assertThat(settings.recordings().keep()).isEqualTo(Period.ofMonths(6));
        assertThat(settings.centre()).isEmpty();

        Settings named =
                read(
                        """
                        state: here
                        recordings: {folder: sound, keep: P1Y}
                        centre: {name: Säljcentralen}
                        """);
        assertThat(named.recordings().folder()).contains(folder.resolve("sound"));
        assertThat(named.recordings().keep()).isEqualTo(Period.ofYears(1));
        assertThat(named.centre()).isEqualTo("Säljcentralen");
    }

    @Test
    void evidenceIsKeptInTheStateFolderUnlessSaidOtherwise() throws IOException {
        Settings settings = read("state: here\n");
        assertThat(settings.evidence().enabled()).isTrue();
        assertThat(settings.evidence().folder()).isEqualTo(folder.resolve("here/evidence"));

        Settings named = read("state: here\nevidence: {enabled: false, folder: proof}\n");
        assertThat(named.evidence().enabled()).isFalse();
        assertThat(named.evidence().folder()).isEqualTo(folder.resolve("proof"));
        assertThatThrownBy(() -> read("state: here\nevidence: {queue-max: 0}\n"))
                .hasMessageContaining("queue-max: 0 (expected: 1 or more)");
    }

    @Test
    void singleSignOnIsOffUntilItsProviderIsNamed() throws IOException {
        assertThat(read("state: here\n").web().oidc()).isEmpty();

        WebSettings.Oidc oidc =
                read("""
                state: here
                web:
                  oidc:
                    issuer: https://provider.example/realms/centre
                    client-id: ringvakt
                    client-secret-file: oidc-secret
                    public-url: http://localhost:8080/
                    roles: {"Chiefs of all": administrator, staff: supervisor}
                """)
                        .web()
                        .oidc()
                        .orElseThrow();
        assertThat(oidc.clientSecretFile()).isEqualTo(folder.resolve("oidc-secret"));
        assertThat(oidc.publicUrl()).hasToString("http://localhost:8080");
        assertThat(oidc.scopes()).containsExactly("openid", "profile", "email");
        assertThat(oidc.roleClaim()).isEqualTo("groups");
        assertThat(oidc.roles())
                .containsExactly(
                        Map.entry("Chiefs of all", Role.ADMINISTRATOR),
                        Map.entry("staff", Role.SUPERVISOR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    issuer: http://provider.example | oidc.issuer: http://provider.example (expected: https
                    issuer: 'https://a b'           | oidc.issuer: https://a b (expected: https
                    client-id: ''                   | oidc.client-id
                    client-secret-file: ''          | oidc.client-secret-file
                    name: ''                        | oidc.name
                    public-url: ''                  | oidc.public-url
                    public-url: https://gate.example | oidc.public-url: https://gate.example (expected: http on
                    scopes: [profile]               | oidc.scopes: [profile] (expected: openid
                    role-claim: ''                  | oidc.role-claim
                    roles: {staff: chief}           | chief (expected: one of
                    secret: abc                     | secret
                    """)
    void singleSignOnWithAMistakeIsRefused(String line, String reason) {
        String key = line.substring(0, line.indexOf(':'));
        String sound =
                Stream.of(
                                "issuer: https://provider.example",
                                "client-id: ringvakt",
                                "client-secret-file: oidc-secret",
                                "public-url: http://localhost:8080",
                                "roles: {staff: supervisor}")
                        .filter(each -> !each.startsWith(key + ":"))
                        .map(each -> "    " + each + "\n")
                        .collect(Collectors.joining());
        assertThatThrownBy(
                        () -> read("state: here\nweb:\n  oidc:\n" + sound + "    " + line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anEntryOfAListNamesOnlyWhatDiffers() throws IOException {
        Settings settings =
                read(
                        """
                        state: here
                        registers:
                          - name: nix
                            separator: ";"
                            number-column: 2
                            area-column: 1
                          - name: own
                        """);
        assertThat(settings.registers()).hasSize(2);
        assertThat(settings.registers().getFirst().format().separator()).contains(';');
        assertThat(settings.registers().getLast().versionsKept()).isEqualTo(10);
    }

    @Test
    void aRegisterIsKeptUpAsItsEntrySays() throws IOException {
        Settings usual = read("state: here\n");
        Upkeep nix = usual.registers().getFirst().upkeep();
        assertThat(nix.validity()).isEmpty();
        assertThat(nix.expectedEvery()).contains(Period.ofDays(7));
        assertThat(nix.inbox()).isEmpty();

        Settings settings =
                read(
                        """
                        state: here
                        registers:
                          - {name: nix, inbox: ../in/nix, inbox-settle: 20s}
                          - {name: own, validity: P4W, expected-every: "", inbox: /srv/own,
                             inbox-pattern: 'v(?<date>[0-9.]{10})'}
                        """);
        InboxSettings inbox = settings.registers().getFirst().upkeep().inbox().orElseThrow();
        assertThat(inbox.folder()).isEqualTo(folder.resolve("../in/nix").normalize());
        assertThat(inbox.settle()).isEqualTo(Duration.ofSeconds(20));
        Upkeep own = settings.registers().getLast().upkeep();
        assertThat(own.validity()).contains(Period.ofWeeks(4));
        assertThat(own.expectedEvery()).isEmpty();
        assertThat(own.inbox().orElseThrow().folder()).isEqualTo(Path.of("/srv/own"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registers: [{validity: four weeks}]  | validity: four weeks (expected: a period like",
                "registers: [{validity: P0D}]         | validity: P0D (expected: a period of a day",
                "registers: [{validity: P-1M}]        | validity: P-1M (expected: a period of a day",
                "registers: [{expected-every: daily}] | expected-every: daily (expected: a period",
                "registers: [{inbox: in, inbox-settle: -PT5S}] | inbox settle: PT-5S (expected: 0 s",
                "registers: [{inbox: in, inbox-pattern: '(?<date>'}] | inbox-pattern: (?<date> (exp",
                "registers: [{inbox: in, inbox-pattern: '[0-9]+'}] | inbox pattern: [0-9]+ (expected",
                "registers: [{name: a, inbox: in}, {name: b, inbox: ./in}] | expected: another for",
                "agi: {listn: 127.0.0.1:1}            | listn: unknown key (did you mean: listen)",
                "agi: {listen: here}                  | listen: here (expected: address:port",
                "agi: {switches: [kontor]}            | switches: kontor (expected: address/bits",
                "agi: {backlog: many}                 | backlog",
                "ledger: {memory: 24h}                | memory: 1 days (expected: at least",
                "ledger: {sync: sometimes}            | group, every",
                "numbers: {default-area-code: '99'}   | default area code: 99 (expected:",
                "numbers: {outside-line: '00'}        | outside-line: 00 (expected: one character",
                "registers: []                        | registers: [] (expected: at least one",
                "registers: [{name: ../x}]            | name: ../x (expected: small letters",
                "registers: [{versions-kept: 1}]      | versions-kept: 1 (expected: 2 or more)",
                "registers: [{encoding: klingon}]     | encoding: klingon (expected: UTF-8",
                "policy: norway                       | policy: norway (expected: sweden",
                "knowledge: {fresh-for: soon}         | a duration like",
                "recordings: {keep: P0D}              | keep: P0D (expected: a period like P6M",
                "recordings: {keep: -P6M}             | keep: P-6M (expected: a period like P6M",
                "recordings: {keep: half a year}      | a period like",
                "centre: {name: [here]}               | name: a list (expected: text)"
            })
    void refusesMistakesByFileAndReason(String line, String reason) {
        assertThatThrownBy(() -> read("state: here\n" + line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("ringvakt.yaml") + ":")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private Settings read(String text) throws IOException {
        Path file = folder.resolve("ringvakt.yaml");
        Files.writeString(file, text);
        return SettingsReader.read(file);
    }
}
