package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import java.util.function.ToDoubleFunction;

/**
 * Normalisation over the last dimension, scale and shift in one pass over the data: layer
 * normalisation, and without mean and shift root-mean-square normalisation.
 *
 * @param <O> one of the two
 */
final class RowNormKernel<O extends Op> implements Kernel<O> {
  /** Rows whose parameter gradients are added up before they count as one. */
  private static final int ROWS = 64;

  private final Slabs slabs;
  private final boolean centred;
  private final ToDoubleFunction<O> epsilon;

  RowNormKernel(Slabs slabs, boolean centred, ToDoubleFunction<O> epsilon) {
    this.slabs = slabs;
    this.centred = centred;
    this.epsilon = epsilon;
  }

  /** Mean and reciprocal deviation of each row. */
  private record Moments(float[] mean, float[] reciprocal) {}

  @Override
  public Value forward(Call<O> call) {
    Value result = call.allocate(call.shape);
    int width = call.shape.dim(-1);
    int rows = call.shape.size() / width;
    Moments moments = new Moments(new float[rows], new float[rows]);
    call.saved = moments;
    float[] scale = call.inputs[1].toFloats();
    float[] shift = centred ? call.inputs[2].toFloats() : new float[width];
    double added = epsilon.applyAsDouble(call.op);
    slabs.each(
        rows,
        3L * call.shape.size(),
        (first, last) -> {
          float[] x = new float[width];
          float[] squares = new float[width];
          float[] scratch = Sums.scratch(width);
          for (int row = first; row < last; row++) {
            call.input().floats().get(row * width, x);
            float mean = centred ? Sums.of(x, 0, width, scratch) / width : 0;
            square(x, mean, squares);
            double variance = Sums.of(squares, 0, width, scratch) / (double) width;
            float reciprocal = (float) (1 / Math.sqrt(variance + added));
            moments.mean[row] = mean;
            moments.reciprocal[row] = reciprocal;
            normalise(x, mean, reciprocal);
            scaleAndShift(x, scale, shift);
            result.floats().put(row * width, x);
          }
        });
    return result;
  }

  /**
   * With h = (x - mean) * r and u = gradient * scale, the gradient of x is {@code r * (u - mean(u)
   * - h * mean(u * h))}, without the mean of u where x is not centred.
   */
  @Override
  public Value[] backward(Call<O> call, Value gradient) {
    Value result = call.allocate(call.shape);
    int width = call.shape.dim(-1);
    int rows = call.shape.size() / width;
    Moments moments = (Moments) call.saved;
    float[] scale = call.inputs[1].toFloats();
    int stretches = (rows + ROWS - 1) / ROWS;
    float[][] scaleParts = new float[stretches][];
    float[][] shiftParts = new float[stretches][];
    slabs.each(
        stretches,
        3L * call.shape.size(),
        (first, last) -> {
          float[] x = new float[width];
          float[] g = new float[width];
          float[] products = new float[width];
          float[] scratch = Sums.scratch(width);
          for (int i = first; i < last; i++) {
            scaleParts[i] = new float[width];
            shiftParts[i] = new float[width];
            for (int row = i * ROWS; row < Math.min(rows, (i + 1) * ROWS); row++) {
              call.input().floats().get(row * width, x);
              gradient.floats().get(row * width, g);
              normalise(x, moments.mean[row], moments.reciprocal[row]);
              addProducts(scaleParts[i], g, x);
              add(shiftParts[i], g);
              multiply(g, scale, g);
              multiply(g, x, products);
              float along = Sums.of(products, 0, width, scratch) / width;
              float mean = centred ? Sums.of(g, 0, width, scratch) / width : 0;
              combine(x, g, moments.reciprocal[row], mean, along);
              result.floats().put(row * width, x);
            }
          }
        });
    Value[] all = new Value[call.inputs.length];
    all[0] = result;
    all[1] = total(call, scaleParts);
    if (centred) {
      all[2] = total(call, shiftParts);
    }
    return all;
  }

  private static Value total(Call<?> call, float[][] parts) {
    double[] sums = new double[call.shape.dim(-1)];
    for (float[] part : parts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    Value result = call.allocate(Shape.of(sums.length));
    result.put(sums);
    return result;
  }

  // Each loop in a method of its own: the compiler does them best so.

  private static void square(float[] x, float mean, float[] squares) {
    for (int i = 0; i < x.length; i++) {
      float d = x[i] - mean;
      squares[i] = d * d;
    }
  }

  private static void normalise(float[] x, float mean, float reciprocal) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - mean) * reciprocal;
    }
  }

  private static void scaleAndShift(float[] x, float[] scale, float[] shift) {
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] * scale[i] + shift[i];
    }
  }

  private static void addProducts(float[] sums, float[] a, float[] b) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += a[i] * b[i];
    }
  }

  private static void add(float[] sums, float[] a) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += a[i];
    }
  }

  private static void multiply(float[] a, float[] b, float[] products) {
    for (int i = 0; i < a.length; i++) {
      products[i] = a[i] * b[i];
    }
  }

  private static void combine(float[] x, float[] u, float reciprocal, float mean, float along) {
    for (int i = 0; i < x.length; i++) {
      x[i] = reciprocal * (u[i] - mean - x[i] * along);
    }
  }
}
