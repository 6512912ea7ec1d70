package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a network is told and has no room for, and what it misses. */
class UNetInputTest {
  private static final UNetSpec SPEC = new UNetSpec(4, List.of(1, 2), 1, List.of(), 4, 0);

  private final Engine engine = new ReferenceEngine();
  private final Tensor x = engine.zeros(Shape.of(2, 1, 4, 4));
  private final Conditioning none = Conditioning.none(2);

  private void join(UNetPorts ports, Conditioning conditioning) {
    new UNetInput(SPEC, ports).join(x, new double[2], conditioning);
  }

  @Test
  void whatThereIsNoPortForIsRefused() {
    UNetPorts plain = UNetPorts.of(4, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> join(plain, none.withPicture(x)))
        .withMessageContaining("the network takes no conditioning picture, and one was given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> join(plain.withPicture(1, false), none.withPicture(x, 0.1, 0.2)))
        .withMessageContaining("takes no noise level of a conditioning picture");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> join(plain, none.withAugmentation(engine.zeros(Shape.of(2, 9)))))
        .withMessageContaining("takes no augmentation label");
  }

  @Test
  void whatIsMissingIsNamed() {
    UNetPorts ports = UNetPorts.of(4, 1).withPicture(1, true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> join(ports, none))
        .withMessageContaining("goes by a conditioning picture, and none was given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> join(ports, none.withPicture(x)))
        .withMessageContaining("goes by the noise level of a conditioning picture");
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    UNetPorts ports = UNetPorts.of(4, 1).withPicture(3, false).withAugmentation(9);
    assertThatThrownBy(() -> join(ports, none.withPicture(x)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("conditioning picture [2, 1, 4, 4]")
        .hasMessageContaining("expected [N, 3, H, W] of any height and width");
    assertThatThrownBy(() -> join(ports, none.withAugmentation(engine.zeros(Shape.of(2, 8)))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("augmentation label [2, 8] does not fit; expected [N, 9]");
    assertThatThrownBy(() -> join(UNetPorts.of(4, 1), Conditioning.none(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("2 noise levels and 3 labels");
  }

  @Test
  void classesThatDoNotFitAreNamed() {
    Parameters shapes = Parameters.shapesOnly();
    UNetPorts always = UNetPorts.of(4, 1, 3).alwaysWithClass();
    Embeddings sure = Embeddings.of(shapes.in("a"), SPEC, always);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sure.forward(x, new double[2], none))
        .withMessageContaining("each have one; give a class from 0 to 2");
    Embeddings without = Embeddings.of(shapes.in("b"), SPEC, UNetPorts.of(4, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> without.forward(x, new double[2], new Conditioning(new int[] {0, 1})))
        .withMessage("label 0 is unknown to the network; it has no classes");
  }

  @Test
  void portsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNetPorts.of(4, 0))
        .withMessage("channels is 0; it must be 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNetPorts.of(4, 1).withPicture(0, true))
        .withMessageStartingWith("picture channels is 0");
  }
}
