package io.github.diffusion4j.tensor.nd4j;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/**
 * oneDNN, called without ND4J in between.
 *
 * <p>ND4J hands oneDNN row-major arrays, which are rearranged before and after every convolution:
 * two fifths of the time that a small U-Net's convolutions took. Here results stay in oneDNN's own
 * layout from one operation to the next, and the algorithm (Winograd's) is asked for by name.
 *
 * <p>Thread-safe: one call runs at a time, on all cores.
 */
final class OneDnn {
  final engine cpu;
  final stream queue;

  /** What every primitive is compiled with. */
  final primitive_attr attributes = new primitive_attr();

  final Workspace workspace = new Workspace();
  private final Map<OneDnnConvolution.Sizes, Optional<OneDnnConvolution>> convolutions =
      new HashMap<>();
  private final Map<Rearrangement, OneDnnPrimitive> rearrangements = new HashMap<>();

  private record Rearrangement(Shape shape, Layout from, Layout to) {}

  private OneDnn() {
    cpu = new engine(engine.kind.cpu, 0);
    queue = new stream(cpu);
    // oneDNN would keep memory for its own needs with the thread that compiles a primitive, and
    // crash where another runs it.
    attributes.set_scratchpad_mode(scratchpad_mode.user);
  }

  /**
   * Returns oneDNN where its natives are on the class path and it has Winograd convolutions for
   * this processor (AVX-512 in practice); without those it would gain nothing over ND4J's.
   */
  static Optional<OneDnn> open() {
    try {
      OneDnn opened = new OneDnn();
      var typical =
          new OneDnnConvolution.Sizes(
              Shape.of(1, 16, 8, 8), Shape.of(16, 16, 3, 3), Spatial.Convolution.of(1, 1));
      return opened.convolution(typical).filter(OneDnnConvolution::isWinograd).map(any -> opened);
    } catch (LinkageError | RuntimeException absent) {
      return Optional.empty();
    }
  }

  /** Returns a convolution of given sizes, or nothing if oneDNN has no fast one. */
  synchronized Optional<OneDnnConvolution> convolution(OneDnnConvolution.Sizes sizes) {
    return convolutions.computeIfAbsent(sizes, missing -> OneDnnConvolution.of(this, missing));
  }

  /** Copies {@code [N, C, ...]} into an array of another layout. */
  synchronized void rearrange(Value from, Value to) {
    rearrangements
        .computeIfAbsent(
            new Rearrangement(from.shape, from.layout, to.layout),
            missing -> rearrangement(from, to))
        .run(from, to);
  }

  private OneDnnPrimitive rearrangement(Value from, Value to) {
    memory.desc source = descriptor(from.shape, from.layout);
    memory.desc target = descriptor(to.shape, to.layout);
    reorder.primitive_desc description =
        new reorder.primitive_desc(cpu, source, cpu, target, attributes, false);
    return new OneDnnPrimitive(this, new reorder(description), description)
        .input(DNNL_ARG_FROM, source, source)
        .output(DNNL_ARG_TO, target, target);
  }

  static memory.desc descriptor(Shape shape, Layout layout) {
    boolean clip = shape.rank() == 5;
    memory.format_tag plain = clip ? memory.format_tag.ncdhw : memory.format_tag.nchw;
    memory.format_tag blocked = clip ? memory.format_tag.nCdhw16c : memory.format_tag.nChw16c;
    return descriptor(shape, layout == Layout.PLAIN ? plain : blocked);
  }

  static memory.desc descriptor(Shape shape, memory.format_tag tag) {
    return new memory.desc(shape.toLongs(), memory.data_type.f32, tag);
  }
}
