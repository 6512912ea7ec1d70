package io.github.diffusion4j.maven.worker;

import java.util.Optional;

/**
 * Which of its kernels OpenBLAS runs.
 *
 * <p>OpenBLAS 0.3.19 goes by the models that it knew in 2021. On an AMD Zen 5, which has AVX-512,
 * it takes the kernels of a Barcelona of 2007, and a product of matrices takes four and a half
 * times as long.
 */
public final class OpenBlas {

  /** The environment variable that names kernels. */
  public static final String VARIABLE = "OPENBLAS_CORETYPE";

  private OpenBlas() {}

  /**
   * Returns the name of the kernels for a host's instruction sets; empty where OpenBLAS is left to
   * choose: on other architectures, and without AVX2.
   */
  public static Optional<String> kernels(Host host) {
    if (!host.isX86()) {
      return Optional.empty();
    }
    if (host.hasAvx512()) {
      return Optional.of("SkylakeX");
    }
    return host.hasAvx2() ? Optional.of("Haswell") : Optional.empty();
  }
}
