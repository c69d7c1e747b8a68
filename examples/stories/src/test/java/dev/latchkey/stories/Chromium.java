package dev.latchkey.stories;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser without a window, from Debian's packages {@code chromium} and {@code
 * chromium-driver}. What it shows is kept in {@code target/screenshots}.
 */
final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration EACH = Duration.ofMillis(50);
  private static final Dimension DESKTOP = new Dimension(1280, 900);

  private final ChromeDriver driver;
  private final WebDriverWait patience;
  private String series;
  private int shots;

  private Chromium(ChromeDriver driver, String series) {
    this.driver = driver;
    this.patience = new WebDriverWait(driver, PATIENCE, EACH);
    this.series = series;
  }

  static boolean isInstalled() {
    return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
  }

  /**
   * Starts with no cookies and no history.
   *
   * @param series what its screenshots' names begin with
   */
  static Chromium start(String series) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.setAcceptInsecureCerts(true); // nobody vouches for a test's own
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=en",
        "--user-data-dir=" + profile);
    // told where the driver is, or Selenium goes looking for one on the network
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().window().setSize(DESKTOP);
    return new Chromium(driver, series);
  }

  void open(String address) {
    driver.get(address);
  }

  /** Waits until the address is this one, and gives the visible text there. */
  String textAt(String address) {
    patience.until(ExpectedConditions.urlToBe(address));
    return text();
  }

  /** Waits until a page of this address shows all of this. */
  void awaitAt(String address, String... texts) {
    await(address::equals, address, texts);
  }

  /** Waits until a page shows all of this whose address begins so. */
  void awaitBelow(String start, String... texts) {
    await(shown -> shown.startsWith(start), start + "…", texts);
  }

  private void await(Predicate<String> address, String wanted, String... texts) {
    new WebDriverWait(driver, PATIENCE, EACH)
        .ignoring(StaleElementReferenceException.class) // of a page that is just leaving
        .withMessage(() -> wanted + " shows " + List.of(texts) + "; seen: " + address() + text())
        .until(shown -> address.test(address()) && Stream.of(texts).allMatch(text()::contains));
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  void click(String css) {
    element(css).click();
  }

  void type(String css, String text) {
    WebElement field = element(css);
    field.clear();
    field.sendKeys(text);
  }

  /** Fills in a sign-in form, Keycloak's or the test provider's, and presses Enter. */
  void signIn(String user) {
    type("#username", user);
    type("#password", user + "-pw\n");
  }

  private WebElement element(String css) {
    return patience.until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
  }

  /** What scripts of the page can read of the cookies. */
  String cookiesForScripts() {
    return String.valueOf(driver.executeScript("return document.cookie"));
  }

  /** The names of all cookies that belong to the page. */
  List<String> cookieNames() {
    return driver.manage().getCookies().stream().map(cookie -> cookie.getName()).toList();
  }

  /** Runs a script that hands its result to the last of its arguments. */
  Object callScript(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  /** Goes back one page, as its button does. */
  void back() {
    driver.navigate().back();
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Opens tabs all at once, as a browser does that brings back those of yesterday. */
  List<String> openTabs(List<String> addresses) {
    return addresses.stream()
        .map(address -> driver.executeCdpCommand("Target.createTarget", Map.of("url", address)))
        .map(tab -> Objects.requireNonNull(tab.get("targetId")).toString())
        .toList();
  }

  /** The tab that is shown. */
  String tab() {
    return driver.getWindowHandle();
  }

  void show(String tab) {
    driver.switchTo().window(tab);
  }

  /** Loses the cookies of the page whose names begin so. */
  void forgetCookies(String namePrefix) {
    cookieNames().stream()
        .filter(name -> name.startsWith(namePrefix))
        .forEach(driver.manage()::deleteCookieNamed);
  }

  /** Closes all tabs but one, loses every cookie, and begins a new series of screenshots. */
  void beginAnew(String newSeries) {
    String last = tab();
    for (String tab : driver.getWindowHandles()) {
      if (!tab.equals(last)) {
        driver.switchTo().window(tab).close();
      }
    }
    show(last);
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    open("about:blank");
    series = newSeries;
    shots = 0;
  }

  /** What the browser keeps for a page, by name. */
  Map<String, Cookie> cookies() {
    return driver.manage().getCookies().stream().collect(toMap(Cookie::getName, identity()));
  }

  /** Keeps what is shown, as on a desk, on a narrow phone, and in the dark. */
  void shoot(String what) throws IOException {
    shots++;
    String name = "%s-%02d-%s".formatted(series, shots, what);
    keep(name);
    narrow();
    keep(name + "-phone");
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    colours("dark");
    keep(name + "-dark");
    colours("light");
  }

  /** Tells whether it has to be scrolled sideways on a narrow phone. */
  boolean isTooWideForAPhone() {
    narrow();
    Object more =
        driver.executeScript(
            "const page = document.documentElement; return page.scrollWidth > page.clientWidth");
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    return Boolean.TRUE.equals(more);
  }

  /** A window is never as narrow as that, so it has to pretend. */
  private void narrow() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 320, "height", 640, "deviceScaleFactor", 2, "mobile", true));
  }

  private void colours(String scheme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  private void keep(String name) throws IOException {
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
