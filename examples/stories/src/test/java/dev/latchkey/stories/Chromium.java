package dev.latchkey.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
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
  private static final Dimension DESKTOP = new Dimension(1280, 900);
  private static final Dimension PHONE = new Dimension(500, 900); // its window is never narrower

  private final ChromeDriver driver;
  private final WebDriverWait patience;
  private final String series;
  private int shots;

  private Chromium(ChromeDriver driver, String series) {
    this.driver = driver;
    this.patience = new WebDriverWait(driver, PATIENCE);
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

  /** Waits until the address begins so. */
  void awaitBelow(String start) {
    patience.until(shown -> shown.getCurrentUrl().startsWith(start));
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

  /** Keeps what is shown, once as on a desk and once as on a phone. */
  void shoot(String what) throws IOException {
    shots++;
    for (boolean phone : List.of(true, false)) {
      driver.manage().window().setSize(phone ? PHONE : DESKTOP);
      String name = "%s-%02d-%s%s.png".formatted(series, shots, what, phone ? "-phone" : "");
      Files.write(SCREENSHOTS.resolve(name), driver.getScreenshotAs(OutputType.BYTES));
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
