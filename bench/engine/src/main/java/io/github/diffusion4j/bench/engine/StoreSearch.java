package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.bench.SearchWork;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.eval.search.Comparison;
import io.github.diffusion4j.eval.search.DescriptorStore;
import io.github.diffusion4j.eval.search.ExactSearch;
import io.github.diffusion4j.eval.search.Matches;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The search over stores; each repetition opens and checks them anew. */
final class StoreSearch implements Contender {
  /** Queries and rows of a block that is multiplied to know what it could take. */
  private static final int BLOCK_QUERIES = 8192;

  private static final int BLOCK_ROWS = 2048;
  private static final int CHUNKS = 8;
  private static final int CHANNELS = 2;

  private final SearchWork work;
  private final ExactSearch search;
  private final Map<String, Double> figures = new HashMap<>();

  StoreSearch(Engine engine, SearchWork work) {
    this.work = work;
    search = ExactSearch.by(comparison(work), engine);
    if (work.peak()) {
      figures.put(NeighboursWork.PEAK, ProductPeak.square(engine));
      figures.put(
          SearchWork.BLOCK_PEAK,
          ProductPeak.gflops(engine, BLOCK_QUERIES, BLOCK_ROWS, work.width()));
    }
  }

  private static Comparison comparison(SearchWork work) {
    int side = (int) Math.sqrt(work.width() / CHANNELS);
    return switch (work.comparison()) {
      case "cosine" -> Comparison.cosine();
      case "euclidean" -> new Comparison.SquaredEuclidean();
      case "split" -> Comparison.split(CHUNKS);
      case "cross" -> Comparison.cross(CHUNKS);
      case "tiles" -> new Comparison.Tiles(TiledDistance.standard(), side, side, true);
      default -> throw new IllegalArgumentException("no comparison is called " + work.comparison());
    };
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public void repeat() {
    DescriptorStore queries = DescriptorStore.open(path("queries-" + work.queries()));
    DescriptorStore rows = DescriptorStore.open(path("rows-" + work.rows()));
    Matches found = search.nearest(queries, rows, work.nearest());
    figures.put(
        SearchWork.SIMILARITIES,
        Arrays.stream(found.values()).flatMapToDouble(Arrays::stream).sum());
  }

  private Path path(String name) {
    return Path.of(work.folder(), name);
  }

  @Override
  public Map<String, Double> figures() {
    return figures;
  }

  @Override
  public void close() {}
}
