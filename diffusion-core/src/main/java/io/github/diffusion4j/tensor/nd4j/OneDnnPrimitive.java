package io.github.diffusion4j.tensor.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A compiled oneDNN primitive and its operands. Where an array comes in another layout than the
 * primitive works with, it is copied on the way in or out.
 *
 * <p>Not thread-safe: {@link OneDnn} takes care of that.
 */
final class OneDnnPrimitive {
  private final OneDnn oneDnn;
  private final primitive primitive;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final List<Operand> operands = new ArrayList<>();

  OneDnnPrimitive(OneDnn oneDnn, primitive primitive) {
    this.oneDnn = oneDnn;
    this.primitive = primitive;
  }

  /** One array that goes in or out: the memory the primitive sees and the one the caller gives. */
  private record Operand(memory inner, memory outer, reorder copy, boolean isInput) {}

  OneDnnPrimitive input(int argument, memory.desc inner, memory.desc outer) {
    return operand(argument, inner, outer, true);
  }

  OneDnnPrimitive output(int argument, memory.desc inner, memory.desc outer) {
    return operand(argument, inner, outer, false);
  }

  private OneDnnPrimitive operand(
      int argument, memory.desc inner, memory.desc outer, boolean isInput) {
    memory given = new memory(outer, oneDnn.cpu, null);
    memory seen = given;
    reorder copy = null;
    if (!inner.equals(outer)) {
      seen = new memory(inner, oneDnn.cpu);
      copy = isInput ? new reorder(given, seen) : new reorder(seen, given);
    }
    arguments.put(argument, seen);
    operands.add(new Operand(seen, given, copy, isInput));
    return this;
  }

  /** Runs it on arrays in the order in which the operands were declared. */
  void run(Value... values) {
    for (int i = 0; i < values.length; i++) {
      Operand operand = operands.get(i);
      FloatPointer data = values[i].storage.pointer();
      operand.outer.set_data_handle(data);
      if (operand.isInput && operand.copy != null) {
        operand.copy.execute(oneDnn.queue, operand.outer, operand.inner);
      }
    }
    primitive.execute(oneDnn.queue, arguments);
    for (Operand operand : operands) {
      if (!operand.isInput && operand.copy != null) {
        operand.copy.execute(oneDnn.queue, operand.inner, operand.outer);
      }
    }
    oneDnn.queue._wait();
  }
}
