package se.ringvakt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is seen while it happens.
@Tag("browser")
class LiveTest {
    private static final int DIALS = 5;

    private Dashboard dashboard;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException, InterruptedException {
        dashboard = Dashboard.open(folder);
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    @Timeout(180)
    void aBlockedCallIsSeenWithinASecondAndItsReasonFound() throws IOException {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.see(".live.on");
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < DIALS; i++) {
                int before = browser.all(".feed li").size();
                assertThat(dashboard.dial(Dashboard.LISTED, "el-2026", 101 + i))
                        .containsEntry("RINGVAKT_REASON", "LISTED");
                long toldNanos = System.nanoTime();
                while (browser.all(".feed li").size() == before
                        && System.nanoTime() - toldNanos < 5_000_000_000L) {
                    Thread.onSpinWait();
                }
                waits.add(Duration.ofNanos(System.nanoTime() - toldNanos));
            }
            Collections.sort(waits);
            assertThat(waits.get(DIALS / 2)).isLessThan(Duration.ofSeconds(1));
            browser.picture("blocked-live");

            browser.press("Varför?");
            assertThat(browser.read("dialog[open] .whys", text -> !text.isEmpty()))
                    .contains("NIX-spärr");
            browser.picture("blocked-why");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @Timeout(180)
    void aNumberIsToldOfInFullAndEachRevealIsLogged() throws IOException {
        dashboard.dial(Dashboard.LISTED, "el-2026", 101);
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.ADMINISTRATOR, "en");
            browser.see(".feed rv-number button").click();
            browser.read(".feed .number", text -> text.equals("+46701740650"));
            browser.see(".feed a.number").click();
            assertThat(browser.read(".answer", text -> text.contains("on record")))
                    .contains("+46701740650");
            browser.script(
                    "document.querySelector('#look-campaign').value = 'el-2026';"
                            + "document.querySelector('.lookup').requestSubmit()");
            assertThat(browser.read(".answer h2", text -> text.contains("not")))
                    .isEqualTo("May not be called now");
            assertThat(browser.see(".answer .whys").getText()).contains("In the register");
            browser.picture("number-denied");

            browser.open("audit");
            browser.read("main .table", text -> text.contains("number.reveal"));
        }
    }

    @Test
    @Timeout(180)
    void aLostConnectionIsSaid() throws InterruptedException {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.SUPERVISOR, "sv");
            browser.see(".live.on");
            dashboard.kill();
            browser.see(".live.off");
            browser.read(".alarm.red", text -> text.contains("Ingen kontakt"));
            browser.picture("connection-lost");
        }
    }
}
