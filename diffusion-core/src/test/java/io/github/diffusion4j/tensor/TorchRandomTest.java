package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The numbers that PyTorch 2 prints for the same seeds. */
class TorchRandomTest {
  private static final float[] SEED_0 = {
    -1.1258398f, -1.1523602f, -.25057858f, -.43387884f, .8487103f, .69200927f, -.31601277f,
    -2.1152196f, .32227501f, -1.2633348f, .34998319f, .30813393f, .11984151f, 1.2376579f,
    1.1167772f, -.24727772f
  };
  private static final float[] SEED_0_OF_20 = {
    -1.1258398f, -1.1523602f, -.25057858f, -.43387884f, .59883952f, -1.5550952f, -.34136036f,
    1.8530061f, .46809641f, -.15771241f, 1.4436603f, .26604941f, 1.3893663f, 1.5863342f,
    .94629842f, -.84367692f, .93182665f, 1.2590092f, 2.0049806f, .053736899f
  };

  private static void assertNear(float[] actual, float... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("number %s of %s", i, expected.length)
          .isCloseTo(expected[i], Offset.offset(5e-7f));
    }
  }

  @Test
  void drawsUniformNumbers() {
    assertNear(
        new TorchRandom(0).uniforms(6),
        .49625659f,
        .7682218f,
        .088477433f,
        .13203049f,
        .30742282f,
        .63407868f);
  }

  @Test
  void drawsNormalNumbersInBlocks() {
    assertNear(new TorchRandom(0).normals(16), SEED_0);
    assertNear(new TorchRandom(0).normals(20), SEED_0_OF_20);
    assertNear(
        Arrays.copyOf(new TorchRandom(33).normals(16), 4),
        .60137385f,
        .10874145f,
        -.44987503f,
        .78414679f);
  }

  @Test
  void drawsFewNormalNumbersOneByOne() {
    float[] expected = {
      1.5410f, -.2934f, -2.1788f, .5684f, -1.0845f, -1.3986f, .4033f, .8380f, -.7193f
    };
    float[] actual = new TorchRandom(0).normals(9);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("number %s", i).isCloseTo(expected[i], Offset.offset(5.1e-5f));
    }
    assertThat(new TorchRandom(42).normals(3)[0]).isCloseTo(.3367f, Offset.offset(5.1e-5f));
  }

  /** The second of a pair is kept for the next call of the same kind, over others in between. */
  @Test
  void keepsTheSecondOfAPair() {
    float[] whole = new TorchRandom(7).normals(2);
    TorchRandom parts = new TorchRandom(7);
    assertThat(parts.normals(1)[0]).isEqualTo(whole[0]);
    parts.normals(32);
    assertThat(parts.normals(1)[0]).isEqualTo(whole[1]);
  }

  @Test
  void drawsWholeNumbersAndOrders() {
    assertThat(new TorchRandom(0).integers(10, 10)).containsExactly(4, 9, 3, 0, 3, 9, 7, 3, 7, 3);
    assertThat(new TorchRandom(0).permutation(10)).containsExactly(4, 1, 7, 5, 3, 9, 0, 8, 6, 2);
    assertThat(new TorchRandom(0).permutation(0)).isEmpty();
  }

  /** Known of MT19937 (the C++ standard, 26.6.5): word 10,000 of seed 5489. */
  @Test
  void isTheMersenneTwister() {
    TorchRandom random = new TorchRandom(5489);
    random.uniforms(9999);
    long word = 4_123_659_995L;
    assertThat(random.uniforms(1)[0]).isEqualTo((word & 0xFFFFFF) * 0x1.0p-24f);
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> new TorchRandom(0).normals(-1)).hasMessageContaining("count is -1");
    assertThatThrownBy(() -> new TorchRandom(0).integers(0, 1)).hasMessageContaining("bound is 0");
    assertThatThrownBy(() -> new TorchRandom(0).integers((1 << 28) + 1, 1))
        .hasMessageContaining("versions differ");
  }
}
