package io.github.diffusion4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.denoise.Guidance;
import io.github.diffusion4j.edit.RePaint;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SteeringSpec;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a network of fresh weights, which says 0: its denoiser is that of normal data of deviation
 * 0.5, the same for all classes.
 */
class DrawingTest {
  private static final UNetSpec NETWORK = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0);
  private static final SamplerSpec HEUN = new SamplerSpec(SamplerSpec.Kind.HEUN, 10);
  private static final SamplerSpec ANCESTRAL = new SamplerSpec(SamplerSpec.Kind.ANCESTRAL, 20);
  private static final long SEED = 3;

  @TempDir Path folder;
  private final Engine engine = Engine.open();
  private final Image picture = ramp(0);
  private final Image other = ramp(128);

  @AfterEach
  void close() {
    engine.close();
  }

  private static Image ramp(int from) {
    byte[] samples = new byte[64];
    for (int i = 0; i < 64; i++) {
      samples[i] = (byte) (from + 2 * i);
    }
    return new Image(8, 8, 1, samples);
  }

  private Model model(List<String> classes) {
    return model(classes, Formulation.EDM);
  }

  private Model model(List<String> classes, Formulation formulation) {
    UNet network =
        new UNet(engine, NETWORK, UNetPorts.of(8, 1, classes.size()), DataType.FLOAT32, 1);
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "test",
            NETWORK,
            formulation,
            UNetPorts.of(8, 1, classes.size()),
            classes,
            network.parameters().count(),
            1,
            1,
            1,
            "test",
            "",
            "",
            null);
    return Model.of(manifest, engine, network);
  }

  private ClassifierModel classifier(int size, Formulation formulation, String... classes) {
    ClassifierSpec spec =
        new ClassifierSpec(NETWORK, ClassifierSpec.Pooling.AVERAGE, size, 1, classes.length);
    Classifier network = new Classifier(engine, spec, DataType.FLOAT32, 1);
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Weights.export(network.parameters().byName(), "", entries);
    Path file = folder.resolve(ClassifierModel.WEIGHTS);
    Safetensors.write(file, entries, Map.of());
    new ClassifierManifest(
            ClassifierManifest.FORMAT,
            "test",
            spec,
            formulation,
            List.of(classes),
            1,
            1,
            List.of(),
            1,
            "test",
            "",
            Digests.sha256(file))
        .write(folder);
    return ClassifierModel.load(folder, engine);
  }

  private Drawing drawing(SamplerSpec sampler) {
    return model(List.of("a", "b")).drawing(sampler);
  }

  private static int farthest(Image one, Image two) {
    int farthest = 0;
    for (int i = 0; i < 64; i++) {
      int difference = one.sample(i % 8, i / 8, 0) - two.sample(i % 8, i / 8, 0);
      farthest = Math.max(farthest, Math.abs(difference));
    }
    return farthest;
  }

  @Test
  void drawsFromNothingAsTheModelDoes() {
    Model model = model(List.of("a", "b"));
    int[] labels = {0, 1, -1};
    assertThat(model.drawing(ANCESTRAL).with(new Guidance(2)).sample(labels, SEED, 4))
        .isEqualTo(model.sample(ANCESTRAL, 2, labels, SEED, 4));
  }

  @Test
  void keepsMoreOfAPictureTheLessIsDrawn() {
    Drawing drawing = drawing(HEUN);
    int before = -1;
    // The least level is 0.002: a quarter of a shade.
    for (double strength : new double[] {0.1, 0.3, 1}) {
      Image edited = drawing.edit(List.of(picture), new int[] {0}, strength, SEED, 0).get(0);
      int change = farthest(edited, picture);
      assertThat(change).as("strength " + strength).isGreaterThan(before);
      assertThat(strength > 0.1 || change <= 2).as("change of " + change).isTrue();
      before = change;
    }
  }

  @Test
  void inpaintsUnderTheMaskOnly() {
    byte[] white = new byte[64];
    for (int i = 0; i < 32; i++) {
      white[i] = (byte) 255;
    }
    Image mask = new Image(8, 8, 1, white);
    for (double strength : new double[] {0.5, 1}) {
      for (RePaint repaint : List.of(new RePaint(1, 1), new RePaint(3, 2))) {
        List<Image> drawn =
            drawing(ANCESTRAL)
                .inpaint(
                    List.of(picture, other), mask, new int[] {0, 1}, strength, repaint, SEED, 0);
        String what = "strength " + strength + ", " + repaint;
        assertThat(drawn.get(0).samples()).as(what).endsWith(lower(picture));
        assertThat(drawn.get(1).samples()).as(what).endsWith(lower(other));
        assertThat(farthest(drawn.get(0), picture)).as(what).isGreaterThan(3);
      }
    }
  }

  private static byte[] lower(Image picture) {
    return Arrays.copyOfRange(picture.samples(), 32, 64);
  }

  @Test
  void steersByAnyFunctionOfThePicture() {
    Drawing drawing = drawing(ANCESTRAL);
    int[] labels = {0, 1, 0, 1};
    List<Image> plain = drawing.sample(labels, SEED, 0);
    assertThat(drawing.steer(new SteeringSpec(4, 1), image -> 5, labels, SEED, 0)).isEqualTo(plain);
    List<Image> brighter =
        drawing.steer(new SteeringSpec(8, 0.5), DrawingTest::brightness, labels, SEED, 0);
    double before = plain.stream().mapToDouble(DrawingTest::brightness).sum();
    double after = brighter.stream().mapToDouble(DrawingTest::brightness).sum();
    assertThat(after).isGreaterThan(before + 10);
  }

  private static double brightness(Image image) {
    double sum = 0;
    for (byte sample : image.samples()) {
      sum += sample & 255;
    }
    return sum / image.samples().length;
  }

  @Test
  void goesFromOneNoiseToAnother() {
    Drawing drawing = drawing(HEUN);
    List<Image> between = drawing.interpolate(1, SEED, 2, 5, 4);
    assertThat(between).hasSize(4);
    assertThat(farthest(between.get(0), drawing.sample(new int[] {1}, SEED, 2).get(0)))
        .isLessThan(2);
    assertThat(farthest(between.get(3), drawing.sample(new int[] {1}, SEED, 5).get(0)))
        .isLessThan(2);
    assertThat(farthest(between.get(1), between.get(2)))
        .isLessThan(farthest(between.get(0), between.get(3)));
  }

  @Test
  void goesFromOnePictureToAnother() {
    Drawing drawing = drawing(new SamplerSpec(SamplerSpec.Kind.HEUN, 60));
    List<Image> between = drawing.interpolate(0, picture, other, 3);
    assertThat(farthest(between.get(0), picture)).isLessThan(6);
    assertThat(farthest(between.get(2), other)).isLessThan(6);
    assertThat(farthest(between.get(1), picture)).isGreaterThan(20);
    assertThatThrownBy(() -> drawing(ANCESTRAL).interpolate(0, picture, other, 3))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("leads a sampler that adds no noise, such as heun");
  }

  /** The error of the way there and back falls with the steps as Heun's method promises. */
  @Test
  void findsPicturesAgainInTheirNoise() {
    int[] labels = {0, 1};
    int before = Integer.MAX_VALUE;
    for (int steps : new int[] {5, 20, 80}) {
      NoiseSpace space = drawing(new SamplerSpec(SamplerSpec.Kind.HEUN, steps)).noiseSpace();
      List<float[]> noises = space.encode(List.of(picture, other), labels);
      List<Image> again = space.decode(noises, labels);
      int error = Math.max(farthest(again.get(0), picture), farthest(again.get(1), other));
      assertThat(error).as(steps + " steps").isLessThan(before);
      before = error;
      // Each has its own noise, whatever it is encoded with.
      float[] alone = space.encode(List.of(other), new int[] {1}).get(0);
      for (int i = 0; i < alone.length; i++) {
        assertThat(noises.get(1)[i]).isCloseTo(alone[i], within(1e-2f));
      }
    }
    assertThat(before).isLessThanOrEqualTo(3);
  }

  @Test
  void aClassifierGuidesByTheNamesOfClasses() {
    int[] labels = {0, 1};
    Drawing plain = drawing(HEUN);
    ClassifierModel same = classifier(8, Formulation.EDM, "a", "b");
    List<Image> guided = plain.with(same, 200).sample(labels, SEED, 0);
    assertThat(guided).isNotEqualTo(plain.sample(labels, SEED, 0));
    assertThat(plain.with(same, 0).sample(labels, SEED, 0))
        .isEqualTo(plain.sample(labels, SEED, 0));
    // The same weights under swapped names: the other label gives the same guidance.
    ClassifierModel swapped = classifier(8, Formulation.EDM, "b", "a");
    assertThat(plain.with(swapped, 200).sample(new int[] {1, 0}, SEED, 0)).isEqualTo(guided);
    // A model without classes goes by the classifier's.
    Drawing classless = model(List.of()).drawing(HEUN);
    assertThat(classless.with(same, 200).sample(labels, SEED, 0)).isEqualTo(guided);
  }

  @Test
  void tellsWhatDoesNotFit() {
    Drawing drawing = drawing(HEUN);
    refuses(
        () -> drawing.with(classifier(16, Formulation.EDM, "a", "b"), 1),
        "trained on pictures of 16x16 with 1 channels, but the model draws 8x8 with 1");
    refuses(() -> drawing.with(classifier(8, null, "a", "b"), 1), "without noise only");
    refuses(() -> drawing.with(classifier(8, Formulation.EDM, "a", "c"), 1), "draws [a, b]");
    refuses(
        () -> model(List.of()).drawing(HEUN).with(new Guidance(2)), "needs a model with classes");
    refuses(() -> drawing.sample(new int[] {2}, SEED, 0), "no class 2");
    Image large = picture.resized(16, 16);
    refuses(
        () -> drawing.edit(List.of(large), new int[] {0}, 0.5, SEED, 0),
        "A picture is 16x16, but the model draws 8x8; fit it first");
    refuses(
        () -> drawing.edit(List.of(picture.withChannels(3)), new int[] {0}, 0.5, SEED, 0),
        "A picture is 8x8 RGB, but the model draws 1 channel; convert it first");
    refuses(
        () -> drawing.edit(List.of(picture), new int[] {0}, 0.05, SEED, 0),
        "strength 0.05 leaves none of 10 steps");
    SamplerSpec adaptive = new SamplerSpec(SamplerSpec.Kind.DPM_ADAPTIVE, 10);
    refuses(
        () -> drawing(adaptive).edit(List.of(picture), new int[] {0}, 0.5, SEED, 0),
        "dpm-adaptive chooses its steps itself; take another sampler, or strength 1");
    Image mask = picture;
    int[] label = {0};
    refuses(
        () ->
            drawing(adaptive).inpaint(List.of(picture), mask, label, 1, new RePaint(1, 1), SEED, 0),
        "Inpainting puts back what is known after each step, but dpm-adaptive");
    refuses(
        () -> drawing.inpaint(List.of(picture), mask, label, 0.5, new RePaint(5, 2), SEED, 0),
        "jump is 5, but 5 steps are taken");
    refuses(
        () ->
            drawing.inpaint(List.of(picture), large, new int[] {0}, 1, new RePaint(1, 1), SEED, 0),
        "The mask is 16x16");
  }

  @Test
  void movesAwayFromANegativeClassOrAWeakerModel() {
    Model model = model(List.of("a", "b"));
    int[] labels = {0, 1};
    List<Image> plain = model.drawing(HEUN).sample(labels, SEED, 0);
    // Fresh weights say the same of all classes: whatever they are moved away from is themselves.
    Guides strong = Guides.of(5);
    List<Reference> references =
        List.of(
            new Reference.NoClass(),
            new Reference.NegativeClass(1),
            new Reference.WeakerModel(model(List.of("a", "b"))));
    for (Reference reference : references) {
      assertThat(
              farthest(
                  plain.get(1), model.sample(HEUN, strong.with(reference), labels, SEED, 0).get(1)))
          .as(reference.toString())
          .isLessThan(2);
    }
    // A model of noise from 0 to 1 is unlike one of normal data: it moves pictures.
    Model other = model(List.of("a", "b"), Formulation.DDPM_LINEAR);
    Guides away = strong.with(new Reference.WeakerModel(other));
    assertThat(model.sample(HEUN, away, labels, SEED, 0)).isNotEqualTo(plain);
    // A weaker model is enough of a reference for a model without classes.
    Model classless = model(List.of());
    Guides weaker = strong.with(new Reference.WeakerModel(model(List.of())));
    assertThat(classless.sample(HEUN, weaker, new int[] {-1}, SEED, 0)).hasSize(1);
  }

  @Test
  void tellsWhichReferencesDoNotFit() {
    Model model = model(List.of("a", "b"));
    Guides guides = Guides.of(2);
    refuses(
        () -> model.drawing(HEUN).with(guides.with(new Reference.NegativeClass(2))),
        "has no negative class 2; it has 0 to 1: [a, b]");
    refuses(
        () -> model.drawing(HEUN).with(guides.with(new Reference.WeakerModel(model(List.of("a"))))),
        "draws the classes [a], but the model [a, b]; name one that was trained on the same data");
    refuses(
        () -> model(List.of()).drawing(HEUN).with(guides.with(new Reference.NegativeClass(0))),
        "leave it at 1, or name a weaker model");
  }

  private static void refuses(Runnable mistake, String why) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(mistake::run)
        .withMessageContaining(why);
  }
}
