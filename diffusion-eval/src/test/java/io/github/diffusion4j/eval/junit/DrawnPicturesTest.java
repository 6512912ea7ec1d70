package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures drawn from a model of two classes with fresh weights. */
class DrawnPicturesTest {
  private static final String MODEL = ExampleRun.ROOT + "model";
  private static final UNetSpec NETWORK = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0);
  private static final List<Image> EXPECTED = new ArrayList<>();

  @BeforeAll
  static void storeAModel() throws Exception {
    Path folder = Path.of(MODEL);
    Files.createDirectories(folder);
    List<String> classes = List.of("a", "b");
    UNetPorts ports = UNetPorts.of(8, 1, classes.size());
    try (Engine engine = Engine.open()) {
      UNet network = new UNet(engine, NETWORK, ports, DataType.FLOAT32, 1);
      Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
      Weights.export(network.parameters().byName(), "", entries);
      Path weights = folder.resolve(Model.WEIGHTS);
      Safetensors.write(weights, entries, Map.of());
      new ModelManifest(
              ModelManifest.FORMAT,
              "test",
              NETWORK,
              Formulation.EDM,
              ports,
              classes,
              network.parameters().count(),
              1,
              1,
              1,
              "test",
              "",
              "",
              null)
          .withWeights(Digests.sha256(weights))
          .write(folder);
      Files.writeString(
          folder.resolve("recipe.yaml"),
          "sampling:\n  sampler: euler\n  steps: 3\n  batch-size: 3\n  guidance: 1\n");
      EXPECTED.clear();
      EXPECTED.addAll(
          Model.load(folder, engine)
              .sample(
                  new SamplerSpec(SamplerSpec.Kind.EULER, 3),
                  1,
                  IntStream.range(0, 7).map(i -> i % 2).toArray(),
                  5,
                  0));
    }
  }

  @DiffusionEvaluation
  static class Drawing {
    @Test
    void drawsAsTheRecipeSays(
        @Generated(model = MODEL, count = 7, seed = 5) ImageSet pictures,
        @Generated(model = MODEL, count = 7, seed = 5) ImageSet again,
        @Generated(model = MODEL, count = 7, seed = 6) ImageSet ofAnotherSeed,
        @Generated(model = MODEL, count = 6, seed = 5) ImageSet fewer) {
      assertThat(pictures.name()).isEqualTo("7 pictures drawn from " + MODEL + " with seed 5");
      assertThat(pictures.size()).isEqualTo(7);
      for (int i = 0; i < 7; i++) {
        assertThat(largestDifference(pictures.image(i), EXPECTED.get(i))).isLessThanOrEqualTo(1);
      }
      assertThat(again).isSameAs(pictures);
      assertThat(ofAnotherSeed.image(0)).isNotEqualTo(pictures.image(0));
      assertThat(fewer.size()).isEqualTo(6);
    }

    /** Batches of other sizes round differently. */
    private static int largestDifference(Image one, Image other) {
      byte[] a = one.samples();
      byte[] b = other.samples();
      return IntStream.range(0, a.length)
          .map(i -> Math.abs((a[i] & 0xff) - (b[i] & 0xff)))
          .max()
          .orElseThrow();
    }
  }

  @Test
  void drawsAsTheRecipeSaysAndOnce() {
    ExampleRun.of(Drawing.class).passed("drawsAsTheRecipeSays");
  }

  @DiffusionEvaluation(imageSize = 16)
  static class OtherSize {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @Test
    @ReplicationGate
    void isComparedWithLargerPictures(@Generated(model = MODEL, count = 7) ImageSet pictures) {}
  }

  @Test
  void saysHowPicturesOfTheModelsSizeAreCompared() {
    ExampleRun.prepare();

    assertThat(ExampleRun.of(OtherSize.class).message("isComparedWithLargerPictures"))
        .contains("the generated pictures are 8x8 grey and the training pictures 16x16 grey")
        .contains("imageSize of @DiffusionEvaluation");
  }
}
