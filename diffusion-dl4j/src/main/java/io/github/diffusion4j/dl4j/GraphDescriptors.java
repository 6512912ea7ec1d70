package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.eval.plugin.DescribingNetwork;
import io.github.diffusion4j.eval.plugin.DescriptorProvider;
import io.github.diffusion4j.eval.plugin.NetworkSettings;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Runs DL4J's archives of a {@code ComputationGraph} or {@code MultiLayerNetwork} ({@code .zip})
 * and models of Keras ({@code .h5}), which need {@code deeplearning4j-modelimport} as well. The
 * contract's output is a layer or vertex.
 */
public final class GraphDescriptors implements DescriptorProvider {

  @Override
  public boolean supports(Path model) {
    String name = name(model);
    return name.endsWith(".zip") || name.endsWith(".h5");
  }

  @Override
  public DescribingNetwork open(
      Path model, PreprocessingContract contract, NetworkSettings settings) {
    LayeredNetwork network =
        name(model).endsWith(".h5") ? KerasModel.read(model) : LayeredNetwork.read(model);
    return new LayerDescription(model, network, contract);
  }

  private static String name(Path model) {
    return model.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
