package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spectrum and colours of each of some pictures, from which those of any part of them follow.
 *
 * @param spectra one a picture
 * @param colours one a picture
 */
public record PictureStatistics(List<PowerSpectrum> spectra, List<ColourStatistics> colours) {

  /**
   * Looks at pictures.
   *
   * @param pictures square, all of one size and number of channels
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if one is not square
   */
  public static PictureStatistics of(List<Image> pictures) {
    return new PictureStatistics(
        pictures.parallelStream().map(each -> PowerSpectrum.of(List.of(each))).toList(),
        pictures.parallelStream().map(each -> ColourStatistics.of(List.of(each))).toList());
  }

  /** Returns these and after them others. */
  public PictureStatistics with(PictureStatistics more) {
    List<PowerSpectrum> bothSpectra = new ArrayList<>(spectra);
    bothSpectra.addAll(more.spectra);
    List<ColourStatistics> bothColours = new ArrayList<>(colours);
    bothColours.addAll(more.colours);
    return new PictureStatistics(bothSpectra, bothColours);
  }

  /** Returns how many pictures there are. */
  public int size() {
    return spectra.size();
  }

  PowerSpectrum spectrum(int[] pictures) {
    return PowerSpectrum.mean(IntStream.of(pictures).mapToObj(spectra::get).toList());
  }

  ColourStatistics colours(int[] pictures) {
    return ColourStatistics.mean(IntStream.of(pictures).mapToObj(colours::get).toList());
  }
}
