package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.EngineChecks;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A tensor of the ND4J engine: an array, the scope that owns it, and how it was made. */
final class Nd4jTensor extends Tensor {
  private final Value value;

  /** How it was computed from tensors that carry gradients; null for all others. */
  Made made;

  /** Whether gradients can be asked for it. */
  final boolean parameter;

  private volatile boolean alive = true;

  /** A step on the tape; steps are numbered as they happen. */
  sealed interface Made {
    long sequence();
  }

  /** An operation, with what its backward pass needs. */
  record Recorded(long sequence, Call<Op> call, List<Nd4jTensor> inputs) implements Made {}

  /** A whole computation of which only the result was kept; its backward pass runs it again. */
  record Checkpointed(long sequence, Supplier<Tensor> block) implements Made {}

  Nd4jTensor(Nd4jEngine engine, Value value, boolean parameter) {
    super(engine, value.shape, value.type());
    this.value = value;
    this.parameter = parameter;
  }

  boolean carriesGradient() {
    return parameter || made != null;
  }

  /** The array, if its scope is still open. */
  Value value() {
    if (!alive) {
      throw EngineChecks.usedAfterScope(this);
    }
    return value;
  }

  void die() {
    alive = false;
    made = null;
  }

  @Override
  public float[] toFloats() {
    if (type() == DataType.FLOAT32) {
      return value().toFloats();
    }
    double[] doubles = toDoubles();
    float[] result = new float[doubles.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) doubles[i];
    }
    return result;
  }

  @Override
  public void read(int from, float[] into) {
    Value value = value();
    if (type() == DataType.FLOAT32 && value.layout == Layout.PLAIN) {
      Objects.checkFromIndexSize(from, into.length, value.size());
      value.floats().get(from, into);
    } else {
      super.read(from, into);
    }
  }

  @Override
  public double[] toDoubles() {
    return value().toDoubles();
  }
}
