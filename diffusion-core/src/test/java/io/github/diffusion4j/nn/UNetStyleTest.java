package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the U-Nets of every style. */
class UNetStyleTest {
  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<UNetStyle> styles() {
    return Stream.of(
        UNetStyle.STANDARD,
        UNetStyle.DDPM,
        UNetStyle.IDDPM,
        UNetStyle.ADM,
        UNetStyle.DDPM_PLUS_PLUS,
        UNetStyle.NCSN_PLUS_PLUS);
  }

  private static UNetSpec tiny(UNetStyle style) {
    return new UNetSpec(4, List.of(1, 2), 1, List.of(4, 2), 4, 0)
        .withStyle(style.withGroupChannels(2));
  }

  /** Ports for everything at once. */
  private static UNetPorts all(int size, int channels) {
    return UNetPorts.of(size, channels, 3)
        .withOutputChannels(2 * channels)
        .withPicture(channels, true)
        .withAugmentation(9);
  }

  private Conditioning conditioning(DataType type, int channels, int size) {
    Tensor picture = NetworkTrials.noise(engine, type, 2, channels, size, size);
    return new Conditioning(new int[] {1, -1})
        .withPicture(picture, 0.2, 0.7)
        .withAugmentation(NetworkTrials.noise(engine, type, 2, 9));
  }

  @ParameterizedTest
  @MethodSource("styles")
  void anyNumberOfChannelsGoesThroughAndStartsAtZero(UNetStyle style) {
    for (int channels : new int[] {1, 3, 4}) {
      UNet network = new UNet(engine, tiny(style), all(8, channels), DataType.FLOAT32, 1);
      assertThat(network.parameters().count())
          .isEqualTo(UNet.parameterCount(tiny(style), all(8, channels)));
      try (Scope scope = engine.inference()) {
        Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 2, channels, 8, 8);
        Tensor y =
            network.forward(x, new double[] {0.1, -1}, conditioning(DataType.FLOAT32, channels, 4));
        assertThat(y.shape().toArray()).containsExactly(2, 2 * channels, 8, 8);
        assertThat(y.toFloats()).containsOnly(0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("styles")
  void clipsGoThrough(UNetStyle style) {
    UNet network = new UNet(engine, tiny(style), all(4, 1).forClips(), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 1, 3, 4, 4);
      Conditioning low =
          Conditioning.none(1)
              .withPicture(NetworkTrials.noise(engine, DataType.FLOAT32, 1, 1, 3, 2, 2), 0.5);
      Tensor y = network.forward(x, new double[] {0.1}, low);
      assertThat(y.shape().toArray()).containsExactly(1, 2, 3, 4, 4);
    }
  }

  @ParameterizedTest
  @MethodSource("styles")
  void gradientsAgreeWithFiniteDifferences(UNetStyle style) {
    UNet network = new UNet(engine, tiny(style), all(4, 1), DataType.FLOAT64, 1);
    NetworkTrials.stir(engine, network.parameters());
    NetworkTrials.assertDirectionalGradients(
        engine, network.parameters(), () -> loss(network, conditioning(DataType.FLOAT64, 1, 2)));
  }

  private Tensor loss(Network network, Conditioning conditioning) {
    Tensor x = NetworkTrials.noise(engine, DataType.FLOAT64, 2, 1, 4, 4);
    Tensor y = network.forward(x, new double[] {0.3, -0.8}, conditioning);
    return y.subtract(x).square().mean();
  }

  @ParameterizedTest
  @MethodSource("styles")
  void everythingItIsToldChangesTheOutput(UNetStyle style) {
    UNet network = new UNet(engine, tiny(style), all(4, 1), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 2, 1, 4, 4);
      Conditioning told = conditioning(DataType.FLOAT32, 1, 4);
      double[] noise = {0.3, -0.8};
      float[] y = network.forward(x, noise, told).toFloats();
      List<float[]> others =
          List.of(
              network.forward(x, new double[] {0.4, -0.8}, told).toFloats(),
              network.forward(x, noise, told.withoutClasses()).toFloats(),
              network
                  .forward(x, noise, told.withPicture(told.picture().multiply(2), 0.2, 0.7))
                  .toFloats(),
              network.forward(x, noise, told.withPicture(told.picture(), 0.3, 0.7)).toFloats(),
              network
                  .forward(x, noise, told.withAugmentation(told.augmentation().negate()))
                  .toFloats());
      assertThat(network.forward(x, noise, told).toFloats()).isEqualTo(y);
      for (int i = 0; i < others.size(); i++) {
        assertThat(others.get(i)).as("change %d", i).isNotEqualTo(y);
      }
    }
  }

  /** No label is the label of what was left alone; a picture of the same size is taken as it is. */
  @Test
  void augmentationMayBeLeftOutAndPicturesBeOfAnySize() {
    UNet network = new UNet(engine, tiny(UNetStyle.ADM), all(4, 1), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 1, 4, 4);
      Tensor low = engine.full(0.5, x.shape().with(2, 2).with(3, 2), DataType.FLOAT32);
      Tensor high = engine.full(0.5, x.shape(), DataType.FLOAT32);
      Tensor nothing = engine.full(0, x.shape().first(1).then(9), DataType.FLOAT32);
      Conditioning base = Conditioning.none(1);
      double[] noise = {0.3};
      float[] y = network.forward(x, noise, base.withPicture(high, 0.2)).toFloats();
      assertThat(network.forward(x, noise, base.withPicture(low, 0.2)).toFloats()).isEqualTo(y);
      assertThat(
              network
                  .forward(x, noise, base.withPicture(high, 0.2).withAugmentation(nothing))
                  .toFloats())
          .isEqualTo(y);
    }
  }

  @ParameterizedTest
  @MethodSource("styles")
  void dropoutActsInTrainingOnly(UNetStyle style) {
    UNetSpec spec = new UNetSpec(4, List.of(1, 2), 1, List.of(), 4, 0.5).withStyle(style);
    UNet network = new UNet(engine, spec, UNetPorts.of(4, 1), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 1, 4, 4);
      double[] noise = {0.5};
      Conditioning none = Conditioning.none(1);
      float[] y = network.forward(x, noise, none).toFloats();
      assertThat(network.forward(x, noise, none).toFloats()).isEqualTo(y);
      assertThat(network.training(1, false).forward(x, noise, none).toFloats())
          .isEqualTo(network.training(1, true).forward(x, noise, none).toFloats())
          .isNotEqualTo(y);
    }
  }

  @Test
  void wrongNumbersAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNetStyle.ADM.withGroupChannels(0))
        .withMessage("group-channels is 0; it must be 1 or more");
    UNetSpec spec = tiny(UNetStyle.ADM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.withHeads(-1))
        .withMessageStartingWith("heads is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.withEmbedding(3, 16))
        .withMessageStartingWith("noise-channels is 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNet.parameterCount(spec.withHeads(3), UNetPorts.of(4, 1)))
        .withMessage("heads is 3; it must divide the 4 channels where there is attention");
  }
}
