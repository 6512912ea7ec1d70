package io.github.diffusion4j.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.Json;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one; where there is none, the test is skipped and says what is missing. */
  static Browser open(Path profile) {
    Path chromium =
        found("diffusion.chromium", "chromium", "chromium-browser", "google-chrome", "chrome");
    Path chromedriver = found("diffusion.chromedriver", "chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        // Containers run tests as root, where Chromium's sandbox does not start; pages are ours.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--force-color-profile=srgb",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Path found(String property, String... names) {
    Optional<Path> program =
        Stream.concat(
                Stream.ofNullable(System.getProperty(property)).map(Path::of),
                Arrays.stream(names).flatMap(Browser::onPath))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        program.isPresent(),
        () ->
            "no "
                + names[0]
                + " is on the PATH: install the packages chromium and chromium-driver, or name the"
                + " program by -D"
                + property);
    return program.orElseThrow();
  }

  private static Stream<Path> onPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name));
  }

  /** Goes to a page, by day, in a window of some pixels across. */
  void go(Path page, int width) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    scheme("light");
    // What earlier pages said is not this one's.
    logs(LogType.BROWSER);
    logs(LogType.PERFORMANCE);
    driver.get(page.toUri().toString());
  }

  /** Chooses {@code light} or {@code dark}. */
  void scheme(String name) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", name);
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Lets the pages that come run scripts or not. */
  void scripts(boolean run) {
    command("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  Object script(String text, Object... arguments) {
    return driver.executeScript(text, arguments);
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Presses keys where the focus is. */
  void press(Keys... keys) {
    for (Keys key : keys) {
      driver.switchTo().activeElement().sendKeys(key);
    }
  }

  /** Empties a field as a person does. */
  void empty(String selector) {
    one(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
  }

  /**
   * Returns whether something of a label has the focus, or gets it soon: a dialog tells of its end
   * a moment after it is gone.
   */
  boolean focusComesTo(String label) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean there = false;
    while (!there && System.nanoTime() < end) {
      there = label.equals(focused().getAttribute("aria-label"));
    }
    return there;
  }

  /** Returns what has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /**
   * Returns what the browser said since it was last asked: errors of scripts, violated policies.
   */
  List<String> complaints() {
    return logs(LogType.BROWSER);
  }

  /** Returns the addresses that were asked for since it was last asked. */
  List<String> traffic() {
    List<String> addresses = new ArrayList<>();
    for (String text : logs(LogType.PERFORMANCE)) {
      JsonNode message = message(text);
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        addresses.add(message.at("/params/request/url").asText());
      }
    }
    return addresses;
  }

  private static JsonNode message(String text) {
    try {
      return Json.mapper().readTree(text).path("message");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the browser logs JSON, but not this: " + text, e);
    }
  }

  private List<String> logs(String type) {
    List<String> messages = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(type)) {
      messages.add(entry.getMessage());
    }
    return messages;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
