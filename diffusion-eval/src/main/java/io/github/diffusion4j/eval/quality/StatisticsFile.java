package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.npz.NpyArray;
import io.github.diffusion4j.eval.npz.Npz;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Statistics as a {@code .npz} file: {@code mu} and {@code sigma} as most tools write them, and of
 * ours also {@code n}, {@code descriptor}, {@code weights} and {@code preprocessing}, so that
 * statistics of different descriptors are not compared.
 */
public final class StatisticsFile {
  private static final String MEAN = "mu";
  private static final String COVARIANCE = "sigma";
  private static final String COUNT = "n";
  private static final String DESCRIPTOR = "descriptor";
  private static final String WEIGHTS = "weights";
  private static final String PREPROCESSING = "preprocessing";

  private StatisticsFile() {}

  /**
   * Writes statistics.
   *
   * @throws io.github.diffusion4j.store.StoreException if the file cannot be written
   */
  public static void write(Path file, GaussianStatistics statistics) {
    int d = statistics.dimensions();
    DescriptorIdentity descriptor = statistics.descriptor();
    Npz.write(
        file,
        Map.of(
            MEAN, NpyArray.of(statistics.mean(), d),
            COVARIANCE, NpyArray.of(statistics.covariance(), d, d),
            COUNT, NpyArray.of(new double[] {statistics.count()}),
            DESCRIPTOR, NpyArray.of(descriptor.name()),
            WEIGHTS, NpyArray.of(descriptor.weights()),
            PREPROCESSING, NpyArray.of(descriptor.preprocessing())));
  }

  /**
   * Reads a file that says what made it.
   *
   * @throws EvaluationException if it does not, cannot be read or is damaged
   */
  public static GaussianStatistics read(Path file) {
    return read(file, null);
  }

  /**
   * Reads a file; if it does not say what made it, as other tools' do not, that is taken from the
   * caller.
   *
   * @throws EvaluationException if it says something else, cannot be read or is damaged
   */
  public static GaussianStatistics read(Path file, DescriptorIdentity expected) {
    Map<String, NpyArray> arrays =
        Npz.read(file, Set.of(MEAN, COVARIANCE, COUNT, DESCRIPTOR, WEIGHTS, PREPROCESSING));
    NpyArray mean = numbers(file, arrays, MEAN, 1);
    NpyArray covariance = numbers(file, arrays, COVARIANCE, 2);
    int d = mean.shape()[0];
    if (covariance.shape()[0] != d || covariance.shape()[1] != d) {
      throw new EvaluationException(
          "%s holds mu of %d numbers and sigma as %s; expected %d x %d"
              .formatted(file, d, covariance, d, d));
    }
    return new GaussianStatistics(
        descriptor(file, arrays, expected),
        count(file, arrays),
        mean.numbers(),
        covariance.numbers());
  }

  private static NpyArray numbers(
      Path file, Map<String, NpyArray> arrays, String name, int dimensions) {
    NpyArray array = arrays.get(name);
    if (array == null || array.isText() || array.shape().length != dimensions) {
      throw new EvaluationException(
          "%s holds %s as %s; statistics have mu with 1 dimension and sigma with 2"
              .formatted(file, name, array == null ? "nothing" : array));
    }
    return array;
  }

  private static DescriptorIdentity descriptor(
      Path file, Map<String, NpyArray> arrays, DescriptorIdentity expected) {
    if (!arrays.containsKey(DESCRIPTOR)) {
      if (expected == null) {
        throw new EvaluationException(
            file + " does not say which descriptor it is of; name it when reading");
      }
      return expected;
    }
    String name = text(file, arrays, DESCRIPTOR);
    if (name.isBlank()) {
      throw new EvaluationException(file + " names a blank descriptor; make it anew");
    }
    DescriptorIdentity stored =
        new DescriptorIdentity(
            name, text(file, arrays, WEIGHTS), text(file, arrays, PREPROCESSING));
    if (expected != null) {
      expected.requireSame(stored);
    }
    return stored;
  }

  private static String text(Path file, Map<String, NpyArray> arrays, String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      return "";
    }
    if (!array.isText()) {
      throw new EvaluationException(file + " holds " + name + " as " + array + "; expected a text");
    }
    return array.text();
  }

  private static long count(Path file, Map<String, NpyArray> arrays) {
    NpyArray count = arrays.get(COUNT);
    if (count == null) {
      return 0;
    }
    if (count.isText() || count.numbers().length != 1 || !(count.numbers()[0] >= 0)) {
      throw new EvaluationException(
          file + " holds n as " + count + "; expected a number of pictures");
    }
    return (long) count.numbers()[0];
  }
}
