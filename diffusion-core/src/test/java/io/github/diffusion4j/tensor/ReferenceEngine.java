package io.github.diffusion4j.tensor;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The meaning of every operation in plain loops over doubles, without gradients: the oracle that
 * engines are tested against. It also keeps the books of scopes, so tests can see what leaks and
 * what is used after it was freed. FLOAT32 tensors are rounded after each operation. Not
 * thread-safe.
 */
public final class ReferenceEngine implements Engine {
  private final Deque<Frame> frames = new ArrayDeque<>();
  private long live;

  /** Opens one, with the outermost frame that parameters and unscoped tensors belong to. */
  public ReferenceEngine() {
    frames.push(new Frame());
  }

  private final class Values extends Tensor {
    private final double[] data;
    private boolean freed;

    Values(double[] data, Shape shape, DataType type, Frame owner) {
      super(ReferenceEngine.this, shape, type);
      if (data.length != shape.size()) {
        throw new ShapeException(data.length + " values do not fill shape " + shape);
      }
      this.data = data;
      round();
      owner.owned.add(this);
      live += bytes();
    }

    private void round() {
      if (type() == DataType.FLOAT32) {
        Arrays.setAll(data, i -> (float) data[i]);
      }
    }

    private long bytes() {
      return (type() == DataType.FLOAT32 ? 4L : 8L) * data.length;
    }

    @Override
    public double[] toDoubles() {
      return data(this).clone();
    }

    @Override
    public float[] toFloats() {
      float[] result = new float[data(this).length];
      for (int i = 0; i < result.length; i++) {
        result[i] = (float) data[i];
      }
      return result;
    }
  }

  private final class Frame implements Scope {
    private final Set<Values> owned = new HashSet<>();

    @Override
    public Tensor keep(Tensor tensor) {
      Frame outer = frames.stream().dropWhile(frame -> frame != this).skip(1).findFirst().get();
      owned.remove(tensor);
      outer.owned.add((Values) tensor);
      return tensor;
    }

    @Override
    public void close() {
      if (frames.contains(this)) {
        if (frames.pop() != this) {
          throw new IllegalStateException("an inner scope is still open");
        }
        for (Values tensor : owned) {
          tensor.freed = true;
          live -= tensor.bytes();
        }
      }
    }
  }

  private static double[] data(Tensor tensor) {
    Values values = (Values) tensor;
    if (values.freed) {
      throw new IllegalStateException("the scope of " + tensor + " was closed");
    }
    return values.data;
  }

  private Tensor make(double[] values, Shape shape, DataType type) {
    return new Values(values, shape, type, frames.peek());
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Tensor tensor(float[] values, Shape shape) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return make(doubles, shape, DataType.FLOAT32);
  }

  @Override
  public Tensor tensor(double[] values, Shape shape, DataType type) {
    return make(values.clone(), shape, type);
  }

  @Override
  public Tensor full(double value, Shape shape, DataType type) {
    double[] values = new double[shape.size()];
    Arrays.fill(values, value);
    return make(values, shape, type);
  }

  @Override
  public Tensor parameter(Tensor initial) {
    return new Values(initial.toDoubles(), initial.shape(), initial.type(), frames.peekLast());
  }

  @Override
  public void assign(Tensor target, Tensor source) {
    lerp(target, source, 1);
  }

  @Override
  public double sumOfSquares(Tensor tensor) {
    double sum = 0;
    for (double x : tensor.toDoubles()) {
      sum += x * x;
    }
    return sum;
  }

  @Override
  public void lerp(Tensor target, Tensor source, double weight) {
    double[] from = data(source);
    double[] to = data(target);
    if (!target.shape().equals(source.shape()) || target.type() != source.type()) {
      throw new ShapeException("lerp: " + target + " and " + source + " must be alike");
    }
    Arrays.setAll(to, i -> weight == 1 ? from[i] : to[i] + weight * (from[i] - to[i]));
    ((Values) target).round();
  }

  @Override
  public void adamW(
      Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, AdamWStep step) {
    double[] p = data(parameter);
    double[] m = data(mean);
    double[] v = data(variance);
    for (int i = 0; i < p.length; i++) {
      double g = data(gradient)[i] * step.gradientScale();
      m[i] = step.beta1() * m[i] + (1 - step.beta1()) * g;
      v[i] = step.beta2() * v[i] + (1 - step.beta2()) * g * g;
      double unbiasedMean = m[i] / (1 - Math.pow(step.beta1(), step.iteration()));
      double unbiasedVariance = v[i] / (1 - Math.pow(step.beta2(), step.iteration()));
      double move = unbiasedMean / (Math.sqrt(unbiasedVariance) + step.epsilon());
      p[i] -= step.learningRate() * (move + step.weightDecay() * p[i]);
    }
    List.of(parameter, mean, variance).forEach(tensor -> ((Values) tensor).round());
  }

  @Override
  public Scope scope() {
    Frame frame = new Frame();
    frames.push(frame);
    return frame;
  }

  @Override
  public Scope inference() {
    return scope();
  }

  @Override
  public List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    throw new UnsupportedOperationException("the reference engine computes no gradients");
  }

  @Override
  public List<double[]> factorise(Factorisation kind, double[] matrix, Shape shape) {
    return ReferenceFactorisations.run(kind, matrix, shape);
  }

  @Override
  public long memoryBytes() {
    return live;
  }

  @Override
  public void close() {
    while (!frames.isEmpty()) {
      frames.peek().close();
    }
  }

  @Override
  public Tensor apply(Op op, List<Tensor> inputs, Shape output) {
    double[] result = new double[output.size()];
    ReferenceArray[] in =
        inputs.stream()
            .map(t -> new ReferenceArray(data(t), t.shape()))
            .toArray(ReferenceArray[]::new);
    ReferenceKernels.run(op, in, new ReferenceArray(result, output));
    return make(result, output, inputs.get(0).type());
  }
}
