package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import java.util.List;

/**
 * How strong each spatial frequency is in a set of pictures: the power {@code |F(u, v)|^2 / n^2} of
 * the discrete Fourier transform of the luma (0 to 1), averaged over pictures and over rings of
 * equal {@code round(sqrt(u^2 + v^2))}, in cycles a picture (Durall et al. 2020).
 *
 * <p>Upsampling and blur show at high frequencies. It sees no phase: pictures of noise with this
 * spectrum have the same one, and so has a copied set.
 *
 * @param power by frequency, from 0 to half the picture's side
 */
public record PowerSpectrum(double[] power) {
  /** A power that no picture of 8 bits can be told from 0 by, so that logarithms are finite. */
  private static final double FLOOR = 1e-9;

  /**
   * Averages over pictures.
   *
   * @param pictures square, all of one size
   * @throws EvaluationException if there are none, or one is of another size or not square
   */
  public static PowerSpectrum of(Iterable<Image> pictures) {
    SpectrumSum sum = null;
    for (Image picture : pictures) {
      if (sum == null) {
        sum = new SpectrumSum(picture.width());
      }
      if (picture.width() != picture.height() || picture.width() != sum.side()) {
        throw new EvaluationException(
            "a picture of %s among pictures of %dx%d; a spectrum takes square ones of one size: resize them"
                .formatted(picture, sum.side(), sum.side()));
      }
      sum.add(picture);
    }
    if (sum == null) {
      throw new EvaluationException("a spectrum of no pictures; give at least one");
    }
    return new PowerSpectrum(sum.mean());
  }

  /**
   * Returns the mean of spectra of pictures of one size, each of as many: that of all of them.
   *
   * @throws EvaluationException if there are none
   */
  static PowerSpectrum mean(List<PowerSpectrum> spectra) {
    if (spectra.isEmpty()) {
      throw new EvaluationException("a mean of no spectra; give at least one");
    }
    double[] mean = new double[spectra.get(0).power.length];
    for (PowerSpectrum each : spectra) {
      for (int f = 0; f < mean.length; f++) {
        mean[f] += each.power[f] / spectra.size();
      }
    }
    return new PowerSpectrum(mean);
  }

  /**
   * Returns how far two spectra are apart: the root mean square over frequencies from 1 on of
   * {@code 10 log10(power)} less the other's, in decibels.
   *
   * @throws EvaluationException if they are of pictures of different sizes
   */
  public double decibelsFrom(PowerSpectrum other) {
    if (power.length != other.power.length || power.length < 2) {
      throw new EvaluationException(
          "spectra of %d and of %d frequencies; compare pictures of one size, at least 2x2"
              .formatted(power.length, other.power.length));
    }
    double squares = 0;
    for (int f = 1; f < power.length; f++) {
      double apart =
          10
              * (Math.log10(Math.max(power[f], FLOOR))
                  - Math.log10(Math.max(other.power[f], FLOOR)));
      squares += apart * apart;
    }
    return Math.sqrt(squares / (power.length - 1));
  }
}
