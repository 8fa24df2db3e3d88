package se.ringvakt.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// Debian's Chromium without a window, looking at a dashboard. Nothing is fetched to run it.
final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChromeDriver driver;
    private final URI dashboard;

    private Browser(ChromeDriver driver, URI dashboard) {
        this.driver = driver;
        this.dashboard = dashboard;
    }

    /// As wide as a desk's screen.
    static Browser wide(URI dashboard) {
        return open(dashboard, new Dimension(1280, 900));
    }

    /// As narrow as a phone.
    static Browser narrow(URI dashboard) {
        return open(dashboard, new Dimension(390, 844));
    }

    private static Browser open(URI dashboard, Dimension size) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=sv");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
        ChromeDriver driver = new ChromeDriver(service, options);
        // A window has a least width; what the page is told has none.
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        size.width,
                        "height",
                        size.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        false));
        driver.get(dashboard.toString());
        return new Browser(driver, dashboard);
    }

    void logIn(String user, String password) {
        see("rv-login input[name=user]").clear();
        see("rv-login input[name=user]").sendKeys(user);
        see("rv-login input[name=password]").clear();
        see("rv-login input[name=password]").sendKeys(password);
        see("rv-login .button.primary").click();
    }

    /// Logs in with the usual password and language.
    void enter(String user, String language) {
        script("localStorage.setItem('ringvakt.language', arguments[0])", language);
        driver.get(dashboard.toString());
        logIn(user, Dashboard.PASSWORD);
        see(".frame main h1");
    }

    /// Opens a page and waits until nothing is being loaded any more.
    void open(String page) {
        script("location.hash = '#/' + arguments[0]", page);
        until(
                "page " + page,
                () ->
                        Boolean.TRUE.equals(
                                driver.executeScript(
                                        """
                                        return location.hash.endsWith(arguments[0])
                                            && document.querySelector('main h1') !== null
                                            && document.querySelector('main .skeleton') === null
                                        """,
                                        page)));
    }

    /// The first element of a selector, as soon as it can be seen.
    WebElement see(String selector) {
        until(
                selector,
                () ->
                        driver.findElements(By.cssSelector(selector)).stream()
                                .anyMatch(WebElement::isDisplayed));
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /// Waits until an element's text is as wanted. Returns it.
    String read(String selector, Predicate<String> wanted) {
        until(selector, () -> all(selector).stream().map(WebElement::getText).anyMatch(wanted));
        return all(selector).stream()
                .map(WebElement::getText)
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    /// Waits until an element is on the page, whether or not it can be seen.
    void exists(String selector) {
        until(selector, () -> !all(selector).isEmpty());
    }

    /// Chooses a file where the page asks for one; the field itself may not be seen.
    void choose(Path file) {
        exists("input[type=file]");
        all("input[type=file]").getFirst().sendKeys(file.toString());
    }

    /// Waits until no such element is on the page.
    void gone(String selector) {
        goneMany(selector, 0);
    }

    /// Waits until no more than so many such elements are on the page.
    void goneMany(String selector, int left) {
        until(selector + " gone", () -> all(selector).size() <= left);
    }

    /// Waits until there is no button of these words.
    void goneButton(String words) {
        String path = "//button[normalize-space()='" + words + "']";
        until("no button " + words, () -> driver.findElements(By.xpath(path)).isEmpty());
    }

    /// What a link brings, as the page itself would be told it.
    String text(String selector) {
        return String.valueOf(
                driver.executeAsyncScript(
                        """
                        const done = arguments[1];
                        fetch(document.querySelector(arguments[0]).href)
                            .then((answer) => answer.text()).then(done, (e) => done(String(e)));
                        """,
                        selector));
    }

    /// Presses a button by its words.
    void press(String words) {
        String path = "//button[normalize-space()='" + words + "']";
        until(
                "button " + words,
                () -> driver.findElements(By.xpath(path)).stream().anyMatch(Browser::isReady));
        driver.findElements(By.xpath(path)).stream()
                .filter(Browser::isReady)
                .findFirst()
                .orElseThrow()
                .click();
    }

    private static boolean isReady(WebElement button) {
        return button.isDisplayed() && button.isEnabled();
    }

    @Nullable Object script(String code, Object... arguments) {
        return driver.executeScript(code, arguments);
    }

    /// The value of an expression in which modules of the dashboard can be imported.
    @Nullable Object module(String path, String expression) {
        return driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; import('"
                        + dashboard.resolve(path)
                        + "').then((m) => done("
                        + expression
                        + "), (e) => done(String(e)))");
    }

    void reload() {
        driver.navigate().refresh();
    }

    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    /// Keeps a picture of the page in target/screenshots.
    void picture(String name) {
        try {
            Files.createDirectories(SHOTS);
            Files.write(SHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What axe-core finds that keeps people from using the page: its serious and critical
    /// findings.
    List<String> findings() {
        script(axe());
        Object found =
                driver.executeAsyncScript(
                        """
                        const done = arguments[arguments.length - 1];
                        axe.run(document, {resultTypes: ['violations']}).then((result) =>
                            done(result.violations
                                .filter(({impact}) => impact === 'serious' || impact === 'critical')
                                .map(({id, nodes}) => `${id}: ${nodes[0].html}`)),
                            (e) => done([String(e)]));
                        """);
        return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
    }

    /// Whether the page is wider than its window.
    boolean overflows() {
        return Boolean.TRUE.equals(
                script("return document.documentElement.scrollWidth > window.innerWidth"));
    }

    /// What the browser complained of since it was last asked: faults of scripts and breaches of
    /// the Content-Security-Policy. That there is no session yet is none.
    List<String> complaints() {
        return logs(LogType.BROWSER).stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message ->
                        !(message.contains("/api/v1/session") && message.contains("401")))
                .toList();
    }

    /// The addresses that were asked for anywhere but at the dashboard's origin.
    List<String> strangers() {
        return requests()
                .filter(url -> url.startsWith("http") && !url.startsWith(dashboard.toString()))
                .toList();
    }

    private Stream<String> requests() {
        return logs(LogType.PERFORMANCE).stream()
                .map(LogEntry::getMessage)
                .map(Browser::json)
                .map(entry -> entry.path("message"))
                .filter(message ->
                        message.path("method").asText().equals("Network.requestWillBeSent"))
                .map(message -> message.path("params").path("request").path("url").asText());
    }

    /// All addresses that were asked for since this or [#strangers] was last called.
    List<String> asked() {
        return requests().toList();
    }

    private List<LogEntry> logs(String type) {
        return driver.manage().logs().get(type).getAll();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try (InputStream in =
                Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Elements come and go while the page is drawn: one that has gone is looked for again. What
    /// was there instead is kept as a picture.
    private void until(String what, Callable<Boolean> condition) {
        try {
            await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(25))
                    .ignoreExceptionsMatching(StaleElementReferenceException.class::isInstance)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            picture("failed-" + what.replaceAll("[^A-Za-z0-9]+", "-"));
            throw e;
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
