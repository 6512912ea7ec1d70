package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.NearestNeighbours;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Map;

/** Exact nearest neighbours of Gaussian unit vectors. */
final class NearestRows implements Contender {
  private final Engine engine;
  private final NeighboursWork work;
  private final Tensor queries;
  private final Tensor rows;
  private final double peak;

  NearestRows(Engine engine, NeighboursWork work) {
    this.engine = engine;
    this.work = work;
    queries = unit("queries", work.queries());
    rows = unit("rows", work.rows());
    peak = ProductPeak.square(engine);
  }

  private Tensor unit(String name, int count) {
    int width = work.width();
    float[] values = new float[count * width];
    RandomStream.of(1, name, 0).nextGaussians(values, 0, values.length);
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int j = i * width; j < (i + 1) * width; j++) {
        sum += values[j] * values[j];
      }
      for (int j = i * width; j < (i + 1) * width; j++) {
        values[j] /= (float) Math.sqrt(sum);
      }
    }
    return engine.tensor(values, Shape.of(count, width));
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public void repeat() {
    NearestNeighbours.find(queries, rows, work.nearest(), NearestNeighbours.Measure.INNER_PRODUCT);
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of(NeighboursWork.PEAK, peak);
  }

  @Override
  public void close() {}
}
