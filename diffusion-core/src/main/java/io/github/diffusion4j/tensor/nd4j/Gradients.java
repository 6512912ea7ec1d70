package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The backward pass: walks the tape from the loss in reverse order and gives buffers back as soon
 * as a gradient has been passed on.
 */
final class Gradients {
  private final Nd4jEngine engine;

  /** Steps up to this number are not walked through: what they made is where the walk ends. */
  private final long since;

  private final Map<Nd4jTensor, Value> gradients = new IdentityHashMap<>();

  /** How many of the gradients above look at each buffer. */
  private final Map<Storage, Integer> users = new IdentityHashMap<>();

  private final PriorityQueue<Nd4jTensor> open =
      new PriorityQueue<>(Comparator.comparingLong((Nd4jTensor t) -> t.made.sequence()).reversed());

  Gradients(Nd4jEngine engine, long since) {
    this.engine = engine;
    this.since = since;
  }

  List<Tensor> of(Nd4jTensor loss, List<Nd4jTensor> parameters) {
    Value one = engine.allocate(loss.type(), loss.shape());
    one.array().assign(1);
    walkFrom(loss, one);
    List<Tensor> result = new ArrayList<>(parameters.size());
    for (Nd4jTensor parameter : parameters) {
      Value gradient = gradients.get(parameter);
      if (gradient == null) {
        gradient = engine.allocate(parameter.type(), parameter.shape());
        gradient.array().assign(0);
      }
      result.add(engine.tensorOf(gradient));
    }
    return result;
  }

  private void walkFrom(Nd4jTensor root, Value gradient) {
    receive(root, gradient);
    while (!open.isEmpty()) {
      Nd4jTensor tensor = open.poll();
      if (tensor.made instanceof Nd4jTensor.Checkpointed made) {
        runAgain(tensor, made);
      } else {
        pass(tensor, (Nd4jTensor.Recorded) tensor.made);
      }
    }
  }

  /**
   * Runs a block once more, this time recorded, and walks through it to what it took from outside.
   */
  private void runAgain(Nd4jTensor tensor, Nd4jTensor.Checkpointed made) {
    Value gradient = gradients.remove(tensor);
    tensor.made = null;
    Map<Nd4jTensor, Value> reached = new IdentityHashMap<>();
    try (Nd4jScope inner = engine.enter(true)) {
      Gradients within = new Gradients(engine, made.sequence());
      // Others out here may still look at the gradient, so it must not be added to in place.
      within.users.put(gradient.storage, 1);
      within.walkFrom(engine.mine(made.block().get()), gradient);
      within.gradients.forEach(
          (end, value) -> {
            if (end.carriesGradient()) {
              reached.put(end, value);
              inner.keep(value.storage);
            }
          });
    }
    reached.forEach(this::receive);
    drop(gradient);
  }

  private void pass(Nd4jTensor tensor, Nd4jTensor.Recorded made) {
    Call<Op> call = made.call();
    Value gradient = arranged(gradients.remove(tensor), call.output.layout);
    Value[] passed =
        call.shape.size() == 0
            ? nothing(call)
            : engine.kernels().of(call.op).backward(call, gradient);
    tensor.made = null;
    for (int i = 0; i < passed.length; i++) {
      if (call.wanted[i]) {
        receive(made.inputs().get(i), passed[i]);
      }
    }
    drop(gradient);
  }

  /** What an empty result says of its inputs. */
  private static Value[] nothing(Call<Op> call) {
    Value[] zeros = new Value[call.inputs.length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = call.zeros(call.inputs[i].shape);
    }
    return zeros;
  }

  private void receive(Nd4jTensor tensor, Value gradient) {
    users.merge(gradient.storage, 1, Integer::sum);
    Value earlier = gradients.get(tensor);
    if (earlier == null) {
      gradients.put(tensor, gradient);
      if (tensor.made != null && tensor.made.sequence() > since) {
        open.add(tensor);
      }
      return;
    }
    if (gradient.size() == 0) {
      drop(gradient);
      return;
    }
    Value sum = earlier;
    if (users.get(earlier.storage) > 1) {
      sum = engine.allocate(earlier.type(), earlier.shape).in(earlier.layout);
      users.put(sum.storage, 1);
    }
    Value fitting = arranged(gradient, earlier.layout);
    Nd4jOps.add(earlier, fitting, sum);
    gradients.put(tensor, sum);
    if (sum != earlier) {
      drop(earlier);
    }
    drop(fitting);
  }

  /** Returns the gradient in another layout, and drops it if that is a copy. */
  private Value arranged(Value gradient, Layout layout) {
    Value fitting = engine.arranged(gradient, layout);
    if (fitting != gradient) {
      users.merge(fitting.storage, 1, Integer::sum);
      drop(gradient);
    }
    return fitting;
  }

  private void drop(Value gradient) {
    if (users.merge(gradient.storage, -1, Integer::sum) == 0) {
      users.remove(gradient.storage);
      engine.releaseEarly(gradient.storage);
    }
  }
}
