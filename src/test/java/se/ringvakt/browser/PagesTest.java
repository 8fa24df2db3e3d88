package se.ringvakt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page, for every role, in both languages.
@Tag("browser")
class PagesTest {
    private static final List<String> ALL =
            List.of(
                    "now",
                    "history",
                    "decisions",
                    "number",
                    "campaigns",
                    "campaign/el-2026",
                    "registers",
                    "receipts",
                    "breaches",
                    "lists",
                    "account");
    private static final List<String> DOING = List.of("campaign/new", "preview", "wash", "jobs");

    private static Dashboard dashboard;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException, InterruptedException {
        dashboard = Dashboard.open(folder);
        dashboard.dialSome();
    }

    @AfterAll
    static void close() {
        dashboard.close();
    }

    static Stream<Arguments> everybody() {
        return Stream.of("sv", "en")
                .flatMap(language ->
                        Stream.of(
                                Arguments.of(Dashboard.SUPERVISOR, language, with(ALL, DOING)),
                                Arguments.of(
                                        Dashboard.AUDITOR, language, with(ALL, List.of("audit"))),
                                Arguments.of(
                                        Dashboard.ADMINISTRATOR,
                                        language,
                                        with(
                                                with(ALL, DOING),
                                                List.of("users", "hooks", "audit")))));
    }

    private static List<String> with(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everybody")
    @Timeout(300)
    void everyPageIsDrawnAndUsableAndAsksNobodyElse(
            String user, String language, List<String> pages) {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(user, language);
            for (String page : pages) {
                browser.open(page);
                browser.picture(user + "-" + language + "-" + page.replace('/', '-'));
                assertThat(browser.findings()).as(page).isEmpty();
                assertThat(browser.all("main .notice.bad")).as(page).isEmpty();
                assertThat(browser.overflows()).as(page).isFalse();
                assertThat(browser.complaints()).as(page).isEmpty();
            }
            assertThat(browser.strangers()).isEmpty();
        }
    }

    @Test
    @Timeout(300)
    void everyPageFitsAPhoneInTheDark() {
        try (Browser browser = Browser.narrow(dashboard.address())) {
            browser.script("localStorage.setItem('ringvakt.theme', 'dark')");
            browser.enter(Dashboard.ADMINISTRATOR, "sv");
            for (String page : with(with(ALL, DOING), List.of("users", "hooks", "audit"))) {
                browser.open(page);
                browser.picture("phone-dark-" + page.replace('/', '-'));
                assertThat(browser.overflows()).as(page).isFalse();
                assertThat(browser.findings()).as(page).isEmpty();
            }
        }
    }

    @Test
    @Timeout(120)
    void whatARoleMayNotDoIsNotShown() {
        try (Browser browser = Browser.wide(dashboard.address())) {
            browser.enter(Dashboard.AUDITOR, "sv");
            browser.open("campaigns");
            assertThat(browser.all("main .button.danger")).isEmpty();
            assertThat(browser.all("nav a[href='#/users']")).isEmpty();
            assertThat(browser.all("nav a[href='#/audit']")).hasSize(1);
        }
    }
}
