package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine.AdamWStep;

/**
 * What the optimiser does to weights in place, in one pass each.
 *
 * <p>ND4J's own Adam has neither decoupled decay nor gradient scaling; with those around it, it
 * takes four passes and four calls a tensor.
 */
final class Updates {
  private static final int PIECE = 2048;

  private final Slabs slabs;

  Updates(Slabs slabs) {
    this.slabs = slabs;
  }

  private interface Piece {
    void run(int from, int length);
  }

  void lerp(Value target, Value source, float weight) {
    requireFloats("lerp", target);
    pieces(
        target.size(),
        (from, length) -> {
          float[] t = read(target, from, length);
          float[] s = read(source, from, length);
          for (int i = 0; i < length; i++) {
            t[i] += weight * (s[i] - t[i]);
          }
          target.floats().put(from, t);
        });
  }

  void adamW(Value parameter, Value gradient, Value mean, Value variance, AdamWStep step) {
    requireFloats("adamW", parameter);
    float beta1 = (float) step.beta1();
    float beta2 = (float) step.beta2();
    // Not from the floats above: 1 - 0.999f is wrong in its fifth digit.
    float gain1 = (float) (1 - step.beta1());
    float gain2 = (float) (1 - step.beta2());
    float scale = (float) step.gradientScale();
    float keep = (float) (1 - step.learningRate() * step.weightDecay());
    // Bias corrections folded into two numbers: p -= rate * m / (sqrt(v) * spread + epsilon).
    float rate = (float) (step.learningRate() / (1 - Math.pow(step.beta1(), step.iteration())));
    float spread = (float) (1 / Math.sqrt(1 - Math.pow(step.beta2(), step.iteration())));
    float epsilon = (float) step.epsilon();
    pieces(
        parameter.size(),
        (from, length) -> {
          float[] p = read(parameter, from, length);
          float[] g = read(gradient, from, length);
          float[] m = read(mean, from, length);
          float[] v = read(variance, from, length);
          for (int i = 0; i < length; i++) {
            float slope = g[i] * scale;
            m[i] = beta1 * m[i] + gain1 * slope;
            v[i] = beta2 * v[i] + gain2 * slope * slope;
            p[i] = p[i] * keep - rate * m[i] / ((float) Math.sqrt(v[i]) * spread + epsilon);
          }
          parameter.floats().put(from, p);
          mean.floats().put(from, m);
          variance.floats().put(from, v);
        });
  }

  double sumOfSquares(Value value) {
    double sum = 0;
    if (value.type() == DataType.FLOAT64) {
      for (int i = 0; i < value.size(); i++) {
        double x = value.storage.doubles().get(i);
        sum += x * x;
      }
      return sum;
    }
    for (int from = 0; from < value.size(); from += PIECE) {
      for (float x : read(value, from, Math.min(PIECE, value.size() - from))) {
        sum += (double) x * x;
      }
    }
    return sum;
  }

  private void pieces(int size, Piece piece) {
    slabs.each(
        (size + PIECE - 1) / PIECE,
        size,
        (first, last) -> {
          for (int i = first; i < last; i++) {
            piece.run(i * PIECE, Math.min(PIECE, size - i * PIECE));
          }
        });
  }

  private static float[] read(Value value, int from, int length) {
    float[] piece = new float[length];
    value.floats().get(from, piece);
    return piece;
  }

  private static void requireFloats(String operation, Value value) {
    if (value.type() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          operation + " works on FLOAT32 tensors; FLOAT64 is for references");
    }
  }
}
