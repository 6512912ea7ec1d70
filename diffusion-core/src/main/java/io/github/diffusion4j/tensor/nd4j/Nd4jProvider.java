package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ND4J engine; named in {@code META-INF/services}. */
public final class Nd4jProvider implements Engine.Provider {
  private static final Logger LOG = LoggerFactory.getLogger(Nd4jProvider.class);

  /** The version of ND4J that the kernels were written for and measured with. */
  private static final String VERSION = "1.0.0-M2.1";

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Engine open(EngineSpec spec) {
    if (!spec.device().equals("cpu") || spec.precision() != EngineSpec.Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "ND4J computes on device cpu in precision float32, and not on "
              + spec.device()
              + " in "
              + spec.precision().key()
              + "; the engine torch has more of both");
    }
    String extension = System.getProperty("org.bytedeco.javacpp.platform.extension", "");
    try {
      Nd4j.getBackend();
      Gemm.initialise();
    } catch (ExceptionInInitializerError | NoClassDefFoundError | UnsatisfiedLinkError absent) {
      throw new IllegalStateException(LoadFailure.of(absent, extension).explain(VERSION), absent);
    }
    if (!extension.toLowerCase(Locale.ROOT).contains("onednn")) {
      LOG.warn(
          "ND4J runs without oneDNN: convolutions are about ten times slower. Put nd4j-native's"
              + " ...-onednn classifier on the classpath and set"
              + " -Dorg.bytedeco.javacpp.platform.extension=-onednn");
    }
    return new Nd4jEngine(
        "nd4j " + VERSION + (extension.isEmpty() ? "" : " " + extension.substring(1)),
        OneDnn.open());
  }
}
