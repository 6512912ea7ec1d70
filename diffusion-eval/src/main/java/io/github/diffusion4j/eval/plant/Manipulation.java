package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.List;

/**
 * A way to make a copy of a picture that is not the picture itself.
 *
 * <p>A copy is of the whole picture, or {@linkplain #isPartial partial}: a part of the picture
 * beside or before something else, as in the artificial sets of Somepalli et al. 2023 (CVPR,
 * "Diffusion Art or Digital Forgery?"). Where those need a segmentation or a generator, the ones
 * here make do without and are named imitations.
 */
public sealed interface Manipulation
    permits Blur,
        ColourJitter,
        Compression,
        Crop,
        CutMix,
        DiagonalOutpainting,
        Flip,
        Noise,
        PatchOutpainting,
        SegmentPaste {

  /** Returns its name in reports, lower case: the same for as long as it does the same. */
  String name();

  /** Returns whether only a part of the source is in the copy. */
  boolean isPartial();

  /**
   * Makes a copy.
   *
   * @param source the picture to copy, grey or RGB, of any size
   * @param other an unrelated picture of the same size, which fills what the source leaves; whole
   *     copies do not look at it
   * @param random decides what there is to decide; the same stream makes the same copy
   * @return of the source's size; RGB if a pasted picture is
   * @throws IllegalArgumentException if the sizes differ and both pictures are needed
   */
  Image apply(Image source, Image other, RandomStream random);

  /** Returns all of them, whole copies before partial ones, always in this order. */
  static List<Manipulation> all() {
    return List.of(
        new Flip(),
        new Crop(new Range(0.6, 0.9)),
        new Compression(new Range(0.3, 0.9)),
        new ColourJitter(0.4, 0.4, 0.2, 0.1),
        new Noise(0.03),
        new Blur(new Range(0.01, 0.03)),
        new CutMix(CutMix.Role.FOREGROUND),
        new CutMix(CutMix.Role.BACKGROUND),
        new SegmentPaste(false),
        new SegmentPaste(true),
        new DiagonalOutpainting(),
        new PatchOutpainting());
  }

  /**
   * Returns the whole copies that measure the sensitivity of a detector in every run: flip, crop,
   * JPEG, colours and noise. Blur is left out: of a picture without fine detail it changes nothing.
   */
  static List<Manipulation> standard() {
    return all().stream().filter(kind -> !kind.isPartial() && !(kind instanceof Blur)).toList();
  }

  /** Returns the partial copies. */
  static List<Manipulation> partial() {
    return all().stream().filter(Manipulation::isPartial).toList();
  }
}
