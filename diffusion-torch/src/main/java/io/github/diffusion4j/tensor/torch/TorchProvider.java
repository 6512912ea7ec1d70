package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/** Opens the engine on LibTorch; named in {@code META-INF/services}. */
public final class TorchProvider implements Engine.Provider {
  /** The version of LibTorch that the kernels were written for and measured with. */
  private static final String VERSION = "2.10.0";

  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

  /** Made by {@link java.util.ServiceLoader}. */
  public TorchProvider() {}

  @Override
  public String name() {
    return "torch";
  }

  @Override
  public Engine open(EngineSpec spec) {
    load();
    Hardware hardware = Hardware.of(spec);
    if (spec.precision() == EngineSpec.Precision.TF32) {
      Context context = torch.globalContext();
      context.setAllowTF32CuBLAS(true);
      context.setAllowTF32CuDNN(true);
    }
    String name = "torch " + VERSION + " " + hardware.name() + " " + spec.precision().key();
    return new TorchEngine(name, hardware, spec.precision());
  }

  private static synchronized void load() {
    // JavaCPP would compare the process's memory, which is LibTorch's, with the heap's limit, and
    // collect garbage when it is larger; here no memory waits for the collector.
    System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
    try {
      // JavaCPP 1.5.13 unpacks these libraries one by one between loading them, and the first
      // process that does so dies in libtorch_cpu.so.
      String folder = Loader.getPlatform() + System.getProperty(EXTENSION, "");
      Loader.cacheResources("/org/bytedeco/pytorch/" + folder + "/");
      // On a processor that NNPACK does not know it says so at every convolution it is asked for.
      torch.globalContext().setUserEnabledNNPACK(false);
    } catch (IOException
        | ExceptionInInitializerError
        | NoClassDefFoundError
        | UnsatisfiedLinkError absent) {
      throw new IllegalStateException(explain(absent), absent);
    }
  }

  private static String explain(Throwable absent) {
    Throwable cause = absent;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return "LibTorch's native library cannot be loaded on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ": "
        + said
        + "\nPut org.bytedeco:pytorch:"
        + VERSION
        + "-1.5.13 with this host's classifier on the class path, and openblas and javacpp of"
        + " org.bytedeco for its platform; pytorch-platform brings those of most hosts. There is"
        + " none for musl, as in Alpine Linux.";
  }
}
