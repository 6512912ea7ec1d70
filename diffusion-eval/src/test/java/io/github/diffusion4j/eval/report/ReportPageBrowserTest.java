package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a report as a browser shows it. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageBrowserTest {
  private static final int COPIES = 30;
  private static final int DESK = 1200;
  private static final int PHONE = 360;
  private static final String HOSTILE =
      "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'> \" ' & </style>"
          + "</title><!-- --> ]]> \u202eright to left\u202c \u200f javascript:ran=3";

  @TempDir static Path folder;
  private Browser browser;
  private Path page;
  private Path hostile;

  @BeforeAll
  void write() throws Exception {
    browser = Browser.open(Files.createDirectories(folder.resolve("profile")));
    page =
        written("report.html", Reports.withCopies(COPIES), i -> "copy-%02d.png".formatted(i), "1");
    hostile =
        written("hostile.html", Reports.withCopies(3, HOSTILE), i -> i + HOSTILE + ".png", HOSTILE);
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void isShownWithoutComplaintsAndAsksForNothing() {
    browser.go(page, DESK);

    assertThat(browser.one("h1").getText()).isEqualTo("Do the generated pictures copy?");
    assertThat(browser.one(".verdict h2").getText()).isEqualTo("FAILED");
    assertThat(browser.all(".pair")).hasSize(COPIES).allMatch(WebElement::isDisplayed);
    assertThat(browser.all("#figures img"))
        .hasSize(3 * COPIES)
        .noneMatch(image -> image.getAttribute("naturalWidth").equals("0"))
        .noneMatch(image -> image.getAttribute("alt").isBlank());
    assertThat(browser.traffic())
        .filteredOn(address -> !address.startsWith("data:"))
        .containsExactly(page.toUri().toString());
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void thePolicyForbidsWhateverWouldLeaveThePage() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      browser.go(page, DESK);
      browser.script(
          """
          window.violations = [];
          document.addEventListener('securitypolicyviolation',
              event => window.violations.push(event.effectiveDirective));
          new Image().src = arguments[0] + 'picture';
          fetch(arguments[0] + 'text').catch(() => {});
          const tag = (name, attribute, value) => {
            const element = document.createElement(name);
            element[attribute] = value;
            document.body.append(element);
          };
          tag('script', 'src', arguments[0] + 'script');
          tag('iframe', 'src', arguments[0] + 'frame');
          tag('script', 'textContent', 'window.ran = 1');
          """,
          base);
      String waited = "return new Promise(done => setTimeout(() => done(window.violations), 300))";

      assertThat(browser.script(waited).toString())
          .contains("img-src", "connect-src", "script-src-elem", "frame-src");
      assertThat(browser.script("return window.ran === undefined")).isEqualTo(true);
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void filtersByNameSimilarityAndChance() {
    browser.go(page, DESK);
    browser.one("#text").sendKeys("COPY-07");
    assertThat(shown()).containsExactly("copy-07.png");
    assertThat(browser.one("#count").getText()).isEqualTo("1 of 30 pairs are shown.");
    browser.empty("#text");
    assertThat(shown()).hasSize(COPIES);
    // Picture i has similarity 0.99 - i / 100,000.
    browser.one("#least").sendKeys("0.98995");
    assertThat(shown()).hasSize(6).endsWith("copy-05.png");
    browser.empty("#least");
    browser.one("#significant").click();
    assertThat(shown()).hasSize(COPIES);
    browser.one("#text").sendKeys("nothing is called so");
    assertThat(shown()).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void leavesOutWhatChanceMayExplain() {
    browser.go(page, DESK);
    browser.script("document.querySelectorAll('.pair')[3].dataset.significant = 'false'");
    browser.one("#significant").click();
    assertThat(shown()).hasSize(COPIES - 1).doesNotContain("copy-03.png");
  }

  @Test
  void sorts() {
    browser.go(page, DESK);
    browser.one("#order option[value=fewest]").click();
    assertThat(shown()).startsWith("copy-29.png").endsWith("copy-00.png");
    browser.one("#order option[value=most]").click();
    assertThat(shown()).startsWith("copy-00.png").endsWith("copy-29.png");
  }

  @Test
  void enlargesByClickAndGoesOnAmongTheFiltered() {
    browser.go(page, DESK);
    browser.one("#text").sendKeys("copy-1");
    browser.one(".pair:not([hidden]) .pictures").click();
    assertThat(browser.one("#zoom").isDisplayed()).isTrue();
    assertThat(browser.one("#zoom-title").getText()).isEqualTo("Pair 1 of 10");
    assertThat(browser.all("#zoom-pair img")).hasSize(3);
    WebElement picture = browser.one("#zoom-pair img");
    assertThat(picture.getSize().width).isGreaterThan(190);
    assertThat(picture.getCssValue("image-rendering")).isEqualTo("pixelated");
    assertThat(browser.one("#zoom-pair .tiles text").isDisplayed()).isTrue();

    browser.one("#next").click();
    assertThat(browser.one("#zoom-pair figcaption").getText()).contains("copy-11.png");
    browser.one("#previous").click();
    browser.one("#previous").click();
    assertThat(browser.one("#zoom-pair figcaption").getText()).contains("copy-10.png");
    browser.one("#close").click();
    assertThat(browser.one("#zoom").isDisplayed()).isFalse();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void enlargesByKeyboardAndGivesTheFocusBack() {
    browser.go(page, DESK);
    browser.script("document.querySelector('#figures button').focus()");
    browser.press(Keys.ENTER);
    assertThat(browser.one("#zoom").isDisplayed()).isTrue();
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT);
    assertThat(browser.one("#zoom-title").getText()).isEqualTo("Pair 2 of 30");
    browser.press(Keys.ESCAPE);
    assertThat(browser.one("#zoom").isDisplayed()).isFalse();
    assertThat(browser.focusComesTo("Enlarge pair 2")).isTrue();
    browser.press(Keys.SPACE);
    assertThat(browser.one("#zoom").isDisplayed()).isTrue();
    browser.press(Keys.ESCAPE);
  }

  @Test
  void everythingIsReachedByTabAndIsSeenToBe() {
    browser.go(page, DESK);
    for (String id : List.of("text", "least", "order", "significant")) {
      browser.press(Keys.TAB);
      assertThat(browser.focused().getAttribute("id")).isEqualTo(id);
      assertThat(browser.focused().getCssValue("outline-style")).isEqualTo("solid");
    }
    browser.press(Keys.TAB);
    assertThat(browser.focused().getAttribute("aria-label")).isEqualTo("Enlarge pair 1");
  }

  @Test
  void fitsAPhone() {
    for (Path each : List.of(page, hostile)) {
      browser.go(each, PHONE);
      assertThat(width()).as("%s", each).isLessThanOrEqualTo(PHONE);
      browser.one("#figures button").click();
      assertThat(width()).as("%s, enlarged", each).isLessThanOrEqualTo(PHONE);
      assertThat((Long) browser.script("return document.querySelector('#zoom').scrollWidth"))
          .isLessThanOrEqualTo(PHONE);
    }
  }

  @Test
  void isDarkWhereTheScreenIsAndAlwaysLegible() {
    browser.go(page, DESK);
    String light = browser.one("body").getCssValue("background-color");
    assertThat(illegible()).isEmpty();
    browser.scheme("dark");
    assertThat(browser.one("body").getCssValue("background-color")).isNotEqualTo(light);
    assertThat(illegible()).isEmpty();
  }

  @Test
  void isAPageWithoutScriptsToo() {
    browser.scripts(false);
    try {
      browser.go(page, DESK);
      assertThat(browser.one("#tools").isDisplayed()).isFalse();
      assertThat(browser.one("#zoom").isDisplayed()).isFalse();
      assertThat(browser.all(".pair")).hasSize(COPIES).allMatch(WebElement::isDisplayed);
      assertThat(browser.all("#figures button")).isEmpty();
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void runsNothingOfHostileTexts() {
    browser.go(hostile, DESK);
    browser.one("#text").sendKeys("<script>");
    assertThat(browser.all(".pair:not([hidden])")).hasSize(3);
    browser.one("#figures button").click();

    assertThat(browser.script("return window.ran === undefined")).isEqualTo(true);
    assertThat(browser.all("script")).hasSize(1);
    assertThat(browser.all("[onerror], img[src=x]")).isEmpty();
    assertThat(browser.one("#zoom-pair .says").getText()).contains("<script>window.ran = 1");
    assertThat(browser.one("code").getText()).contains("<script>window.ran = 1</script>");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aJudgementPutInLaterIsShownAndTheScriptStillRuns() throws Exception {
    ReportFolder at = new ReportFolder(Files.createDirectories(folder.resolve("judged")));
    Files.copy(page, at.page());
    Judgement judgement =
        new Judgement(List.of(new GateResult(HOSTILE, Verdict.INCONCLUSIVE, HOSTILE)), Set.of());
    at.write(judgement, Optional.empty(), digest -> Optional.empty());
    browser.go(at.page(), PHONE);

    assertThat(browser.one("#gates tbody").getText()).contains("not met: INCONCLUSIVE");
    assertThat(width()).isLessThanOrEqualTo(PHONE);
    assertThat(browser.one("#tools").isDisplayed()).isTrue();
    assertThat(browser.complaints()).isEmpty();
  }

  private List<String> shown() {
    return browser.all(".pair:not([hidden]) .name:first-child").stream()
        .map(WebElement::getText)
        .toList();
  }

  private long width() {
    return (Long) browser.script("return document.documentElement.scrollWidth");
  }

  /** Returns texts of less contrast to what is behind them than WCAG 2.1 asks for, 4.5 to 1. */
  private List<?> illegible() {
    return (List<?>)
        browser.script(
            """
            const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
            const luminance = colour => {
              const [r, g, b] = numbers(colour).slice(0, 3).map(level => {
                const share = level / 255;
                return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
              });
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const behind = element => {
              for (let at = element; at !== null; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                const parts = numbers(colour);
                if (parts.length === 3 || parts[3] === 1) {
                  return colour;
                }
              }
              return 'rgb(255, 255, 255)';
            };
            const own = element => [...element.childNodes].some(
                node => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
            return [...document.querySelectorAll('body *')]
                .filter(each => own(each) && each.checkVisibility() && !each.closest('svg'))
                .filter(each => {
                  const a = luminance(getComputedStyle(each).color);
                  const b = luminance(behind(each));
                  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
                })
                .map(each => each.tagName + ' ' + each.textContent.slice(0, 60));
            """);
  }

  private Path written(
      String name, EvaluationReport report, IntFunction<String> names, String version)
      throws Exception {
    PictureSets sets =
        new PictureSets(
            new Noise(1, report.training().pictures(), Reports::training, i -> "train/" + i),
            Optional.empty(),
            new Noise(2, report.generated().pictures(), Reports::generated, names));
    Provenance provenance =
        Provenance.here(
            version,
            List.of(new Provenance.Command("Command", List.of("diffusion", "evaluate", version))));
    String html = ReportPage.of(report, sets, false, provenance);
    return Files.write(folder.resolve(name), html.getBytes(StandardCharsets.UTF_8));
  }

  /** Pictures of noise whose files have names. */
  private record Noise(int seed, int size, IntFunction<String> digests, IntFunction<String> names)
      implements Dataset {
    @Override
    public Image image(int index) {
      byte[] samples = new byte[16 * 16 * 3];
      RandomStream random = RandomStream.of(seed, "test.page", index);
      for (int at = 0; at < samples.length; at++) {
        samples[at] = (byte) random.nextInt(256);
      }
      return new Image(16, 16, 3, samples);
    }

    @Override
    public String digest(int index) {
      return digests.apply(index);
    }

    @Override
    public DataManifest manifest() {
      return new DataManifest(
          IntStream.range(0, Math.min(size, COPIES))
              .mapToObj(i -> new DataManifest.Entry(names.apply(i), 1, digests.apply(i)))
              .toList());
    }
  }
}
