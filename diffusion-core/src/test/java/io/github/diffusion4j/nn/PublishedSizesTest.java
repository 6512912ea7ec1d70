package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.ClassifierSpec.Pooling;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Parameter counts of the published networks. They are integers that hang on every layer, so a
 * network that has them has the published structure.
 */
class PublishedSizesTest {
  private static final List<Integer> ADM_64 = List.of(1, 2, 3, 4);
  private static final List<Integer> ADM_128 = List.of(1, 1, 2, 3, 4);
  private static final List<Integer> ADM_256 = List.of(1, 1, 2, 2, 4, 4);

  /** (1/2, 1, 1, 2, 2, 4, 4) of twice the base channels. */
  private static final List<Integer> ADM_512 = List.of(1, 2, 2, 4, 4, 8, 8);

  private static final List<Integer> ADM_ATTENTION = List.of(32, 16, 8);

  private static UNetSpec spec(
      UNetStyle style, int base, List<Integer> multipliers, int blocks, List<Integer> attention) {
    return new UNetSpec(base, multipliers, blocks, attention, 64, 0).withStyle(style);
  }

  private static UNetSpec adm(int base, List<Integer> multipliers, int blocks) {
    return spec(UNetStyle.ADM, base, multipliers, blocks, ADM_ATTENTION);
  }

  private static UNetPorts learnedVariance(int size) {
    return UNetPorts.of(size, 3).withOutputChannels(6);
  }

  private static UNetPorts imageNet(int size) {
    return UNetPorts.of(size, 3, 1000).alwaysWithClass().withOutputChannels(6);
  }

  private static void assertCount(UNetSpec spec, UNetPorts ports, long expected) {
    assertThat(UNet.parameterCount(spec, ports)).isEqualTo(expected);
  }

  /** Of counts that are known to that many millions. */
  private static void assertMillions(UNetSpec spec, UNetPorts ports, double expected) {
    assertThat(UNet.parameterCount(spec, ports) / 1e6).isCloseTo(expected, within(0.005));
  }

  @Test
  void ddpm() {
    UNetSpec small = spec(UNetStyle.DDPM, 128, List.of(1, 2, 2, 2), 2, List.of(16)).withHeads(1);
    assertCount(small, UNetPorts.of(32, 3), 35_746_307);
    UNetSpec large = spec(UNetStyle.DDPM, 128, ADM_256, 2, List.of(16)).withHeads(1);
    assertCount(large, UNetPorts.of(256, 3), 113_673_219);
  }

  @Test
  void improvedDdpm() {
    List<Integer> attention = List.of(16, 8);
    UNetStyle style = UNetStyle.IDDPM;
    assertMillions(spec(style, 128, List.of(1, 2, 2, 2), 3, attention), learnedVariance(32), 52.55);
    assertMillions(spec(style, 128, ADM_64, 3, attention), learnedVariance(64), 121.06);
    assertMillions(spec(style, 192, ADM_64, 3, attention), imageNet(64), 273.05);
    UNetPorts upsampler = imageNet(256).withPicture(3, false);
    assertMillions(spec(style, 192, ADM_256, 2, attention), upsampler, 279.79);
    // LSUN's is told of the noise as DDPM's is.
    UNetSpec lsun = spec(UNetStyle.DDPM, 128, ADM_256, 2, List.of(16));
    assertThat(UNet.parameterCount(lsun, learnedVariance(256)) / 1e6)
        .isCloseTo(113.7, within(0.05));
  }

  @Test
  void adm() {
    assertCount(adm(192, ADM_64, 3), imageNet(64), 295_904_454);
    assertCount(adm(256, ADM_128, 2).withHeads(4), imageNet(128), 421_529_606);
    assertCount(adm(256, ADM_256, 2), imageNet(256), 553_838_086);
    assertCount(adm(256, ADM_256, 2), learnedVariance(256), 552_814_086);
    assertCount(adm(128, ADM_512, 2).withEmbedding(256, 1024), imageNet(512), 558_997_638);
  }

  @Test
  void admUpsamplers() {
    UNetPorts from64 = imageNet(256).withPicture(3, false);
    assertCount(adm(192, ADM_256, 2).withHeads(4), from64, 311_795_910);
    UNetPorts from128 = imageNet(512).withPicture(3, false);
    UNetSpec half = spec(UNetStyle.ADM, 96, ADM_512, 2, List.of(32, 16));
    assertCount(half.withEmbedding(192, 768), from128, 302_875_782);
  }

  @Test
  void admClassifiers() {
    assertClassifier(adm(128, ADM_64, 4), 64, 65.4);
    assertClassifier(adm(128, ADM_128, 2), 128, 42.6);
    assertClassifier(adm(128, ADM_256, 2), 256, 54.1);
    assertClassifier(adm(64, ADM_512, 2).withEmbedding(128, 512), 512, 54.4);
  }

  private static void assertClassifier(UNetSpec encoder, int size, double millions) {
    ClassifierSpec spec = new ClassifierSpec(encoder, Pooling.ATTENTION, size, 3, 1000);
    assertThat(Classifier.parameterCount(spec) / 1e6).isCloseTo(millions, within(0.05));
  }

  /** The published counts include the layer for the augmentation label. */
  @Test
  void edm() {
    List<Integer> cifar = List.of(2, 2, 2);
    List<Integer> faces = List.of(1, 2, 2, 2);
    UNetPorts without = UNetPorts.of(32, 3).withAugmentation(9);
    UNetPorts with = UNetPorts.of(32, 3, 10).withAugmentation(9);
    UNetPorts large = UNetPorts.of(64, 3).withAugmentation(9);
    assertCount(plusPlus(cifar), without, 55_733_891);
    assertCount(plusPlus(cifar), with, 55_735_299);
    assertCount(plusPlus(faces), large, 61_805_571);
    assertCount(ncsn(cifar), without, 56_397_827);
    assertCount(ncsn(cifar), with, 56_400_643);
    assertCount(ncsn(faces), large, 62_761_091);
    assertCount(adm(192, ADM_64, 3), UNetPorts.of(64, 3, 1000).alwaysWithClass(), 295_899_267);
  }

  private static UNetSpec plusPlus(List<Integer> multipliers) {
    return spec(UNetStyle.DDPM_PLUS_PLUS, 128, multipliers, 4, List.of(16)).withHeads(1);
  }

  private static UNetSpec ncsn(List<Integer> multipliers) {
    return spec(UNetStyle.NCSN_PLUS_PLUS, 128, multipliers, 4, List.of(16))
        .withHeads(1)
        .withEmbedding(256, 512);
  }

  /** A cascade's stage that is told how noisy its low-resolution picture is has two layers more. */
  @Test
  void cascades() {
    UNetSpec spec = adm(192, ADM_64, 3);
    long told = UNet.parameterCount(spec, imageNet(64).withPicture(3, true));
    long untold = UNet.parameterCount(spec, imageNet(64).withPicture(3, false));
    assertThat(told - untold).isEqualTo(192 * 768 + 768 + 768 * 768 + 768);
    assertThat(untold).isEqualTo(295_904_454 + 3 * 9 * 192);
  }
}
