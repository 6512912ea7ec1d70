package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;

/** Finds the module for a model's file. */
final class Providers {
  private Providers() {}

  static DescriptorProvider of(Path model) {
    return of(model, ServiceLoader.load(DescriptorProvider.class));
  }

  static DescriptorProvider of(Path model, Iterable<DescriptorProvider> found) {
    for (DescriptorProvider provider : found) {
      if (provider.supports(model)) {
        return provider;
      }
    }
    String module = module(model.getFileName().toString().toLowerCase(Locale.ROOT));
    throw new EvaluationException(
        module.isEmpty()
            ? model
                + " is of no kind that is known; a descriptor is a network in ONNX (.onnx), an"
                + " archive of DL4J (.zip) or a model of Keras (.h5)"
            : "nothing on the class path runs %s; put %s on the class path (io.github.diffusion4j:%s), or keep its META-INF/services when you merge jars"
                .formatted(model, module, module));
  }

  private static String module(String name) {
    if (name.endsWith(".onnx")) {
      return "diffusion-onnx";
    }
    return name.endsWith(".zip") || name.endsWith(".h5") ? "diffusion-dl4j" : "";
  }
}
