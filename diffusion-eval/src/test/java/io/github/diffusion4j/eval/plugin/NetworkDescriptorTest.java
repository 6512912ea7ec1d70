package io.github.diffusion4j.eval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.image.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkDescriptorTest {
  @TempDir Path folder;

  /** Gives each picture its first number and 1, and remembers what it was asked for. */
  private static final class Probe implements DescribingNetwork {
    private final List<Long> batches = new ArrayList<>();
    private int closings;

    @Override
    public float[][] describe(float[] pictures, long[] shape) {
      batches.add(shape[0]);
      int size = pictures.length / (int) shape[0];
      return IntStream.range(0, (int) shape[0])
          .mapToObj(i -> new float[] {pictures[i * size], 1})
          .toArray(float[][]::new);
    }

    @Override
    public void close() {
      closings++;
    }
  }

  private NetworkDescriptor descriptor(DescribingNetwork network, int batch, boolean normalise) {
    return new NetworkDescriptor(
        Contracts.read(folder, Contracts.plain().put("normalise", normalise)),
        network,
        new NetworkSettings(1, batch, 1));
  }

  /** Pictures of one level each. */
  private static List<Image> pictures(int... levels) {
    return IntStream.of(levels)
        .mapToObj(
            level -> {
              byte[] samples = new byte[25];
              Arrays.fill(samples, (byte) level);
              return new Image(5, 5, 1, samples);
            })
        .toList();
  }

  @Test
  void runsBatchesInOrderAndKeepsTheIdentity() {
    Probe probe = new Probe();
    try (NetworkDescriptor descriptor = descriptor(probe, 2, false)) {
      Features features = descriptor.describe(pictures(0, 51, 102, 153, 255));

      assertThat(probe.batches).containsExactly(2L, 2L, 1L);
      for (int i = 0; i < 5; i++) {
        double level = new double[] {0, 0.2, 0.4, 0.6, 1}[i];
        assertThat(features.row(i)).containsExactly(new double[] {level - 0.5, 1}, within(1e-6));
      }
      assertThat(features.descriptor()).isEqualTo(descriptor.identity());
      assertThat(descriptor.describe(pictures(51).get(0))).isEqualTo(features.row(1));
    }
  }

  @Test
  void normalisesIfTheContractSaysSo() {
    NetworkDescriptor descriptor = descriptor(new Probe(), 1, true);

    double length = Math.sqrt(1.25);
    assertThat(descriptor.describe(pictures(255).get(0)))
        .containsExactly(new double[] {0.5 / length, 1 / length}, within(1e-12));
    NetworkDescriptor zeros = descriptor((p, shape) -> new float[1][2], 1, true);
    assertThatThrownBy(() -> zeros.describe(pictures(1, 2)))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("row 0 of small is all zeros");
  }

  @Test
  void whatIsNotFiniteIsRefusedWithItsRow() {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      NetworkDescriptor descriptor =
          descriptor(
              (pictures, shape) -> new float[][] {{0, pictures[0] > 0.4 ? wrong : 0}}, 1, false);
      assertThatThrownBy(() -> descriptor.describe(pictures(0, 1, 255)))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("row 2 of small has " + wrong + " at number 1");
    }
  }

  @Test
  void rowsOfAnotherLengthOrNumberAreRefused() {
    assertThatThrownBy(
            () -> descriptor((p, shape) -> new float[1][3], 1, false).describe(pictures(1)))
        .hasMessageContaining("has 3 numbers for a picture, and dimensions of its contract is 2");
    assertThatThrownBy(
            () -> descriptor((p, shape) -> new float[1][2], 2, false).describe(pictures(1, 2)))
        .hasMessageContaining("has 1 rows for 2 pictures");
    assertThatThrownBy(() -> descriptor(new Probe(), 1, false).describe(List.of()))
        .isInstanceOf(EvaluationException.class);
  }

  @Test
  void closesTheNetworkOnceAndIsNotUsedAfterwards() {
    Probe probe = new Probe();
    NetworkDescriptor descriptor = descriptor(probe, 1, false);
    descriptor.close();
    descriptor.close();

    assertThat(probe.closings).isEqualTo(1);
    assertThatThrownBy(() -> descriptor.describe(pictures(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aMissingModuleIsNamed() {
    assertThatThrownBy(() -> NetworkDescriptor.open(folder.resolve("sscd.ONNX")))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("put diffusion-onnx on the class path");
    for (String name : List.of("graph.zip", "model.h5")) {
      assertThatThrownBy(() -> NetworkDescriptor.open(folder.resolve(name)))
          .hasMessageContaining("put diffusion-dl4j on the class path");
    }
    assertThatThrownBy(() -> NetworkDescriptor.open(folder.resolve("weights.pt")))
        .hasMessageContaining("weights.pt is of no kind that is known")
        .hasMessageContaining(".onnx");
  }

  @Test
  void theFirstModuleThatRunsAFileIsTaken() {
    DescriptorProvider never = provider(false);
    DescriptorProvider always = provider(true);

    assertThat(Providers.of(Path.of("a.pt"), List.of(never, always, provider(true))))
        .isSameAs(always);
  }

  private static DescriptorProvider provider(boolean supports) {
    return new DescriptorProvider() {
      @Override
      public boolean supports(Path model) {
        return supports;
      }

      @Override
      public DescribingNetwork open(
          Path model, PreprocessingContract contract, NetworkSettings settings) {
        throw new AssertionError("not asked for");
      }
    };
  }

  @Test
  void settingsAreAtLeastOne() {
    assertThatThrownBy(() -> new NetworkSettings(0, 1, 1)).hasMessageContaining("threads 0");
    assertThatThrownBy(() -> new NetworkSettings(1, 0, 1)).hasMessageContaining("batch 0");
    assertThatThrownBy(() -> new NetworkSettings(1, 1, 0)).hasMessageContaining("most bytes 0");
  }
}
