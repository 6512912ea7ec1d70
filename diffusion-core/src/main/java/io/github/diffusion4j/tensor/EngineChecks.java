package io.github.diffusion4j.tensor;

import java.util.List;
import java.util.function.Predicate;

/** What every engine refuses, in the same words: for those who write one. */
public final class EngineChecks {
  private EngineChecks() {}

  /**
   * Checks that values fill a shape.
   *
   * @throws ShapeException if not
   */
  public static void requireCount(int count, Shape shape) {
    if (count != shape.size()) {
      throw new ShapeException(
          "tensor: "
              + count
              + " values do not fill shape "
              + shape
              + ", which has "
              + shape.size());
    }
  }

  /**
   * Checks that tensors have one shape and one type.
   *
   * @throws ShapeException if not
   */
  public static void requireAlike(String operation, Tensor first, Tensor... others) {
    for (Tensor other : others) {
      if (!first.shape().equals(other.shape()) || first.type() != other.type()) {
        throw new ShapeException(operation + ": " + first + " and " + other + " must be alike");
      }
    }
  }

  /**
   * Checks that a tensor belongs to an engine.
   *
   * @throws IllegalArgumentException if it is another's
   */
  public static void requireOwn(Engine engine, Tensor tensor) {
    if (tensor.engine() != engine) {
      throw new IllegalArgumentException(
          tensor + " belongs to another engine; copy its values over with toFloats and tensor");
    }
  }

  /**
   * Checks what gradients are asked of.
   *
   * @param recorded whether the loss is on a tape that is not used up
   * @throws ShapeException if the loss holds more than one element
   * @throws IllegalArgumentException if it was not recorded
   */
  public static void requireLoss(Tensor loss, boolean recorded) {
    if (loss.shape().size() != 1) {
      throw new ShapeException(
          "gradients: the loss has shape " + loss.shape() + "; sum or average it to one element");
    }
    if (!recorded) {
      throw new IllegalArgumentException(
          "gradients: the loss was not recorded: it depends on no parameter, was computed outside"
              + " a scope or in an inference scope, or its tape is used up");
    }
  }

  /**
   * Checks that gradients are asked for parameters.
   *
   * @throws IllegalArgumentException if one is none
   */
  public static <T extends Tensor> void requireParameters(
      List<T> tensors, Predicate<T> isParameter) {
    for (T tensor : tensors) {
      if (!isParameter.test(tensor)) {
        throw new IllegalArgumentException(
            "gradients: " + tensor + " is not a parameter; make one of it with Engine.parameter");
      }
    }
  }

  /** Returns what to throw where a tensor is used that is freed. */
  public static IllegalStateException usedAfterScope(Tensor tensor) {
    return new IllegalStateException(
        tensor
            + " was used after its scope closed; keep it with Scope.keep, or copy its values out"
            + " before the scope ends");
  }

  /**
   * Checks that the innermost scope of a thread closes, on the thread that opened it.
   *
   * @param innermost whether it is that thread's innermost
   * @throws IllegalStateException if not
   */
  public static void requireMayClose(Thread owner, boolean innermost) {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "a scope closes on the thread that opened it, " + owner.getName());
    }
    if (!innermost) {
      throw new IllegalStateException(
          "scopes close in the reverse order of their opening; use try-with-resources");
    }
  }
}
