package io.github.diffusion4j.bench.samediff;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.bench.Serving;
import io.github.diffusion4j.bench.UNetWork;
import io.github.diffusion4j.bench.Work;
import java.io.IOException;
import java.util.Optional;

/** The process in which SameDiff does a work. */
final class SameDiffMain {
  private SameDiffMain() {}

  public static void main(String[] arguments) throws IOException {
    Serving.serve("SameDiff", SameDiffMain::contender, arguments);
  }

  /** It is here to be compared with on networks that others have published: pictures only. */
  private static Optional<? extends Contender> contender(Work work) {
    if (work instanceof UNetWork unet && !unet.video()) {
      Graph graph = new Graph();
      UNetGraph.build(graph, unet);
      return Optional.of(unet.training() ? new GraphStep(graph) : new GraphForward(graph));
    }
    return Optional.empty();
  }
}
