package se.ringvakt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/// What is changed by forms: what is on record of a number, one's own account, files that were sent
/// in, caller ids; and what is searched for.
@Tag("browser")
class EditTest {
    private static final int MANY = 4_000_000;

    private static Path folder;
    private static Dashboard dashboard;

    @BeforeAll
    static void open(@TempDir Path fresh) throws IOException, InterruptedException {
        folder = fresh;
        dashboard = Dashboard.open(folder);
        dashboard.dial(Dashboard.LISTED, "el-2026", 101);
    }

    @AfterAll
    static void close() {
        dashboard.close();
    }

    private static void look(Browser browser, String number) {
        browser.open("number");
        browser.see("#look-number").clear();
        browser.see("#look-number").sendKeys(number);
        browser.see(".lookup .button").click();
        browser.see(".answer");
    }

    private static void choose(Browser browser, String name, String value) {
        browser.see("dialog[open] select[name=" + name + "] option[value='" + value + "']").click();
    }

    /// A browser takes dates in the order of its own language.
    private static void date(Browser browser, String name, String day) {
        browser.see("dialog[open] input[name=" + name + "]");
        browser.script(
                "document.querySelector('dialog[open] input[name=' + arguments[0] + ']').value ="
                        + " arguments[1]",
                name,
                day);
    }

    private static void confirm(Browser browser) {
        browser.see("dialog[open] form footer .button:last-child").click();
        browser.gone("dialog[open]");
    }

    @Test
    @Timeout(180)
    void whatIsOnRecordOfANumberIsEdited() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            look(browser, "070-174 06 61");

            browser.press("Samtycke");
            choose(browser, "principal", "elbolaget");
            browser.see("dialog[open] input[name=proof]").sendKeys("avtal 7");
            browser.picture("consent-add");
            assertThat(browser.findings()).isEmpty();
            confirm(browser);
            browser.read("main .table", text -> text.contains("avtal 7"));
            browser.press("Återkalla");
            browser.read("dialog[open]", text -> text.contains("elbolaget får inte längre ringa"));
            confirm(browser);
            browser.goneButton("Återkalla");

            browser.press("Kund");
            choose(browser, "principal", "elbolaget");
            date(browser, "since", "2025-01-01");
            browser.see("dialog[open] input[name=goods]").sendKeys("elavtal");
            confirm(browser);
            browser.read("main .table", text -> text.contains("elavtal"));
            browser.press("Avsluta");
            confirm(browser);
            browser.goneButton("Avsluta");

            browser.press("Abonnemang");
            choose(browser, "kind", "company");
            confirm(browser);
            browser.read("main .table", text -> text.contains("Företag"));
            browser.picture("number-edited");
            assertThat(browser.findings()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @Timeout(120)
    void whatIsRefusedIsSaidInThePagesLanguage() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            look(browser, "070-174 06 62");
            browser.press("Kund");
            choose(browser, "principal", "elbolaget");
            date(browser, "since", "2025-02-01");
            date(browser, "ended", "2025-01-01");
            browser.see("dialog[open] form footer .button:last-child").click();
            assertThat(
                            browser.read(
                                    "dialog[open] .error, dialog[open] .notice.bad strong",
                                    text -> !text.isEmpty()))
                    .matches("(?s)(Godtas inte:|Något stämmer inte).*");
            browser.see("dialog[open] .technical[lang=en]");
            browser.picture("refused-sv");
            assertThat(browser.findings()).isEmpty();
        }
    }

    @Test
    @Timeout(120)
    void whoeverMayNotEditSeesNoButtons() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.AUDITOR, "sv");
            look(browser, "070-174 06 61");
            assertThat(browser.all("main .panel header .button")).isEmpty();
            assertThat(browser.all("main .answer .button"))
                    .extracting(WebElement::getText)
                    .containsExactly("Hämta bevis");
            browser.open("lists");
            assertThat(browser.all("main .page-head .button")).isEmpty();
            assertThat(browser.all("a[href='#/jobs']")).isEmpty();
        }
    }

    @Test
    @Timeout(180)
    void noNumberStandsInAnAddress() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            look(browser, Dashboard.LISTED);
            browser.see(".lookup option[value=el-2026]").click();
            browser.see(".lookup .button").click();
            browser.read(".answer .whys", text -> text.contains("står i registret nix"));
            browser.picture("number-sv");

            browser.open("decisions");
            browser.see("input[name=number]").sendKeys(Dashboard.LISTED);
            browser.press("Sök");
            browser.read("main .table", text -> text.contains("+46701740650"));
            browser.press("Exportera CSV");
            browser.open("lists");
            browser.see("input[name=number]").sendKeys(Dashboard.LISTED);
            browser.press("Sök");
            browser.read("main", text -> text.contains("Inget på listan"));

            List<String> asked = browser.asked();
            assertThat(asked)
                    .anyMatch(url -> url.endsWith("/numbers/lookup"))
                    .anyMatch(url -> url.endsWith("/decisions/search"))
                    .anyMatch(url -> url.endsWith("/decisions/search.csv"))
                    .anyMatch(url -> url.endsWith("/blocks/search"))
                    .noneMatch(url -> url.contains("1740650"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @Timeout(180)
    void onesOwnAccountIsSeenToByOneself() {
        try (Browser elsewhere = Browser.wide(dashboard.address());
                Browser browser = Browser.wide(dashboard.address())) {
            browser.script("localStorage.setItem('ringvakt.language', 'sv')");
            browser.reload();
            browser.logIn(Dashboard.NEWCOMER, dashboard.newcomersPassword());
            password(browser, dashboard.newcomersPassword(), Dashboard.PASSWORD);
            browser.see(".tiles");
            elsewhere.enter(Dashboard.NEWCOMER, "en");

            browser.see(".personal .self").click();
            browser.read("main h1", text -> text.equals("Ditt konto"));
            browser.see("main .badge.good");
            assertThat(browser.all("main .table tbody tr")).hasSize(2);
            browser.picture("account");
            assertThat(browser.findings()).isEmpty();
            browser.see("main .table .button.danger").click();
            browser.picture("account-end");
            confirm(browser);
            browser.goneMany("main .table tbody tr", 1);
            elsewhere.script("location.hash = '#/lists'");
            elsewhere.read("rv-login .notice", text -> text.contains("logged out"));

            password(browser, "inte det ratta", "ett annat langt losenord");
            browser.read("main .error, main .notice.bad", text -> text.contains("Godtas inte"));
            browser.see("input[name=old]").clear();
            password(browser, Dashboard.PASSWORD, "ett annat langt losenord");
            browser.read("main .notice.good", text -> text.startsWith("Lösenordet är bytt."));
            browser.see("main select[name=language] option[value=en]").click();
            browser.read("main h1", text -> text.equals("Your account"));
            browser.open("now");
            browser.see(".live.on");
        }
    }

    private static void password(Browser browser, String old, String fresh) {
        for (String name : List.of("old", "new", "again")) {
            WebElement field = browser.see("rv-password input[name=" + name + "]");
            field.clear();
            field.sendKeys(name.equals("old") ? old : fresh);
        }
        browser.see("rv-password .button.primary").click();
    }

    @Test
    @Timeout(180)
    void aListIsWashedAgainAndWhatCameOfItErased() throws IOException {
        Path list = folder.resolve("om.csv");
        Files.writeString(list, "namn;telefon\nA;070-174 06 50\nB;070-174 06 51\n");
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.open("jobs");
            browser.read("main .empty", text -> text.contains("Inga filer"));
            browser.open("wash");
            browser.choose(list);
            browser.see("input[name=column]").sendKeys("telefon");
            browser.press("Tvätta");
            browser.read(".verdict", text -> text.equals("1 av 2 rader är kvar"));

            browser.open("jobs");
            browser.read("main .table", text -> text.contains("om.csv") && text.contains("klar"));
            Path washed = folder.resolve("om-tvattad.csv");
            Files.writeString(washed, browser.text("main .table a[download]"));
            browser.choose(washed);
            browser.press("Tvätta om");
            browser.read("main .notice.good", text -> text.startsWith("1 av 1 rader är kvar"));
            browser.read("main .table", text -> text.contains("Omtvätt"));
            browser.picture("jobs");
            assertThat(browser.findings()).isEmpty();

            browser.see("main .table .button.danger").click();
            browser.read("dialog[open]", text -> text.contains("Kvittot finns kvar"));
            confirm(browser);
            browser.goneMany("main .table tbody tr", 1);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @Timeout(180)
    void whatIsUnderWayIsCancelled() throws IOException {
        Path list = folder.resolve("stor.csv");
        Files.write(
                list,
                Stream.concat(
                                Stream.of("telefon"),
                                IntStream.range(0, MANY).mapToObj(n -> "079%07d".formatted(n)))
                        .toList());
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.open("wash");
            browser.choose(list);
            browser.see("input[name=column]").sendKeys("telefon");
            browser.press("Tvätta");
            browser.press("Avbryt arbetet");
            browser.read("main .notice", text -> text.startsWith("Avbrutet."));
            browser.picture("cancelled");
            browser.open("jobs");
            assertThat(browser.see("main").getText()).doesNotContain("stor.csv");
        }
    }

    @Test
    @Timeout(120)
    void aCallerIdHasItsAnnouncementAndRoute() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.open("campaign/el-2026");
            WebElement play = browser.see("input[name='callerId-0-play']");
            play.clear();
            play.sendKeys("../etc/passwd");
            browser.press("Spara");
            browser.read(".caller-row .error", text -> text.startsWith("Godtas inte:"));
            browser.picture("caller-id-refused");
            assertThat(browser.findings()).isEmpty();
            play = browser.see("input[name='callerId-0-play']");
            play.clear();
            play.sendKeys("custom/el-fast");
            browser.see("input[name='callerId-0-route']").clear();
            browser.see("input[name='callerId-0-route']").sendKeys("kundtjanst");
            browser.press("Spara");
            browser.read("main .notice.good", text -> text.startsWith("Sparat."));
            browser.reload();
            browser.see("input[name='callerId-0-route']");
            assertThat(
                            browser.script(
                                    "return ['play', 'route'].map((key) => document.querySelector("
                                            + "`input[name='callerId-0-${key}']`).value).join(' ')"))
                    .isEqualTo("custom/el-fast kundtjanst");
            browser.picture("caller-id");
        }
    }

    @Test
    @Timeout(120)
    void filtersOfferWhatThereIs() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.ADMINISTRATOR, "sv");
            browser.open("audit");
            browser.exists("datalist option[value='user.password-change']");
            browser.exists("datalist option[value=user]");
            browser.exists("datalist option[value=anna]");
            browser.see("input[name=action]").sendKeys("user.password-change");
            browser.press("Sök");
            browser.read("main .table", text -> text.contains("user.password-change"));
            browser.open("decisions");
            browser.exists("select[name=principal] option[value=elbolaget]");
            browser.exists("select[name=campaign] option[value=el-2026]");
        }
    }

    @Test
    @Timeout(120)
    void howManyDecisionsWereNotShownIsSaid() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.see(".feed li");
            assertThat(browser.all(".omitted")).isEmpty();
            browser.module(
                    "app/live.js",
                    "m.live.source.dispatchEvent(new MessageEvent('omitted',"
                            + " {data: '{\"decisions\": 1200}'})) && null");
            assertThat(browser.read(".omitted", text -> !text.isEmpty()))
                    .isEqualTo("1 200 beslut till hann inte visas.");
        }
    }
}
