package io.github.diffusion4j.noise;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A named choice of noise levels, preconditioning and loss weighting, as recipes write it. */
public enum Formulation {
  /** Karras et al. 2022, with the paper's numbers: {@code edm}. */
  EDM(new EdmPreconditioning()),
  /** Noise prediction over 1000 steps of the linear schedule: {@code ddpm-linear}. */
  DDPM_LINEAR(new EpsilonPreconditioning(NoiseSchedule.linear(1000))),
  /** Noise prediction over 1000 steps of the cosine schedule: {@code ddpm-cosine}. */
  DDPM_COSINE(new EpsilonPreconditioning(NoiseSchedule.cosine(1000)));

  private final Preconditioning preconditioning;

  Formulation(Preconditioning preconditioning) {
    this.preconditioning = preconditioning;
  }

  /** Returns its preconditioning. */
  public Preconditioning preconditioning() {
    return preconditioning;
  }

  /** Returns its name in recipes, such as {@code ddpm-linear}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the formulation of a name in recipes.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Formulation named(String label) {
    return Arrays.stream(values())
        .filter(formulation -> formulation.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown formulation '"
                        + label
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Formulation::label)
                            .collect(Collectors.joining(", "))));
  }
}
