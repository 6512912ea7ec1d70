package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.data.DataException;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.Json;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Folders that somebody made to make a check fail, pass or say what it should not. */
class HostilePicturesTest {
  private static final String HOSTILE = "<script>alert('&\"')</script>";

  @TempDir Path folder;
  private final Cli cli = new Cli();
  private NoiseFolders noise;

  @BeforeEach
  void draw() throws IOException {
    noise = NoiseFolders.in(folder);
    NoiseFolders.draw(noise.generated(), 2, 60);
  }

  @Test
  void tenThousandPicturesAreJudged() throws IOException {
    Path generated = noise.generated();
    for (int i = 60; i < 10_000; i++) {
      Path target = generated.resolve("part " + i / 1_000);
      Files.createDirectories(target);
      Files.write(target.resolve(i + ".png"), NoiseFolders.picture(2, i));
    }
    for (int i = 0; i < 7; i++) {
      Files.copy(noise.train().resolve(i + ".png"), generated.resolve("copy " + i + ".png"));
    }
    assertThat(cli.run(noise.command("check"))).as(cli.err()).isZero();
    assertThat(cli.out()).contains("replication: PASS, 7 of 10,007 generated pictures");
    assertThat(report().at("/generated/pictures").asInt()).isEqualTo(10_007);
  }

  @Test
  void linksLeadNeitherRoundNorOut() throws IOException {
    assumeTrue(File.separatorChar == '/', "links need rights on this system");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    for (Path pictures : new Path[] {noise.train(), noise.generated()}) {
      Path loop = Files.createDirectories(pictures.resolve("loop"));
      Files.createSymbolicLink(loop.resolve("up"), pictures);
      Files.createSymbolicLink(loop.resolve("self.png"), loop.resolve("self.png"));
      Files.createSymbolicLink(pictures.resolve("folder.png"), outside);
    }
    for (int i = 0; i < 30; i++) {
      Path copy = outside.resolve(i + ".png");
      Files.copy(noise.train().resolve(i + ".png"), copy);
      Files.createSymbolicLink(noise.generated().resolve("out " + i + ".png"), copy);
    }
    assertThat(cli.run(noise.command("check"))).as(cli.err()).isZero();
    assertThat(cli.out()).contains("replication: PASS, 0 of 60 generated pictures");
    assertThat(report().at("/training/pictures").asInt()).isEqualTo(40);
    assertThat(report().at("/training/unreadable").asInt()).isEqualTo(3);
    assertThat(report().at("/generated/unreadable").asInt()).isEqualTo(33);
  }

  @Test
  void aFolderThatIsALinkToItselfIsNone() throws IOException {
    assumeTrue(File.separatorChar == '/', "links need rights on this system");
    Path self = folder.resolve("self");
    Files.createSymbolicLink(self, self);
    assertThat(cli.run(replaced(noise.command("check"), noise.generated(), self)))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("No data at", self.toString()).doesNotContain("\tat ");
  }

  @Test
  void whatCannotBeReadIsCountedAndNotJudged() throws IOException {
    Files.write(noise.generated().resolve("1.png"), new byte[0]);
    Files.writeString(noise.generated().resolve("2.png"), HOSTILE);
    byte[] whole = Files.readAllBytes(noise.generated().resolve("3.png"));
    Files.write(noise.generated().resolve("3.png"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(cli.run(noise.command("check"))).as(cli.err()).isZero();
    assertThat(report().at("/generated/unreadable").asInt()).isEqualTo(3);
    assertThat(report().at("/generated/pictures").asInt()).isEqualTo(57);
  }

  @Test
  void lockedFilesAreUnreadable() throws IOException {
    Path locked = noise.generated().resolve("0.png");
    boolean possible = locked.toFile().setReadable(false) && !Files.isReadable(locked);
    assumeTrue(possible, "this user may read whatever there is");
    assertThat(cli.run(noise.command("check"))).as(cli.err()).isZero();
    assertThat(report().at("/generated/unreadable").asInt()).isEqualTo(1);
  }

  @Test
  void aPictureReplacedWhileItIsReadGivesNoReport() throws IOException {
    byte[] copy = Files.readAllBytes(noise.train().resolve("0.png"));
    assertNoReport(noise.generated(), file -> Files.write(file, copy));
    assertNoReport(noise.train(), file -> Files.write(file, NoiseFolders.picture(9, 9)));
    assertNoReport(noise.heldOut(), file -> Files.write(file, NoiseFolders.picture(9, 8)));
  }

  @Test
  void aPictureCutOffOrTakenAwayWhileItIsReadGivesNoReport() throws IOException {
    assertNoReport(noise.generated(), file -> Files.write(file, new byte[] {1, 2, 3}));
    assertNoReport(noise.generated(), Files::delete);
    assertNoReport(noise.train(), Files::delete);
  }

  private interface Change {
    void of(Path file) throws IOException;
  }

  /** Changes a picture after what is to be read was digested, and before it is read. */
  private void assertNoReport(Path pictures, Change change) throws IOException {
    Path file = noise.reports().resolve("report.json");
    Files.createDirectories(noise.reports());
    // It is said that this is no report, and just then the picture changes.
    Files.writeString(file, "no report");
    Path page = Files.writeString(noise.reports().resolve("report.html"), "no page");
    Progress meddling =
        new Progress() {
          @Override
          public void note(String line) {
            try {
              change.of(pictures.resolve("5.png"));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void step(String line, long done, long total) {}

          @Override
          public void close() {}
        };
    CheckCommand command = new CheckCommand();
    new CommandLine(command)
        .parseArgs(
            Arrays.stream(noise.command("check"))
                .skip(1)
                .map(Object::toString)
                .toArray(String[]::new));
    Session session =
        new Session(
            new PrintWriter(new ByteArrayOutputStream()),
            meddling,
            new Interruption(),
            new Session.Memory());
    assertThatThrownBy(() -> command.run(session))
        .isInstanceOfAny(EvaluationException.class, DataException.class)
        .hasMessageContaining("changed while they were read");
    assertThat(file).hasContent("no report");
    assertThat(page).hasContent("no page");
    Files.write(pictures.resolve("5.png"), NoiseFolders.picture(stream(pictures), 5));
  }

  private int stream(Path pictures) {
    return pictures.equals(noise.train()) ? 0 : pictures.equals(noise.heldOut()) ? 1 : 2;
  }

  @Test
  void namesAndCaptionsStayText() throws Exception {
    assumeTrue(File.separatorChar == '/', "no such names on this system");
    Path train = folder.resolve("a:b<i>\u001b[2J|`x`");
    Files.move(noise.train(), train);
    Path named = train.resolve("0 %41<script>\n\u001b[31m\"'&[x](y).png");
    Files.move(train.resolve("0.png"), named);
    Files.copy(named, noise.generated().resolve("0.png"), StandardCopyOption.REPLACE_EXISTING);
    String caption =
        HOSTILE + " \u001b[31m\u009b2J\u202e ]]> | `a` ![i](http://e.example/p) www.e.example";
    Files.writeString(noise.generated().resolve("0.txt"), caption);
    Object[] command = replaced(noise.command("check"), noise.train(), train);
    assertThat(cli.run(command)).as(cli.err()).isZero();

    assertThat(report().at("/replication/findings/0/caption").asText()).contains("<script>");
    String said = cli.out() + cli.err();
    assertThat(said).contains("Most similar").doesNotContain("\u001b", "\u009b", "\u202e");
    String page = Files.readString(noise.reports().resolve("report.html"));
    assertThat(page)
        .contains("&lt;script&gt;alert")
        .doesNotContain("<script>alert", "<i>", "\u001b");
    assertThat(Files.readString(noise.reports().resolve("summary.md")))
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "](", "http:", "www.", "\u001b");
    Path junit = noise.reports().resolve("TEST-diffusion.xml");
    assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile()))
        .isNotNull();
    JsonNode sarif = Json.mapper().readTree(noise.reports().resolve("report.sarif").toFile());
    assertThat(sarif.at("/runs/0/results")).hasSize(1);
    String uri =
        sarif.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri").asText();
    assertThat(uri).isEqualTo(new URI(uri).toASCIIString()).doesNotContain("<", "|", "[", " ");
    assertThat(Path.of(Path.of("").toAbsolutePath().toUri().resolve(uri))).isEqualTo(named);
  }

  @Test
  void aReportDirectoryThatIsNoneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    assertThat(cli.run(into(file))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains(file.toString()).doesNotContain("\tat ");
    assertThat(file).hasContent("kept");
  }

  @Test
  void nothingIsWrittenThroughALinkInTheReportDirectory() throws IOException {
    assumeTrue(File.separatorChar == '/', "links need rights on this system");
    Path kept = Files.writeString(folder.resolve("kept"), "kept");
    Files.createDirectories(noise.reports());
    for (String name :
        new String[] {"report.json", "report.html", "TEST-diffusion.xml", "summary.md"}) {
      Files.createSymbolicLink(noise.reports().resolve(name), kept);
    }
    assertThat(cli.run(noise.command("check"))).as(cli.err()).isZero();
    assertThat(kept).hasContent("kept");
    assertThat(Files.isSymbolicLink(noise.reports().resolve("report.json"))).isFalse();

    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Files.createDirectories(folder.resolve("elsewhere")));
    assertThat(cli.run(into(link))).as(cli.err()).isZero();
    assertThat(folder.resolve("elsewhere/report.json")).isRegularFile();
    Path nowhere = folder.resolve("to nowhere");
    Files.createSymbolicLink(nowhere, folder.resolve("nowhere"));
    assertThat(cli.run(into(nowhere))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains(nowhere.toString()).doesNotContain("\tat ");
  }

  private Object[] into(Path directory) {
    return replaced(noise.command("check"), noise.reports(), directory);
  }

  private static Object[] replaced(Object[] command, Object argument, Object by) {
    return Arrays.stream(command).map(each -> each.equals(argument) ? by : each).toArray();
  }

  private JsonNode report() throws IOException {
    return Json.mapper().readTree(noise.reports().resolve("report.json").toFile());
  }
}
