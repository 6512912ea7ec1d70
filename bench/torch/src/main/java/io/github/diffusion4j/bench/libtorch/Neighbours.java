package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.bench.NeighboursWork;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Inner products a block of queries at a time, and the largest of each row. */
final class Neighbours implements Contender {
  private static final int BLOCK = 500;

  private final NeighboursWork work;
  private final Tensor queries;
  private final Tensor columns;
  private final double peak;

  Neighbours(NeighboursWork work) {
    GradMode.set_enabled(false);
    this.work = work;
    queries = unit(work.queries(), work.width());
    columns = unit(work.rows(), work.width()).t();
    peak = peak();
  }

  private static Tensor unit(long rows, long width) {
    Tensor vectors = torch.randn(rows, width);
    return vectors.div_(vectors.square().sum(1).sqrt().unsqueeze(1));
  }

  private static double peak() {
    int size = NeighboursWork.PEAK_SIZE;
    Tensor matrix = torch.randn(size, size);
    double fastest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 8; i++) {
      try (PointerScope scope = new PointerScope()) {
        long start = System.nanoTime();
        torch.mm(matrix, matrix);
        fastest = Math.min(fastest, System.nanoTime() - start);
      }
    }
    return 2.0 * size * size * size / fastest;
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public void repeat() {
    for (int from = 0; from < work.queries(); from += BLOCK) {
      try (PointerScope scope = new PointerScope()) {
        int count = Math.min(BLOCK, work.queries() - from);
        torch.topk(torch.mm(queries.narrow(0, from, count), columns), work.nearest());
      }
    }
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of(NeighboursWork.PEAK, peak);
  }

  @Override
  public void close() {}
}
