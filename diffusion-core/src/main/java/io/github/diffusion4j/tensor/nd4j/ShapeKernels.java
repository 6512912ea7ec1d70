package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Rearrangement;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations that move or add up elements. */
final class ShapeKernels {
  private ShapeKernels() {}

  /** The same buffer under another shape. */
  static final class Reshape implements Kernel<Rearrangement.Reshape> {
    @Override
    public Value forward(Call<Rearrangement.Reshape> call) {
      return call.input().reshaped(call.shape);
    }

    @Override
    public Value[] backward(Call<Rearrangement.Reshape> call, Value gradient) {
      return new Value[] {gradient.reshaped(call.input().shape)};
    }
  }

  /** Copies the elements in the new order. */
  static final class Permute implements Kernel<Rearrangement.Permute> {
    @Override
    public Value forward(Call<Rearrangement.Permute> call) {
      int[] order = call.op.order().stream().mapToInt(Integer::intValue).toArray();
      return permuted(call, call.input(), order, call.shape);
    }

    @Override
    public Value[] backward(Call<Rearrangement.Permute> call, Value gradient) {
      int[] inverse = new int[call.shape.rank()];
      for (int i = 0; i < inverse.length; i++) {
        inverse[call.op.order().get(i)] = i;
      }
      return new Value[] {permuted(call, gradient, inverse, call.input().shape)};
    }

    private static Value permuted(Call<?> call, Value from, int[] order, Shape shape) {
      Value result = call.allocate(shape);
      INDArray view = order.length == 0 ? from.array() : from.array().permute(order);
      result.array().assign(view);
      return result;
    }
  }

  /**
   * Copies runs of memory: everything from the joined dimension inwards is contiguous, in a blocked
   * array too as long as whole blocks of channels are joined.
   */
  static final class Concat implements Kernel<Rearrangement.Concat> {
    private final Slabs slabs;

    Concat(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Layout takes(Call<Rearrangement.Concat> call, int input) {
      boolean blocked =
          call.op.dimension() <= 1
              && Arrays.stream(call.inputs).anyMatch(x -> x.layout == Layout.BLOCKED)
              && Arrays.stream(call.inputs)
                  .allMatch(x -> Layout.blockedIfFits(x.shape) == Layout.BLOCKED);
      return blocked ? Layout.BLOCKED : Layout.PLAIN;
    }

    @Override
    public Value forward(Call<Rearrangement.Concat> call) {
      Value result = call.allocate(call.shape, call.input().layout);
      int offset = 0;
      for (Value input : call.inputs) {
        int run = Runs.length(input.shape, call.op.dimension());
        if (run > 0) {
          Runs.copy(slabs, input, 0, run, result, offset, runOf(call), run);
        }
        offset += run;
      }
      return result;
    }

    @Override
    public Value[] backward(Call<Rearrangement.Concat> call, Value gradient) {
      Value[] result = new Value[call.inputs.length];
      int offset = 0;
      for (int i = 0; i < result.length; i++) {
        int run = Runs.length(call.inputs[i].shape, call.op.dimension());
        if (call.wanted[i]) {
          result[i] = call.allocate(call.inputs[i].shape, gradient.layout);
          if (run > 0) {
            Runs.copy(slabs, gradient, offset, runOf(call), result[i], 0, run, run);
          }
        }
        offset += run;
      }
      return result;
    }

    private static int runOf(Call<Rearrangement.Concat> call) {
      return Runs.length(call.shape, call.op.dimension());
    }
  }

  /** Copies runs of memory out, and back into zeros; of a blocked array whole blocks. */
  static final class Slice implements Kernel<Rearrangement.Slice> {
    private final Slabs slabs;

    Slice(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Layout takes(Call<Rearrangement.Slice> call, int input) {
      int dimension = call.op.dimension();
      boolean whole =
          dimension == 0
              || (dimension == 1
                  && call.op.from() % Layout.BLOCKED.lanes == 0
                  && call.shape.dim(1) % Layout.BLOCKED.lanes == 0);
      return whole ? call.input().layout : Layout.PLAIN;
    }

    @Override
    public Value forward(Call<Rearrangement.Slice> call) {
      Value result = call.allocate(call.shape, call.input().layout);
      int run = Runs.length(call.shape, call.op.dimension());
      int whole = Runs.length(call.input().shape, call.op.dimension());
      Runs.copy(slabs, call.input(), offset(call), whole, result, 0, run, run);
      return result;
    }

    @Override
    public Value[] backward(Call<Rearrangement.Slice> call, Value gradient) {
      Value result = call.zeros(call.input().shape).in(gradient.layout);
      int run = Runs.length(call.shape, call.op.dimension());
      int whole = Runs.length(call.input().shape, call.op.dimension());
      Runs.copy(slabs, gradient, 0, run, result, offset(call), whole, run);
      return new Value[] {result};
    }

    private static int offset(Call<Rearrangement.Slice> call) {
      int length = call.shape.dim(call.op.dimension());
      return Runs.length(call.shape, call.op.dimension()) / length * call.op.from();
    }
  }
}
