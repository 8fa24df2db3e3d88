package se.ringvakt.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/// What supervisors do: wash, stop, block, log in.
@Tag("browser")
class WorkTest {
    private static Path folder;
    private static Dashboard dashboard;

    @BeforeAll
    static void open(@TempDir Path fresh) throws IOException, InterruptedException {
        folder = fresh;
        dashboard = Dashboard.open(folder);
    }

    @AfterAll
    static void close() {
        dashboard.close();
    }

    @Test
    @Timeout(120)
    void aListIsWashedAndItsReceiptRead() throws IOException {
        Path list = folder.resolve("adresser.csv");
        Files.writeString(list, "namn;telefon\nA;070-174 06 50\nB;070-174 06 51\n");
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.open("wash");
            browser.choose(list);
            browser.see("input[name=column]").sendKeys("telefon");
            browser.press("Tvätta");
            browser.read(".verdict", text -> text.equals("1 av 2 rader är kvar"));
            browser.picture("washed");
            browser.see("main a[href^='#/receipts/']").click();
            browser.read("main h1", text -> text.startsWith("Kvitto"));
            assertThat(browser.read("main", text -> text.contains("SHA-256")))
                    .contains("adresser.csv");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @Timeout(120)
    void aStoppedCampaignIsDeniedUntilItIsResumed() throws IOException {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.open("campaign/skript");
            browser.press("Stoppa");
            browser.see("dialog[open] textarea").sendKeys(Dashboard.HOSTILE);
            browser.press("Stoppa nu");
            browser.read("main .badge", text -> text.equals("stoppad"));
            browser.picture("stopped");
            becomes("STOPPED");

            browser.press("Återuppta");
            browser.see("dialog[open] textarea").sendKeys("allt är rättat");
            browser.see("dialog[open] form .button.primary").click();
            browser.read("main .badge", text -> text.equals("pågår"));
            becomes("LISTED");
        }
    }

    /// The gate follows within a second or two.
    private static void becomes(String reason) {
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        reason.equals(
                                dashboard
                                        .dial(Dashboard.LISTED, "skript", 201)
                                        .get("RINGVAKT_REASON")));
    }

    @Test
    @Timeout(120)
    void scriptsInTextsAreShownAsText() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.ADMINISTRATOR, "sv");
            browser.open("campaigns");
            browser.read("main", text -> text.contains(Dashboard.HOSTILE));
            browser.open("campaign/skript");
            assertThat(browser.all("main img")).isEmpty();
            browser.open("number");
            browser.see("#look-number").sendKeys(Dashboard.HOSTILE);
            browser.see(".lookup .button").click();
            browser.see("main .answer, main .notice.bad");
            assertThat(browser.all("main img")).isEmpty();
            browser.picture("script-as-text");
        }
    }

    @Test
    @Timeout(120)
    void theFirstLoginChangesThePassword() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.logIn(Dashboard.NEWCOMER, "fel losenord helt och hallet");
            browser.see(".notice.bad");
            browser.logIn(Dashboard.NEWCOMER, dashboard.newcomersPassword());
            browser.see("input[name=old]").sendKeys(dashboard.newcomersPassword());
            browser.see("input[name=new]").sendKeys("ett alldeles nytt losenord");
            browser.see("input[name=again]").sendKeys("ett annat nytt losenord");
            browser.see("rv-login .button.primary").click();
            browser.read(".error", text -> text.equals("Lösenorden är olika."));
            browser.see("input[name=again]").clear();
            browser.see("input[name=again]").sendKeys("ett alldeles nytt losenord");
            browser.see("rv-login .button.primary").click();
            browser.see(".tiles");
        }
    }

    @Test
    @Timeout(120)
    void whoeverIsLoggedOutComesBackToWhereTheyWere() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.open("breaches");
            browser.forgetCookies();
            browser.see("nav a[href='#/lists']").click();
            browser.read("rv-login .notice", text -> text.contains("loggats ut"));
            browser.logIn(Dashboard.SUPERVISOR, Dashboard.PASSWORD);
            browser.read("main h1", text -> text.equals("Spärrlistor"));
        }
    }

    @Test
    @Timeout(120)
    void itIsUsedByKeyboard() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.open("campaigns");
            assertThat(browser.script("return document.activeElement.localName")).isEqualTo("h1");
            browser.see("main .button.danger").sendKeys(Keys.ENTER);
            browser.see("dialog[open]").findElement(By.cssSelector("textarea"));
            browser.see("dialog[open] textarea").sendKeys(Keys.ESCAPE);
            assertThat(browser.script("return document.activeElement.textContent.trim()"))
                    .isEqualTo("Stoppa allt");
        }
    }

    @Test
    @Timeout(120)
    void numbersAndTimesAreWrittenAsInSweden() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            assertThat(browser.module("app/format.js", "m.whole(1234567)"))
                    .isEqualTo("1\u00a0234\u00a0567");
            assertThat(browser.module("app/format.js", "m.percent(0.0132, 2)"))
                    .isEqualTo("1,32\u00a0%");
            assertThat(browser.module("app/format.js", "m.micros(2140)")).isEqualTo("2,1 ms");
            assertThat(browser.module("app/format.js", "m.dateTime('2026-11-23T08:00:00Z')"))
                    .isEqualTo("2026-11-23 09:00:00");
            assertThat(browser.module("app/period.js", "m.startOf('2026-07-01')"))
                    .isEqualTo("2026-07-01T00:00:00+02:00");
            assertThat(browser.module("app/pages/history.js", "m.heatPlace('1T08').hour"))
                    .isEqualTo(8L);
            assertThat(browser.module("app/router.js", "m.parse('#/campaign/el-2026').rest[0]"))
                    .isEqualTo("el-2026");
        }
    }
}
