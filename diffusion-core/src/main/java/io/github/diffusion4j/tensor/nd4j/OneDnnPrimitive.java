package io.github.diffusion4j.tensor.nd4j;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A compiled oneDNN primitive and its operands. Where an array comes in another layout than the
 * primitive works with, it is copied on the way in or out; the copies, and what oneDNN itself needs
 * on the side, lie in {@link OneDnn}'s one workspace.
 *
 * <p>Not thread-safe: {@link OneDnn} takes care of that.
 */
final class OneDnnPrimitive {
  private final OneDnn oneDnn;
  private final primitive primitive;
  private final memory scratch;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final List<Operand> operands = new ArrayList<>();

  /** Bytes of the workspace: the scratch memory, then the copies. */
  private long bytes;

  OneDnnPrimitive(OneDnn oneDnn, primitive primitive, primitive_desc_base description) {
    this.oneDnn = oneDnn;
    this.primitive = primitive;
    memory.desc side = description.scratchpad_desc();
    scratch = new memory(side, oneDnn.cpu, null);
    bytes = Workspace.aligned(side.get_size());
    arguments.put(DNNL_ARG_SCRATCHPAD, scratch);
  }

  /**
   * One array that goes in or out: the memory the primitive sees and the one the caller gives.
   *
   * @param copy between them; null where they are one
   * @param at where in the workspace the primitive's own memory is
   */
  private record Operand(memory inner, memory outer, reorder copy, boolean isInput, long at) {}

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
    long at = bytes;
    if (!inner.equals(outer)) {
      seen = new memory(inner, oneDnn.cpu, null);
      copy = isInput ? new reorder(given, seen) : new reorder(seen, given);
      bytes += Workspace.aligned(inner.get_size());
    }
    arguments.put(argument, seen);
    operands.add(new Operand(seen, given, copy, isInput, at));
    return this;
  }

  /** Runs it on arrays in the order in which the operands were declared. */
  void run(Value... values) {
    Pointer workspace = oneDnn.workspace.of(bytes);
    scratch.set_data_handle(workspace);
    for (int i = 0; i < values.length; i++) {
      Operand operand = operands.get(i);
      operand.outer.set_data_handle(values[i].storage.pointer());
      if (operand.copy != null) {
        long start = workspace.position() + operand.at;
        operand.inner.set_data_handle(new BytePointer(workspace).position(start));
        if (operand.isInput) {
          operand.copy.execute(oneDnn.queue, operand.outer, operand.inner);
        }
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
