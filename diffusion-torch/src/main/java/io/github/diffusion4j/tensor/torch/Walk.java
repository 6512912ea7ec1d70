package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The backward pass. LibTorch walks its tape by itself; where blocks have to run again, the tape is
 * in pieces, and this walks from piece to piece, the latest first.
 *
 * <p>A piece ends at parameters and at results of such blocks. When all gradients of a result are
 * known, its block runs again, recorded, and gradients are passed to what it took from outside:
 * parameters, or tensors of earlier pieces.
 */
final class Walk implements AutoCloseable {
  private final TorchEngine engine;
  private final List<TorchTensor> parameters;

  /** Tensors up to this number are not of this walk: gradients that get there have arrived. */
  private final long since;

  /** The second run that this walk goes through, or null. */
  private final Replay replay;

  // In the order of arrival, so that sums come out the same each time.
  private final Map<TorchTensor, org.bytedeco.pytorch.Tensor> open = new LinkedHashMap<>();
  private final Map<TorchTensor, org.bytedeco.pytorch.Tensor> arrived = new LinkedHashMap<>();

  private Walk(TorchEngine engine, List<TorchTensor> parameters, long since, Replay replay) {
    this.engine = engine;
    this.parameters = parameters;
    this.since = since;
    this.replay = replay;
  }

  /** Returns the gradients of a recorded scalar. */
  static List<Tensor> gradients(TorchEngine engine, TorchTensor loss, List<TorchTensor> leaves) {
    List<TorchTensor> once = leaves.stream().distinct().toList();
    try (Walk walk = new Walk(engine, once, 0, null)) {
      org.bytedeco.pytorch.Tensor value = loss.value();
      walk.receive(loss, Native.one(false, () -> torch.ones_like(value)));
      walk.run();
      return leaves.stream().map(walk::gradientOf).toList();
    }
  }

  private Tensor gradientOf(TorchTensor leaf) {
    org.bytedeco.pytorch.Tensor value = leaf.value();
    org.bytedeco.pytorch.Tensor gradient = arrived.get(leaf);
    org.bytedeco.pytorch.Tensor own =
        Native.one(false, () -> gradient == null ? torch.zeros_like(value) : ownCopy(gradient));
    return engine.tensorOf(own, leaf.shape(), leaf.type());
  }

  /** LibTorch may say the same number for many elements by one, or for many tensors by one. */
  private static org.bytedeco.pytorch.Tensor ownCopy(org.bytedeco.pytorch.Tensor gradient) {
    boolean own =
        gradient.is_non_overlapping_and_dense()
            && gradient.use_count() == 1
            && gradient.storage().use_count() <= 2;
    return own ? gradient.alias() : gradient.clone();
  }

  private void run() {
    TorchScope scope = engine.scopeOfThread();
    List<TorchTensor> results = scope == null ? List.of() : scope.checkpoints();
    for (TorchTensor result : results) {
      if (result.number > since) {
        pass(result.number, results);
        org.bytedeco.pytorch.Tensor gradient = open.remove(result);
        if (gradient != null) {
          runAgain(result, gradient);
          Native.free(gradient);
        }
      }
    }
    pass(since, results);
  }

  /** Passes gradients on from all tensors that came after one. */
  private void pass(long after, List<TorchTensor> results) {
    List<TorchTensor> from = new ArrayList<>();
    List<org.bytedeco.pytorch.Tensor> gradients = new ArrayList<>();
    for (Iterator<Map.Entry<TorchTensor, org.bytedeco.pytorch.Tensor>> entries =
            open.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<TorchTensor, org.bytedeco.pytorch.Tensor> entry = entries.next();
      if (entry.getKey().number > after) {
        from.add(entry.getKey());
        gradients.add(entry.getValue());
        entries.remove();
      }
    }
    Map<TorchTensor, org.bytedeco.pytorch.Tensor> ends = ends(results);
    if (from.isEmpty() || ends.isEmpty()) {
      gradients.forEach(Native::free);
      return;
    }
    List<TorchTensor> to = List.copyOf(ends.keySet());
    List<org.bytedeco.pytorch.Tensor> passed =
        Native.run(
            () ->
                passed(
                    vector(from.stream().map(TorchTensor::value).toList()),
                    vector(to.stream().map(ends::get).toList()),
                    vector(gradients),
                    !results.isEmpty()));
    gradients.forEach(Native::free);
    for (int i = 0; i < passed.size(); i++) {
      if (passed.get(i) != null) {
        receive(to.get(i), passed.get(i));
      }
    }
  }

  /** Returns where pieces end, each with its handle there. */
  private Map<TorchTensor, org.bytedeco.pytorch.Tensor> ends(List<TorchTensor> results) {
    Map<TorchTensor, org.bytedeco.pytorch.Tensor> ends = new LinkedHashMap<>();
    parameters.forEach(parameter -> ends.put(parameter, parameter.value()));
    for (TorchTensor result : results) {
      if (result.number > since) {
        ends.put(result, result.value());
      }
    }
    if (replay != null) {
      ends.putAll(replay.ends());
    }
    return ends;
  }

  /**
   * @param keep whether the tape stays: pieces may have a part in common
   */
  private static List<org.bytedeco.pytorch.Tensor> passed(
      TensorVector from, TensorVector to, TensorVector gradients, boolean keep) {
    TensorVector found = torch.grad(from, to, gradients, new BoolOptional(keep), false, true);
    List<org.bytedeco.pytorch.Tensor> passed = new ArrayList<>();
    for (long i = 0; i < found.size(); i++) {
      org.bytedeco.pytorch.Tensor each = found.get(i);
      passed.add(each.defined() ? Native.kept(new org.bytedeco.pytorch.Tensor(each)) : null);
    }
    return passed;
  }

  private static TensorVector vector(List<org.bytedeco.pytorch.Tensor> handles) {
    return new TensorVector(handles.toArray(org.bytedeco.pytorch.Tensor[]::new));
  }

  /** Runs a block once more, and walks through it to what it took from outside. */
  private void runAgain(TorchTensor result, org.bytedeco.pytorch.Tensor gradient) {
    long outside = engine.latestNumber();
    try (Replay again = new Replay(outside);
        TorchScope inner = engine.enter(true, again);
        Walk within = new Walk(engine, parameters, outside, again)) {
      TorchTensor end = engine.mine(result.block.get());
      if (end.parameter || end.recorded()) {
        within.receive(end, Native.one(false, gradient::alias));
        within.run();
        within.arrived.forEach(this::receive);
        within.arrived.clear();
      }
    }
  }

  /** Adds a gradient to what is known of a tensor's; the handle is this walk's from now on. */
  private void receive(TorchTensor tensor, org.bytedeco.pytorch.Tensor gradient) {
    boolean passing = !tensor.parameter && tensor.number > since;
    Map<TorchTensor, org.bytedeco.pytorch.Tensor> known = passing ? open : arrived;
    org.bytedeco.pytorch.Tensor earlier = known.put(tensor, gradient);
    if (earlier != null) {
      // Not in place: others may look at the same numbers.
      known.put(tensor, Native.one(false, () -> earlier.add(gradient)));
      Native.free(earlier);
      Native.free(gradient);
    }
  }

  @Override
  public void close() {
    open.values().forEach(Native::free);
    arrived.values().forEach(Native::free);
    open.clear();
    arrived.clear();
  }
}
