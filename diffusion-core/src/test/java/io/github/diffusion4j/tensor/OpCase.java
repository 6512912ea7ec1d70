package io.github.diffusion4j.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An operation with inputs to try it on: what the engine contract runs each of on every engine.
 *
 * <p>The numbers follow from {@link #SEED} and the case's name. None may lie where the operation
 * has a kink, or finite differences say nothing; {@code OpCaseTest} sees to it.
 *
 * @param op the operation
 * @param inputs what to run it on
 */
public record OpCase(Op op, List<Input> inputs) {
  /** Which numbers the inputs get; a test that fails names it. */
  public static final long SEED = 11;

  /** The shape of an input, and what kind of numbers fill it. */
  public record Input(Shape shape, Draw draw) {}

  /** Kinds of numbers to fill an input with. */
  public enum Draw {
    /** Standard normal ones. */
    NORMAL,
    /** From 0.5 to 1.5: for roots, logarithms and divisors. */
    POSITIVE,
    /** 0 or 1: what decides and has no slope. */
    BINARY,
    /** Whole ones from -2 to 2, so that some are equal. */
    WHOLE,
    /** Places of a picture of four or five, and beyond its borders: -2.5 to 6.5. */
    POINTS;

    Input of(int... lengths) {
      return new Input(Shape.of(lengths), this);
    }

    private double next(RandomStream stream) {
      return switch (this) {
        case NORMAL -> stream.nextGaussian();
        case POSITIVE -> 0.5 + stream.nextDouble();
        case BINARY -> stream.nextInt(2);
        case WHOLE -> stream.nextInt(5) - 2;
        case POINTS -> 9 * stream.nextDouble() - 2.5;
      };
    }
  }

  static OpCase of(Op op, Input... inputs) {
    return new OpCase(op, List.of(inputs));
  }

  static OpCase of(Op op, int[]... shapes) {
    return new OpCase(op, Stream.of(shapes).map(Draw.NORMAL::of).toList());
  }

  static OpCase positive(Op op, int[]... shapes) {
    return new OpCase(op, Stream.of(shapes).map(Draw.POSITIVE::of).toList());
  }

  static int[] dims(int... lengths) {
    return lengths;
  }

  /** Every operation, plain and odd: broadcasts, single elements, odd sizes, transposes. */
  public static List<OpCase> all() {
    return Stream.of(
            ElementwiseCases.all(),
            ReductionCases.all(),
            RearrangementCases.all(),
            SelectionCases.all(),
            ProductCases.all(),
            NormalisingCases.all(),
            ConvolutionCases.all(),
            SpatialCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Those whose result has a slope in some input. */
  public static List<OpCase> differentiable() {
    return all().stream().filter(c -> c.op.differentiable()).toList();
  }

  /** Those whose result has none. */
  public static List<OpCase> constant() {
    return all().stream().filter(c -> !c.op.differentiable()).toList();
  }

  /** Returns the shapes of the inputs. */
  public List<Shape> shapes() {
    return inputs.stream().map(Input::shape).toList();
  }

  /** Returns the shape of the result. */
  public Shape output() {
    return op.infer(shapes());
  }

  /** Says whether the result has a slope in an input. */
  public boolean hasSlope(int input) {
    return op.differentiable() && inputs.get(input).draw() != Draw.BINARY;
  }

  /** Returns the numbers of each input in row-major order; the same ones each time. */
  public List<double[]> values() {
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      RandomStream stream = RandomStream.of(SEED, toString(), i);
      Draw draw = inputs.get(i).draw();
      double[] input = new double[inputs.get(i).shape().size()];
      Arrays.setAll(input, j -> draw.next(stream));
      values.add(input);
    }
    return values;
  }

  /** Runs the operation on tensors of these shapes. */
  public Tensor apply(List<Tensor> tensors) {
    return tensors.get(0).engine().apply(op, tensors, output());
  }

  @Override
  public String toString() {
    return op + " of " + shapes();
  }
}
