package io.github.diffusion4j.train;

import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moving averages of weights that nobody kept, made after training out of those that were stored
 * along the way (Karras et al. 2024, section 3.2 and appendix C).
 *
 * <p>A wanted profile is approximated by a sum of the stored ones, by least squares over the time
 * of training; the same sum of the stored weights is near to the average that the profile would
 * have given.
 */
public final class PostHocAverage {
  private PostHocAverage() {}

  /**
   * An average at a time.
   *
   * @param profile how it averages
   * @param images seen until then; above 0
   */
  public record Moment(PowerProfile profile, double images) {
    /** Checks the time. */
    public Moment {
      if (!(images > 0 && images < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("images is " + images + "; it is above 0");
      }
    }
  }

  /**
   * Returns what each stored average is multiplied by.
   *
   * @param stored at least one, none twice
   * @param wanted not later than the last stored one
   * @throws IllegalArgumentException if there are none, two are the same, or the wanted one is
   *     later
   */
  public static double[] coefficients(List<Moment> stored, Moment wanted) {
    double last = stored.stream().mapToDouble(Moment::images).max().orElse(0);
    if (wanted.images() > last) {
      throw new IllegalArgumentException(
          "an average after "
              + wanted.images()
              + " images is wanted, but stored ones end at "
              + last
              + "; ask for an earlier one, or store more");
    }
    int count = stored.size();
    double[][] equations = new double[count][count + 1];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        equations[i][j] = product(stored.get(i), stored.get(j));
      }
      equations[i][count] = product(stored.get(i), wanted);
    }
    return solve(equations);
  }

  private static double product(Moment a, Moment b) {
    return PowerProfile.product(a.profile(), a.images(), b.profile(), b.images());
  }

  /** Gauss's elimination with pivots. */
  private static double[] solve(double[][] rows) {
    int count = rows.length;
    for (int column = 0; column < count; column++) {
      int pivot = column;
      for (int row = column + 1; row < count; row++) {
        if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) {
          pivot = row;
        }
      }
      double[] chosen = rows[pivot];
      rows[pivot] = rows[column];
      rows[column] = chosen;
      if (chosen[column] == 0) {
        throw new IllegalArgumentException(
            "two of the stored averages are the same; give each once");
      }
      for (int row = column + 1; row < count; row++) {
        subtract(rows[row], chosen, rows[row][column] / chosen[column], column);
      }
    }
    double[] result = new double[count];
    for (int row = count - 1; row >= 0; row--) {
      double rest = rows[row][count];
      for (int column = row + 1; column < count; column++) {
        rest -= rows[row][column] * result[column];
      }
      result[row] = rest / rows[row][row];
    }
    return result;
  }

  private static void subtract(double[] row, double[] chosen, double share, int from) {
    for (int column = from; column < row.length; column++) {
      row[column] -= share * chosen[column];
    }
  }

  /**
   * Makes a model of an average at the end of a run.
   *
   * @param modelFolder of a run that stored averages, {@code training.average.power}
   * @param wanted profile
   * @param target folder of the new model, another one; is made if it is not there
   * @throws StoreException if none are stored there, or a file is damaged or cannot be written
   */
  public static void writeModel(Path modelFolder, PowerProfile wanted, Path target) {
    Map<String, Safetensors.Entry> weights = of(modelFolder, wanted);
    ModelManifest manifest = ModelManifest.read(modelFolder);
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      throw new StoreException("Cannot make the folder " + target + ": " + e, e);
    }
    Path file = target.resolve(Model.WEIGHTS);
    Safetensors.write(file, weights, Map.of("step", String.valueOf(manifest.step())));
    manifest.withWeights(Digests.sha256(file)).write(target);
  }

  private static double[] coefficients(List<Moment> stored, Moment wanted, Path modelFolder) {
    try {
      double[] coefficients = coefficients(stored, wanted);
      if (!Arrays.stream(coefficients).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("their times are too far from each other");
      }
      return coefficients;
    } catch (IllegalArgumentException foreign) {
      throw new StoreException(
          "The stored averages in " + modelFolder + " are of no use: " + foreign.getMessage(),
          foreign);
    }
  }

  private static void requireSame(
      int[] before, Safetensors.Entry entry, String name, Path modelFolder) {
    boolean fits = before == null || Arrays.equals(before, entry.shape());
    if (entry.type() != Safetensors.Type.F32 || !fits) {
      throw notOfOneModel(modelFolder, name + " has another shape or type");
    }
  }

  private static void requireSameNames(Set<String> before, Set<String> now, Path modelFolder) {
    Set<String> odd = new TreeSet<>(before);
    odd.addAll(now);
    odd.removeIf(name -> before.contains(name) && now.contains(name));
    if (!odd.isEmpty()) {
      throw notOfOneModel(modelFolder, odd.iterator().next() + " is missing");
    }
  }

  private static StoreException notOfOneModel(Path modelFolder, String why) {
    return new StoreException(
        "The stored averages in "
            + modelFolder
            + " are not of one model: "
            + why
            + " in one of them. Train the model again.");
  }

  /**
   * Returns the weights of an average at the end of a run, by the names they have in a model's
   * file.
   *
   * @param modelFolder of a run that stored averages, {@code training.average.power}
   * @param wanted profile
   * @throws StoreException if none are stored there, or a file is damaged
   */
  public static Map<String, Safetensors.Entry> of(Path modelFolder, PowerProfile wanted) {
    List<Path> files = PowerAverages.stored(modelFolder);
    List<Moment> moments = new ArrayList<>();
    for (Path file : files) {
      moments.add(PowerAverages.moment(Safetensors.read(file), file));
    }
    double last = moments.stream().mapToDouble(Moment::images).max().orElse(0);
    double[] coefficients = coefficients(moments, new Moment(wanted, last), modelFolder);
    Map<String, double[]> sums = new LinkedHashMap<>();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (int i = 0; i < coefficients.length; i++) {
      // One file at a time: a run may have stored more than fits.
      double coefficient = coefficients[i];
      Map<String, Safetensors.Entry> tensors = Safetensors.read(files.get(i)).tensors();
      if (i > 0) {
        requireSameNames(shapes.keySet(), tensors.keySet(), modelFolder);
      }
      tensors.forEach(
          (name, entry) -> {
            requireSame(shapes.putIfAbsent(name, entry.shape()), entry, name, modelFolder);
            float[] weights = entry.floats();
            double[] sum = sums.computeIfAbsent(name, key -> new double[weights.length]);
            Arrays.setAll(sum, k -> sum[k] + coefficient * weights[k]);
          });
    }
    Map<String, Safetensors.Entry> result = new LinkedHashMap<>();
    sums.forEach(
        (name, sum) -> {
          float[] weights = new float[sum.length];
          for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) sum[k];
          }
          result.put(name, Safetensors.Entry.of(weights, shapes.get(name)));
        });
    return result;
  }
}
