package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Editing pictures by a network that trained for moments. */
class EditCommandTest {
  private static final Cli CLI = new Cli();
  @TempDir private static Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    Path recipe = Cli.tinyRecipe(folder);
    int code = CLI.run("train", "--recipe", recipe, "--model", folder.resolve("model"));
    assertThat(code).as(CLI.err()).isZero();
    write("picture.png", 16, 60);
    write("other.png", 16, 200);
    write("large.png", 40, 60);
    byte[] half = new byte[256];
    Arrays.fill(half, 0, 128, (byte) 255);
    Files.write(folder.resolve("mask.png"), Png.encode(new Image(16, 16, 1, half)));
  }

  private static void write(String name, int size, int level) throws Exception {
    byte[] samples = new byte[size * size * 3];
    Arrays.fill(samples, (byte) level);
    Files.write(folder.resolve(name), Png.encode(new Image(size, size, 3, samples)));
  }

  private static int run(String picture, Object... options) {
    List<Object> all = new ArrayList<>(List.of("edit", "--model", folder.resolve("model")));
    all.addAll(List.of("--samples-directory", folder.resolve("edits")));
    all.addAll(List.of("--picture", folder.resolve(picture)));
    all.addAll(Arrays.asList(options));
    return CLI.run(all.toArray());
  }

  private static JsonNode edit(String picture, Object... options) throws Exception {
    assertThat(run(picture, options)).as(CLI.err()).isZero();
    return Json.mapper().readTree(folder.resolve("edits/samples.json").toFile());
  }

  private static Image drawn(int number) throws Exception {
    Path file = folder.resolve("edits/sample-0000" + number + ".png");
    return ImageReader.read(Files.readAllBytes(file), "sample", 1 << 20);
  }

  private static void refused(String part, Object... options) {
    assertThat(run("picture.png", options)).as(CLI.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CLI.err()).contains(part).doesNotContain("\tat ");
  }

  @Test
  void drawsAPictureAnew() throws Exception {
    JsonNode manifest = edit("picture.png", "--strength=0.5", "--samples=3", "--class-label=1");
    assertThat(manifest.get("edit").asText()).isEqualTo("image-to-image");
    assertThat(manifest.get("strength").asDouble()).isEqualTo(0.5);
    assertThat(manifest.get("picture").asText()).hasSize(64);
    assertThat(drawn(0)).isNotEqualTo(drawn(1));
    edit("large.png", "--strength=0.5", "--samples=3", "--batch-size=1");
    assertThat(drawn(2).width()).isEqualTo(16);
  }

  @Test
  void drawsUnderTheMaskAndKeepsTheRest() throws Exception {
    for (int resamplings : new int[] {1, 2}) {
      JsonNode manifest =
          edit(
              "picture.png",
              "--samples=2",
              "--mask",
              folder.resolve("mask.png"),
              "--resamplings",
              resamplings);
      assertThat(manifest.get("edit").asText()).isEqualTo("inpaint");
      assertThat(manifest.get("strength").asDouble()).isEqualTo(1);
      assertThat(manifest.get("resamplings").asInt()).isEqualTo(resamplings);
      assertThat(manifest.get("jump").asInt()).isEqualTo(1);
      Image picture = drawn(1);
      boolean changed = false;
      for (int i = 0; i < 256; i++) {
        int level = picture.sample(i % 16, i / 16, 1);
        assertThat(i < 128 || level == 60).as("pixel %d is %d", i, level).isTrue();
        changed |= level != 60;
      }
      assertThat(changed).isTrue();
    }
  }

  @Test
  void drawsFromOnePictureToAnother() throws Exception {
    Object[] way = {
      "--to", folder.resolve("other.png"), "--sampler=heun", "--sampling-steps=4", "--batch-size=2"
    };
    JsonNode manifest = edit("picture.png", way);
    assertThat(manifest.get("edit").asText()).isEqualTo("interpolate");
    assertThat(manifest.get("to")).isNotEqualTo(manifest.get("picture"));
    assertThat(manifest.get("pictures")).hasSize(8);
    assertThat(drawn(0)).isNotEqualTo(drawn(7));
  }

  @Test
  void findsAPictureAgainInItsNoise() throws Exception {
    Object[] way = {
      "--encode", "--class-label=0", "--sampler=heun", "--sampling-steps=40", "--guidance=1"
    };
    JsonNode manifest = edit("picture.png", way);
    assertThat(manifest.get("edit").asText()).isEqualTo("encode");
    assertThat(manifest.get("mean-difference").asDouble()).isLessThan(8);
    assertThat(manifest.get("pictures")).hasSize(1);
    for (byte sample : drawn(0).samples()) {
      assertThat(sample & 255).isBetween(45, 75);
    }
    List<Object> other = new ArrayList<>(Arrays.asList(way));
    other.add("--decode-class=1");
    manifest = edit("picture.png", other.toArray());
    String encoded = manifest.get("encoded-class").asText();
    assertThat(manifest.at("/pictures/0/class").asText()).isNotEmpty().isNotEqualTo(encoded);
  }

  @Test
  void tellsWhatIsWrong() throws Exception {
    refused("strength is 1.5; it is above 0", "--strength=1.5");
    refused("strength is 0.0; it is above 0", "--strength=0");
    refused("strength 0.1 leaves none of 2 steps; raise it to 0.5", "--strength=0.1");
    refused("dpm-adaptive chooses its steps itself", "--strength=0.5", "--sampler=dpm-adaptive");
    Path mask = folder.resolve("mask.png");
    refused("--jump is 3, but has no effect here", "--jump=3");
    refused("--jump is 3, but has no effect here", "--mask", mask, "--resamplings=1", "--jump=3");
    refused("--resamplings is 3, but has no effect here", "--resamplings=3");
    refused("--resamplings is 0", "--mask", mask, "--resamplings=0");
    refused("--jump is 0", "--mask", mask, "--resamplings=2", "--jump=0");
    refused("jump is 5, but 2 steps", "--mask", mask, "--resamplings=2", "--jump=5");
    refused("dpm-adaptive chooses its steps itself", "--mask", mask, "--sampler=dpm-adaptive");
    refused("only one of --mask, --to and --encode", "--mask", mask, "--to", mask);
    refused("--strength is 0.5, but has no effect here", "--to", mask, "--strength=0.5");
    refused("--samples is 1", "--to", mask, "--samples=1");
    refused("--samples is 2, but has no effect here", "--encode", "--samples=2");
    refused("--decode-class is 1, but has no effect here", "--decode-class=1");
    refused("leads a sampler that adds no noise, such as heun", "--to", mask);
    refused("takes 2 steps or more", "--encode", "--sampler=heun", "--sampling-steps=1");
    refused("--class-label is hexagon", "--class-label=hexagon");
    refused("--decode-class is hexagon", "--encode", "--decode-class=hexagon");
  }

  @Test
  void tellsWhichPictureIsWrong() throws Exception {
    refused("--mask is 40x40, but the picture is 16x16", "--mask", folder.resolve("large.png"));
    refused("no.png, but there is no such file", "--mask", folder.resolve("no.png"));
    refused(", but there is no such file", "--to", folder);
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    refused("--mask cannot be read", "--mask", text);
    Path black = folder.resolve("black.png");
    Files.write(black, Png.encode(new Image(16, 16, 1, new byte[256])));
    refused("--mask is black wherever the model sees the picture", "--mask", black);
    assertThat(run("no.png")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CLI.err()).contains("--picture is ").contains("no.png, but there is no such file");
  }

  @Test
  void keepsAnUnfitModelFromAPicture() throws Exception {
    byte[] ramp = new byte[16 * 16 * 3];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) i;
    }
    Files.write(folder.resolve("colours.png"), Png.encode(new Image(16, 16, 3, ramp)));
    String plain = Files.readString(folder.resolve("tiny.yaml"));
    Path recipe =
        Files.writeString(
            folder.resolve("grey.yaml"),
            plain.replace("image-size: 16", "image-size: 16\n  channels: 1"));
    assertThat(CLI.run("train", "--recipe", recipe, "--model", folder.resolve("grey")))
        .as(CLI.err())
        .isZero();
    Object[] grey = {
      "edit",
      "--model",
      folder.resolve("grey"),
      "--samples-directory",
      folder.resolve("grey-edits"),
      "--picture",
      folder.resolve("colours.png")
    };
    assertThat(CLI.run(grey)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CLI.err()).contains("--picture is in colour, but the model draws grey pictures");
    grey[6] = folder.resolve("picture.png");
    assertThat(CLI.run(grey)).as(CLI.err()).isZero();
  }
}
