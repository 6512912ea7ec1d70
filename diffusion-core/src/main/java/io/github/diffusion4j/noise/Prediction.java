package io.github.diffusion4j.noise;

/**
 * What a network is taught to say. Each says the same about the picture: the denoiser is {@code D =
 * skip x + output F}, in units of sigma.
 */
public enum Prediction {
  /** The noise (Ho et al. 2020): {@code D = x - sigma F}. */
  EPSILON {
    @Override
    double skip(double sigma, double sigmaData) {
      return 1;
    }

    @Override
    double output(double sigma, double sigmaData) {
      return -sigma;
    }
  },
  /** The picture: {@code D = F}. */
  X0 {
    @Override
    double skip(double sigma, double sigmaData) {
      return 0;
    }

    @Override
    double output(double sigma, double sigmaData) {
      return 1;
    }
  },
  /**
   * The velocity {@code v = sqrt(alphaBar) noise - sqrt(1 - alphaBar) x0} of a process that keeps
   * the variance (Salimans and Ho 2022): {@code D = x / (sigma^2 + 1) - sigma / sqrt(sigma^2 + 1)
   * F}.
   */
  V {
    @Override
    double skip(double sigma, double sigmaData) {
      return 1 / (sigma * sigma + 1);
    }

    @Override
    double output(double sigma, double sigmaData) {
      return -sigma / Math.sqrt(sigma * sigma + 1);
    }
  },
  /**
   * The score times the deviation of the process's noise (Song et al. 2021): {@code D = x + sigma
   * F}. The bare score would span many orders of magnitude.
   */
  SCORE {
    @Override
    double skip(double sigma, double sigmaData) {
      return 1;
    }

    @Override
    double output(double sigma, double sigmaData) {
      return sigma;
    }
  },
  /**
   * The mixture of noise and picture that makes both input and target have variance 1 at every
   * level (Karras et al. 2022, table 1); its input is {@code x / sqrt(sigma^2 + sigmaData^2)}.
   */
  EDM {
    @Override
    double skip(double sigma, double sigmaData) {
      return sigmaData * sigmaData / (sigma * sigma + sigmaData * sigmaData);
    }

    @Override
    double output(double sigma, double sigmaData) {
      return sigma * sigmaData / Math.hypot(sigma, sigmaData);
    }
  };

  abstract double skip(double sigma, double sigmaData);

  abstract double output(double sigma, double sigmaData);
}
