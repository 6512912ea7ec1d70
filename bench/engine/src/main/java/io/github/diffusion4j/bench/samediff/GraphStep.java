package io.github.diffusion4j.bench.samediff;

import io.github.diffusion4j.bench.Contender;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Training steps as SameDiff has them: forward, loss, backward, Adam. It has neither a norm over
 * all gradients to clip nor averaged weights, so it does a little less than the others.
 */
final class GraphStep implements Contender {
  private static final String LOSS = "loss";
  private static final String TARGET = "target";

  private final Graph graph;
  private final SameDiff sameDiff;
  private final DataSet batch;

  GraphStep(Graph graph) {
    this.graph = graph;
    sameDiff = graph.sameDiff();
    SDVariable target = sameDiff.placeHolder(TARGET, DataType.FLOAT, graph.values().shape());
    SDVariable error = sameDiff.getVariable(Graph.OUTPUT).sub(target);
    sameDiff.setLossVariables(sameDiff.math().square(error).mean(LOSS));
    sameDiff.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(1e-4))
            .dataSetFeatureMapping(Graph.INPUT)
            .dataSetLabelMapping(TARGET)
            .build());
    batch = new DataSet(graph.values(), graph.values());
  }

  @Override
  public long parameters() {
    return graph.parameters();
  }

  @Override
  public void repeat() {
    sameDiff.fit(batch);
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, INDArray> feed = Map.of(Graph.INPUT, graph.values(), TARGET, graph.values());
    return Map.of(LOSS, sameDiff.outputSingle(feed, LOSS).getDouble(0));
  }

  @Override
  public void close() {}
}
