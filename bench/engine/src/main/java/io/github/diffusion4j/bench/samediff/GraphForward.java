package io.github.diffusion4j.bench.samediff;

import io.github.diffusion4j.bench.Contender;

/** Forward passes. */
record GraphForward(Graph graph) implements Contender {
  @Override
  public long parameters() {
    return graph.parameters();
  }

  @Override
  public void repeat() {
    graph.sameDiff().outputSingle(graph.feed(), Graph.OUTPUT).close();
  }

  @Override
  public void close() {}
}
