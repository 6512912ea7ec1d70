package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.image.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A descriptor by a network that somebody brought, under the contract beside it. The network runs
 * one batch at a time; pictures are prepared on all cores. Thread-safe.
 */
public final class NetworkDescriptor implements Descriptor, AutoCloseable {
  /** How many numbers a batch may have, unless one picture has more. */
  private static final int MOST_NUMBERS = 1 << 24;

  private final PreprocessingContract contract;
  private final DescribingNetwork network;
  private final int batch;
  private boolean closed;

  /**
   * Puts a contract around a network.
   *
   * @param network is closed with this
   */
  public NetworkDescriptor(
      PreprocessingContract contract, DescribingNetwork network, NetworkSettings settings) {
    this.contract = contract;
    this.network = network;
    this.batch = Math.max(1, Math.min(settings.batch(), MOST_NUMBERS / contract.picture().size()));
  }

  /**
   * Opens a model with {@link NetworkSettings#DEFAULT}.
   *
   * @see #open(Path, NetworkSettings)
   */
  public static NetworkDescriptor open(Path model) {
    return open(model, NetworkSettings.DEFAULT);
  }

  /**
   * Opens a model by the contract beside it and the module for its kind: {@code .onnx} by
   * diffusion-onnx, {@code .zip} of DL4J and {@code .h5} of Keras by diffusion-dl4j.
   *
   * @throws EvaluationException if there is no contract, the model is not the contract's, it is too
   *     large, or its module is not on the class path; the message names what is missing
   * @throws io.github.diffusion4j.store.StoreException if a file cannot be read
   */
  public static NetworkDescriptor open(Path model, NetworkSettings settings) {
    DescriptorProvider provider = Providers.of(model);
    PreprocessingContract contract =
        PreprocessingContract.read(PreprocessingContract.beside(model));
    contract.requireFiles(model, settings.mostBytes());
    return new NetworkDescriptor(contract, provider.open(model, contract, settings), settings);
  }

  /** Returns the contract that pictures are described under. */
  public PreprocessingContract contract() {
    return contract;
  }

  @Override
  public DescriptorIdentity identity() {
    return contract.identity();
  }

  /**
   * {@inheritDoc}
   *
   * @throws EvaluationException if the network makes NaN, an infinite number, or another number of
   *     them than the contract says, or if a row that is to be normalised is all zeros
   * @throws IllegalStateException if the descriptor is closed
   */
  @Override
  public double[] describe(Image picture) {
    return rows(List.of(picture), 0)[0];
  }

  /**
   * {@inheritDoc}
   *
   * @throws EvaluationException as above, naming the row; also if there are no pictures
   * @throws IllegalStateException if the descriptor is closed
   */
  @Override
  public Features describe(List<Image> pictures) {
    double[][] rows = new double[pictures.size()][];
    for (int from = 0; from < rows.length; from += batch) {
      int to = Math.min(rows.length, from + batch);
      double[][] part = rows(pictures.subList(from, to), from);
      System.arraycopy(part, 0, rows, from, part.length);
    }
    return Features.of(identity(), rows);
  }

  private double[][] rows(List<Image> pictures, int first) {
    int count = pictures.size();
    PictureInput input = contract.picture();
    float[] numbers = new float[count * input.size()];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i ->
                System.arraycopy(
                    input.array(pictures.get(i)), 0, numbers, i * input.size(), input.size()));
    float[][] described = run(numbers, input.shape(count));
    if (described.length != count) {
      throw new EvaluationException(
          "output '%s' of %s has %d rows for %d pictures; its first dimension must be that of the pictures"
              .formatted(contract.output(), contract.name(), described.length, count));
    }
    return IntStream.range(0, count)
        .mapToObj(i -> row(described[i], first + i))
        .toArray(double[][]::new);
  }

  private synchronized float[][] run(float[] numbers, long[] shape) {
    if (closed) {
      throw new IllegalStateException(
          "the descriptor " + contract.name() + " is closed; open it again");
    }
    return network.describe(numbers, shape);
  }

  private double[] row(float[] described, int number) {
    if (described.length != contract.dimensions()) {
      throw new EvaluationException(
          "output '%s' of %s has %d numbers for a picture, and dimensions of its contract is %d; name another output, or mend the number"
              .formatted(
                  contract.output(), contract.name(), described.length, contract.dimensions()));
    }
    double[] row = new double[described.length];
    double squares = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = described[i];
      if (!Double.isFinite(row[i])) {
        throw new EvaluationException(
            "row %d of %s has %s at number %d; leave that picture out, or mend the network or the range, mean and std of its contract"
                .formatted(number, contract.name(), row[i], i));
      }
      squares += row[i] * row[i];
    }
    return contract.normalise() ? normalised(row, Math.sqrt(squares), number) : row;
  }

  private double[] normalised(double[] row, double length, int number) {
    if (length == 0) {
      throw new EvaluationException(
          "row %d of %s is all zeros and cannot be normalised; leave that picture out"
              .formatted(number, contract.name()));
    }
    for (int i = 0; i < row.length; i++) {
      row[i] /= length;
    }
    return row;
  }

  /** Frees the network. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      network.close();
    }
  }
}
