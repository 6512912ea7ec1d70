package io.github.diffusion4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.DetectorSetting;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.learned.TrainingProgress;
import io.github.diffusion4j.eval.plugin.NetworkDescriptor;
import io.github.diffusion4j.eval.plugin.NetworkSettings;
import io.github.diffusion4j.eval.plugin.PictureInput;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxDescriptorsTest {
  private static final Map<String, String> ONE_FILE = Map.of();
  private static final float[] MATRIX = Brought.weights(Brought.SIZE * Brought.DIMENSIONS);

  @TempDir Path folder;

  /** y = flattened x times a matrix, of any number of pictures. */
  private static OnnxModel product(long pictures) {
    return new OnnxModel()
        .input("x", pictures, 3, Brought.HEIGHT, Brought.WIDTH)
        .weights("w", MATRIX, Brought.SIZE, Brought.DIMENSIONS)
        .node("Flatten", "flat", "x")
        .node("MatMul", "y", "flat", "w")
        .output("y", pictures, Brought.DIMENSIONS);
  }

  /** The same in doubles. */
  private static double[] expected(Image picture) {
    float[] x = Brought.PICTURE.array(picture);
    double[] y = new double[Brought.DIMENSIONS];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += (double) x[i] * MATRIX[i * y.length + j];
      }
    }
    return y;
  }

  private Brought bring(OnnxModel model) {
    return Brought.write(folder, model.toBytes(), ONE_FILE);
  }

  private static void isRefused(Brought brought, String... parts) {
    assertThatThrownBy(() -> NetworkDescriptor.open(brought.model()).close())
        .isInstanceOf(EvaluationException.class)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "-1, 3", "-1, 100", "1, 1", "1, 4"})
  void describesAsPlainLoopsDo(long declared, int batch) {
    Brought brought = bring(product(declared));
    List<Image> pictures = Brought.pictures(7);

    try (NetworkDescriptor descriptor =
        NetworkDescriptor.open(brought.model(), new NetworkSettings(2, batch, 1 << 20))) {
      Features features = descriptor.describe(pictures);

      for (int i = 0; i < pictures.size(); i++) {
        assertThat(features.row(i)).containsExactly(expected(pictures.get(i)), within(1e-4));
      }
      assertThat(features.descriptor().name()).isEqualTo("small");
      assertThat(features.descriptor().weights()).isEqualTo(Digests.sha256(brought.model()));
      assertThat(features.descriptor().preprocessing())
          .isEqualTo(descriptor.contract().preprocessing());
    }
  }

  @Test
  void isADetectorByThePathOfEither() {
    Path model = bring(product(-1)).model();
    DetectorSetting setting =
        new DetectorSetting(null, Optional.empty(), null, folder, TrainingProgress.none());
    DetectorSpec byModel = DetectorSpec.parse(model.toString());
    DetectorSpec byContract = DetectorSpec.parse(PreprocessingContract.beside(model).toString());
    String before = byModel.fingerprint();

    assertThat(byContract.fingerprint()).isEqualTo(before);
    assertThat(byModel.with(setting, Detector::identity).weights())
        .isEqualTo(Digests.sha256(model));
    assertThat(byModel.<Set<String>>with(setting, Detector::claims)).contains("crop", "flip");
    bring(product(1));
    assertThat(byModel.fingerprint()).isNotEqualTo(before);
  }

  @Test
  void onePictureAfterTheOtherIsTheSameAlone() {
    try (NetworkDescriptor descriptor = NetworkDescriptor.open(bring(product(-1)).model())) {
      List<Image> pictures = Brought.pictures(5);
      Features features = descriptor.describe(pictures);
      for (int i = 0; i < 5; i++) {
        assertThat(descriptor.describe(pictures.get(i))).isEqualTo(features.row(i));
      }
    }
  }

  /** A convolution of 3 x 3 without padding, then the mean over its places, as [N, D, 1, 1]. */
  @Test
  void convolvesAsPlainLoopsDo() {
    float[] kernels = Brought.weights(Brought.DIMENSIONS * 3 * 9);
    Brought brought =
        bring(
            new OnnxModel()
                .input("x", -1, 3, Brought.HEIGHT, Brought.WIDTH)
                .weights("k", kernels, Brought.DIMENSIONS, 3, 3, 3)
                .node("Conv", "c", "x", "k")
                .node("GlobalAveragePool", "y", "c")
                .output("y", -1, Brought.DIMENSIONS, 1, 1));
    Image picture = Brought.pictures(1).get(0);
    float[] x = Brought.PICTURE.array(picture);
    double[] expected = new double[Brought.DIMENSIONS];
    int across = Brought.WIDTH - 2;
    for (int d = 0; d < expected.length; d++) {
      for (int at = 0; at < across; at++) {
        for (int i = 0; i < 27; i++) {
          int place = i / 9 * 12 + i % 9 / 3 * Brought.WIDTH + i % 3 + at;
          expected[d] += (double) x[place] * kernels[d * 27 + i] / across;
        }
      }
    }

    try (NetworkDescriptor descriptor = NetworkDescriptor.open(brought.model())) {
      assertThat(descriptor.describe(picture)).containsExactly(expected, within(1e-4));
    }
  }

  @Test
  void severalThreadsMayDescribe() {
    List<Image> pictures = Brought.pictures(16);
    AtomicInteger wrong = new AtomicInteger();
    try (NetworkDescriptor descriptor = NetworkDescriptor.open(bring(product(-1)).model())) {
      Features features = descriptor.describe(pictures);
      IntStream.range(0, 160)
          .parallel()
          .forEach(
              i -> {
                double[] row = descriptor.describe(pictures.get(i % 16));
                if (!Arrays.equals(row, features.row(i % 16))) {
                  wrong.incrementAndGet();
                }
              });
    }
    assertThat(wrong).hasValue(0);
  }

  @Test
  void theModelsShapesAreThoseOfTheContract() {
    isRefused(bring(product(-1).input("mask", -1, 1)), "has the inputs", "mask", "has one input");
    isRefused(
        bring(
            new OnnxModel()
                .input("x", -1, 3, Brought.WIDTH, Brought.HEIGHT)
                .node("Flatten", "y", "x")
                .output("y", -1, Brought.SIZE)),
        "input 'x'",
        "is [-1, 3, 4, 3]",
        "make [1, 3, 3, 4] of one picture");
    isRefused(bring(product(2)), "is [2, 3, 3, 4]", "any number of pictures");
    isRefused(
        Brought.write(
            folder, product(-1).toBytes(), ONE_FILE, Brought.PICTURE, "z", Brought.DIMENSIONS),
        "has the outputs [y], and output of its contract is 'z'");
    isRefused(
        Brought.write(folder, product(-1).toBytes(), ONE_FILE, Brought.PICTURE, "y", 6),
        "output 'y'",
        "is [-1, 5]",
        "dimensions of its contract is 6");
    isRefused(
        bring(
            new OnnxModel()
                .input("x", -1, 3, Brought.HEIGHT, Brought.WIDTH)
                .node("Flatten", "flat", "x")
                .node("Cast", "to", 11, "y", "flat")
                .doubleOutput("y", -1, Brought.SIZE)),
        "output 'y'",
        "must be a tensor of 32-bit floats");
  }

  @Test
  void rowsAreCountedAgainWhenTheModelDoesNotTellTheirLength() {
    Brought brought =
        bring(
            new OnnxModel()
                .input("x", -1, 3, -1, -1)
                .node("Flatten", "y", "x")
                .output("y", -1, -1));
    try (NetworkDescriptor descriptor = NetworkDescriptor.open(brought.model())) {
      assertThatThrownBy(() -> descriptor.describe(Brought.pictures(2)))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining(
              "has 36 numbers for a picture, and dimensions of its contract is 5");
    }
    Brought mean =
        Brought.write(
            folder,
            new OnnxModel()
                .input("x", -1, 3, -1, -1)
                .node("ReduceMean", "keepdims", 0, "y", "x")
                .output("y")
                .toBytes(),
            ONE_FILE,
            Brought.PICTURE,
            "y",
            1);
    isRefused(mean, "output 'y'", "is []");
  }

  @Test
  void whatIsNotANumberIsRefusedWithItsRow() {
    // The logarithm of a number below 0: the mean picture's are there, a white one's are not.
    Brought brought =
        Brought.write(
            folder,
            new OnnxModel()
                .input("x", -1, 3, Brought.HEIGHT, Brought.WIDTH)
                .node("Flatten", "flat", "x")
                .node("Log", "y", "flat")
                .output("y", -1, Brought.SIZE)
                .toBytes(),
            ONE_FILE,
            Brought.PICTURE,
            "y",
            Brought.SIZE);
    Image white = filled(255);
    Image black = filled(0);
    try (NetworkDescriptor descriptor =
        NetworkDescriptor.open(brought.model(), new NetworkSettings(1, 2, 1 << 20))) {
      assertThat(descriptor.describe(List.of(white, white, white)).size()).isEqualTo(3);
      assertThatThrownBy(() -> descriptor.describe(List.of(white, white, white, black)))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("row 3 of small has NaN at number 0");
    }
  }

  private static Image filled(int level) {
    byte[] samples = new byte[12];
    Arrays.fill(samples, (byte) level);
    return new Image(2, 2, 3, samples);
  }

  @Test
  void weightsInOtherFilesAreReadIfTheContractHasTheirDigests() throws IOException {
    Path data = Files.write(folder.resolve("w.data"), Proto.raw(MATRIX));
    byte[] model = apart("w.data");
    Brought brought = Brought.write(folder, model, Map.of("w.data", Digests.sha256(data)));
    Image picture = Brought.pictures(1).get(0);

    try (NetworkDescriptor descriptor = NetworkDescriptor.open(brought.model())) {
      assertThat(descriptor.describe(picture)).containsExactly(expected(picture), within(1e-4));
    }
    float[] changed = MATRIX.clone();
    changed[7]++;
    Files.write(data, Proto.raw(changed));
    isRefused(brought, "w.data has the SHA-256", "another file");
  }

  private static byte[] apart(String file) {
    return new OnnxModel()
        .input("x", -1, 3, Brought.HEIGHT, Brought.WIDTH)
        .external("w", file, Brought.SIZE, Brought.DIMENSIONS)
        .node("Flatten", "flat", "x")
        .node("MatMul", "y", "flat", "w")
        .output("y", -1, Brought.DIMENSIONS)
        .toBytes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "w.data",
        "../secret",
        "/etc/hostname",
        "sub/w.data",
        "*/_ORT_MEM_ADDR_/*",
        "a\u0000b",
        ""
      })
  void otherFilesAreNotEvenLookedAt(String location) throws IOException {
    Path inside = Files.createDirectories(folder.resolve("models/sub")).getParent();
    for (Path file : new Path[] {inside.resolve("w.data"), folder.resolve("secret")}) {
      Files.write(file, Proto.raw(MATRIX));
    }
    isRefused(
        Brought.write(inside, apart(location), ONE_FILE),
        "keeps weights in the file '" + location.replace('\0', '?') + "'",
        "data-files of its contract has []");
    byte[] constant =
        new OnnxModel()
            .input("x", -1, 3, Brought.HEIGHT, Brought.WIDTH)
            .externalConstant("w", location, Brought.SIZE, Brought.DIMENSIONS)
            .node("Flatten", "flat", "x")
            .node("MatMul", "y", "flat", "w")
            .output("y", -1, Brought.DIMENSIONS)
            .toBytes();
    isRefused(Brought.write(inside, constant, ONE_FILE), "keeps weights in the file");
  }

  @Test
  void aModelThatIsNotTheContractsIsRefused() throws IOException {
    Brought brought = bring(product(-1));
    Files.write(brought.model(), product(1).toBytes());
    isRefused(brought, "small.onnx has the SHA-256", "it is another file");
    assertThatThrownBy(
            () -> NetworkDescriptor.open(brought.model(), new NetworkSettings(1, 1, 100)))
        .hasMessageContaining("at most 100 are allowed");
    Files.delete(folder.resolve("small.onnx.preprocessing.json"));
    isRefused(brought, "small.onnx.preprocessing.json is not there");
  }

  @Test
  void operatorsThatNobodyHasAreRefused() {
    isRefused(
        bring(
            new OnnxModel()
                .input("x", -1, 3, Brought.HEIGHT, Brought.WIDTH)
                .node("Conjure", "y", "x")
                .output("y", -1, Brought.DIMENSIONS)),
        "ONNX Runtime cannot open",
        "Conjure");
  }

  @Test
  void channelsLastGoInAsSuch() {
    PictureInput last =
        new PictureInput(
            Brought.WIDTH,
            Brought.HEIGHT,
            Brought.PICTURE.resizing(),
            PictureInput.Channels.BGR,
            0,
            255,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0),
            PictureInput.Layout.NHWC);
    Brought brought =
        Brought.write(
            folder,
            new OnnxModel()
                .input("x", -1, Brought.HEIGHT, Brought.WIDTH, 3)
                .node("Flatten", "y", "x")
                .output("y", -1, Brought.SIZE)
                .toBytes(),
            ONE_FILE,
            last,
            "y",
            Brought.SIZE);
    Image picture = Brought.pictures(1).get(0);
    Image resized = picture.resized(Brought.WIDTH, Brought.HEIGHT);
    try (NetworkDescriptor descriptor = NetworkDescriptor.open(brought.model())) {
      double[] row = descriptor.describe(picture);
      for (int i = 0; i < row.length; i++) {
        int pixel = i / 3;
        assertThat(row[i])
            .isEqualTo(resized.sample(pixel % Brought.WIDTH, pixel / Brought.WIDTH, 2 - i % 3));
      }
    }
  }
}
