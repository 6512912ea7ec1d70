package io.github.diffusion4j.noise;

/**
 * How much the squared error of the denoiser, {@code (D(x; sigma) - x0)^2}, counts at each level.
 *
 * <p>The weight is on the picture's error, whatever the network predicts; {@link #SIMPLE} turns it
 * into the error of the prediction. The signal-to-noise ratio is {@code 1 / sigma^2}.
 */
public enum Weighting {
  /**
   * The plain squared error of what the network predicts, {@code 1 / output^2}: DDPM's simple loss
   * for epsilon, EDM's lambda for its own target.
   */
  SIMPLE {
    @Override
    public double weight(Preconditioning preconditioning, double sigma, double gamma) {
      double output = preconditioning.output(sigma);
      return 1 / (output * output);
    }
  },
  /**
   * Min-SNR-gamma (Hang et al. 2023): {@code min(SNR, gamma)}. On the error of epsilon that is
   * {@code min(SNR, gamma) / SNR}, on that of v {@code min(SNR, gamma) / (SNR + 1)}.
   */
  MIN_SNR {
    @Override
    public double weight(Preconditioning preconditioning, double sigma, double gamma) {
      return Math.min(1 / (sigma * sigma), gamma);
    }
  },
  /**
   * P2 (Choi et al. 2022): the error of epsilon times {@code 1 / (1 + SNR)^gamma}, so more weight
   * where the coarse of a picture is decided.
   */
  P2 {
    @Override
    public double weight(Preconditioning preconditioning, double sigma, double gamma) {
      double ratio = 1 / (sigma * sigma);
      return ratio / Math.pow(1 + ratio, gamma);
    }
  },
  /** EDM's lambda (Karras et al. 2022): {@code (sigma^2 + sigmaData^2) / (sigma sigmaData)^2}. */
  EDM {
    @Override
    public double weight(Preconditioning preconditioning, double sigma, double gamma) {
      double output = Prediction.EDM.output(sigma, preconditioning.sigmaData());
      return 1 / (output * output);
    }
  },
  /**
   * The weight that makes the loss a bound of the likelihood (Song et al. 2021; Kingma et al.
   * 2021): half of what the signal-to-noise ratio falls by, over the levels that training draws.
   */
  LIKELIHOOD {
    @Override
    public double weight(Preconditioning preconditioning, double sigma, double gamma) {
      return preconditioning.process().growth(sigma) / (sigma * sigma * sigma);
    }
  };

  /**
   * Returns the weight at a level.
   *
   * @param preconditioning what the network predicts, and of which process
   * @param sigma the noise level, above 0
   * @param gamma the parameter of {@link #MIN_SNR} (5 in the paper) and {@link #P2} (1 in the
   *     paper); the others do without
   * @return above 0
   */
  public abstract double weight(Preconditioning preconditioning, double sigma, double gamma);
}
