package io.github.diffusion4j.onnx;

import io.github.diffusion4j.eval.plugin.DescribingNetwork;
import io.github.diffusion4j.eval.plugin.DescriptorProvider;
import io.github.diffusion4j.eval.plugin.NetworkSettings;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import java.nio.file.Path;
import java.util.Locale;

/** Runs models in files {@code .onnx}. */
public final class OnnxDescriptors implements DescriptorProvider {

  @Override
  public boolean supports(Path model) {
    return model.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  @Override
  public DescribingNetwork open(
      Path model, PreprocessingContract contract, NetworkSettings settings) {
    DataFiles.of(model).requireNamedBy(contract);
    return OnnxNetwork.open(model, contract, settings);
  }
}
