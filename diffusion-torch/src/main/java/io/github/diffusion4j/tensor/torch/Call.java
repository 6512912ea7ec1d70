package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a kernel is given.
 *
 * @param scope the innermost one, or null
 * @param operands the tensors
 * @param values what to compute with for each of them
 * @param shape of the result
 * @param recording whether the result goes on the tape if an operand carries gradients
 */
record Call(
    TorchEngine engine,
    TorchScope scope,
    TorchTensor[] operands,
    Tensor[] values,
    Shape shape,
    boolean recording) {

  /** Returns an operand as it is: in BFLOAT16, if a product of that precision made it. */
  Tensor in(int operand) {
    return values[operand];
  }

  /** Returns an operand for sums and functions that need all the digits they can get. */
  Tensor exact(int operand) {
    Tensor value = values[operand];
    return isRounded(value) ? value.to(ScalarType.Float) : value;
  }

  /** Returns an operand for products: rounded, if that is the engine's precision. */
  Tensor rounded(int operand) {
    Tensor value = values[operand];
    if (!engine.rounds() || type() != DataType.FLOAT32) {
      return value;
    }
    if (operands[operand].parameter && scope != null) {
      return scope.rounded.of(operands[operand]);
    }
    return value.to(ScalarType.BFloat16);
  }

  /** Tells whether a tensor holds BFLOAT16, which to callers is FLOAT32. */
  static boolean isRounded(Tensor value) {
    return value.scalar_type().intern() == ScalarType.BFloat16;
  }

  DataType type() {
    return operands[0].type();
  }

  Shape shapeOf(int operand) {
    return operands[operand].shape();
  }

  int count() {
    return values.length;
  }

  /**
   * Returns zeros as a result that does not depend on the operands but is on the tape like any
   * other: gradients of what is computed from it can be asked for, and are zero.
   */
  Tensor zeros() {
    Tensor zeros = torch.zeros(shape.toLongs(), engine.hardware().options(type()));
    boolean carried = false;
    for (Tensor value : values) {
      carried |= value.requires_grad();
    }
    zeros.set_requires_grad(recording && carried);
    return zeros;
  }
}
