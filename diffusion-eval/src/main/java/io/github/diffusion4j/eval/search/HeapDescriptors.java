package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import java.util.ArrayList;
import java.util.List;

/** Rows of floats on the heap. */
record HeapDescriptors(DescriptorIdentity descriptor, int dimensions, float[][] rows)
    implements DescriptorSet {

  static HeapDescriptors of(Features features) {
    float[][] rows = new float[features.size()][features.dimensions()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) features.value(i, j);
        if (!Float.isFinite(rows[i][j])) {
          throw new EvaluationException(
              "feature %d of row %d of %s is %s, beyond the largest float; scale the features down"
                  .formatted(j, i, features.descriptor(), features.value(i, j)));
        }
      }
    }
    return new HeapDescriptors(features.descriptor(), features.dimensions(), rows);
  }

  static HeapDescriptors of(List<DescriptorSet> sets) {
    DescriptorSet first = sets.get(0);
    List<float[]> rows = new ArrayList<>();
    for (DescriptorSet set : sets) {
      first.requireComparable(set);
      for (int i = 0; i < set.size(); i++) {
        rows.add(set.row(i));
      }
    }
    return new HeapDescriptors(
        first.descriptor(), first.dimensions(), rows.toArray(float[][]::new));
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public void read(int from, int count, float[] into) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows[from + i], 0, into, i * dimensions, dimensions);
    }
  }

  @Override
  public String toString() {
    return size() + " rows of " + dimensions + " features of " + descriptor;
  }
}
