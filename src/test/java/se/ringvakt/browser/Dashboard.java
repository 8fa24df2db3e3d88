package se.ringvakt.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.process.Installation;

/// A gate in a process of its own with its dashboard, users of every role, and calls that were
/// dialled.
///
/// Numbers, campaigns and the register are those of [Installation]: 070-174 06 50 is listed.
final class Dashboard implements AutoCloseable {
    static final String SUPERVISOR = "anna";
    static final String AUDITOR = "rut";
    static final String ADMINISTRATOR = "ada";

    /// Has never logged in yet.
    static final String NEWCOMER = "ny";

    static final String PASSWORD = "ett langt prov-losenord";
    static final String LISTED = "0701740650";

    /// The name of a principal, which is text and nothing else.
    static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation;
    private final Installation.Serving gate;
    private final URI address;
    private final String newcomersPassword;

    private Dashboard(
            Installation installation,
            Installation.Serving gate,
            URI address,
            String newcomersPassword) {
        this.installation = installation;
        this.gate = gate;
        this.address = address;
        this.newcomersPassword = newcomersPassword;
    }

    static Dashboard open(Path folder) throws IOException, InterruptedException {
        Installation installation = Installation.prepare(folder);
        installation.write(
                "hostile.yaml",
                """
                principals:
                  - id: fientlig
                    name: "%s"
                campaigns:
                  - id: skript
                    principal: fientlig
                    purpose: sales
                    first-day: 2020-01-01
                    last-day: 2099-12-31
                    call-purpose: "%s"
                    caller-ids:
                      - number: "0701740698"
                        call-back: true
                """
                        .formatted(HOSTILE, HOSTILE));
        installation.run("campaign", "apply", "hostile.yaml");
        String supervisor = added(installation, SUPERVISOR, "supervisor");
        String auditor = added(installation, AUDITOR, "auditor");
        String administrator = added(installation, ADMINISTRATOR, "administrator");
        String newcomer = added(installation, NEWCOMER, "supervisor");
        Installation.Serving gate = installation.serve();
        Dashboard dashboard =
                new Dashboard(installation, gate, Installation.dashboard(gate), newcomer);
        dashboard.changePassword(SUPERVISOR, supervisor);
        dashboard.changePassword(AUDITOR, auditor);
        dashboard.changePassword(ADMINISTRATOR, administrator);
        return dashboard;
    }

    URI address() {
        return address;
    }

    String newcomersPassword() {
        return newcomersPassword;
    }

    /// Dials as a switch does. Returns what it is told.
    Map<String, String> dial(String number, String campaign, int agent) throws IOException {
        return AgiClient.ask(
                gate.address(),
                "dial?number=" + number + "&campaign=" + campaign + "&agent=" + agent);
    }

    /// Some calls of every kind: connected, given up too soon, and denied.
    void dialSome() throws IOException, InterruptedException {
        InetSocketAddress agi = gate.address();
        for (int i = 0; i < 12; i++) {
            Map<String, String> told = dial("07017406" + (10 + i), "el-2026", 101 + i);
            String attempt = told.getOrDefault("RINGVAKT_ATTEMPT", "");
            if (!attempt.isEmpty()) {
                AgiClient.ask(agi, "outcome?attempt=" + attempt + "&status=ANSWER");
            }
        }
        String address = agi.getAddress().getHostAddress() + ":" + agi.getPort();
        installation.run(
                "dial",
                "0701740630",
                "--campaign=el-2026",
                "--agent=140",
                "--gate=" + address,
                "--outcome=cancel");
        for (int i = 0; i < 5; i++) {
            dial(LISTED, "el-2026", 150 + i);
            dial("0701740610", "el-2026", 160 + i);
        }
    }

    /// Ends the gate as the kernel would.
    void kill() throws InterruptedException {
        gate.kill();
    }

    @Override
    public void close() {
        installation.close();
    }

    /// Returns the password that was made up.
    private static String added(Installation installation, String name, String role)
            throws IOException, InterruptedException {
        String said = installation.run("user", "add", name, "--role", role);
        return said.lines()
                .filter(line -> line.startsWith("password: "))
                .map(line -> line.substring("password: ".length()))
                .findFirst()
                .orElseThrow(() -> new IOException("user add: " + said));
    }

    private void changePassword(String user, String madeUp)
            throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            Map<String, String> login = Map.of("user", user, "password", madeUp);
            JsonNode session = send(client, "POST", "session", login, "");
            Map<String, String> change = Map.of("old", madeUp, "new", PASSWORD);
            send(client, "PUT", "session/password", change, session.path("csrf").asText());
        }
    }

    private JsonNode send(
            HttpClient client, String method, String path, Map<String, String> body, String csrf)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve("api/v1/" + path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-Token", csrf);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
