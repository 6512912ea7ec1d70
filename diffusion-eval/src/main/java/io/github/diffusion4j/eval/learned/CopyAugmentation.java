package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.image.ColourChange;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * What a copy-detection network is trained to look past: the edits of SSCD's strong augmentation
 * that need no fonts and no emoji (Pizzi et al. 2022, section 4.1), boxes of one colour and of
 * other pictures in their place. Each picture of a batch is edited twice; an edit is drawn for each
 * view by itself, in the order below.
 *
 * @param untouched probability that the first view of a picture is the picture itself, as it is
 *     when it is searched
 * @param mirror probability of mirroring left to right
 * @param quarterTurn probability of a turn by 90, 180 or 270 degrees
 * @param turn probability of a turn by any angle up to 45 degrees
 * @param overlay probability of a box of one colour, and once more of one of another picture, each
 *     of 2 to 25 % of the area
 * @param crop probability of a crop
 * @param leastCrop the least share of the area that a crop keeps, above 0 to 1; all up to 1 are as
 *     likely, with sides in ratios from 3:4 to 4:3
 * @param colour probability of a change of colours
 * @param strength how far from 1 brightness, contrast and saturation go with it; the hue goes a
 *     quarter as far, in rounds
 * @param grey probability of taking the colours away
 * @param blur probability of a Gaussian blur of up to 2.5 % of the width
 * @param noise probability of normal noise, of a standard deviation of up to 5 % of all levels
 * @param jpeg probability of compression as JPEG, of any quality
 * @param mix probability that another view of the batch is pasted into a view (CutMix) or laid over
 *     it (mixup), by turns; the view then shows both pictures
 */
public record CopyAugmentation(
    double untouched,
    double mirror,
    double quarterTurn,
    double turn,
    double overlay,
    double crop,
    double leastCrop,
    double colour,
    double strength,
    double grey,
    double blur,
    double noise,
    double jpeg,
    double mix) {
  private static final double LEAST_BLUR = 0.1;
  private static final double MOST_BLUR = 0.025;

  /** Of numbers from -1 to 1. */
  private static final double MOST_NOISE = 0.1;

  /** SSCD's, but milder for pictures of few pixels and a network trained for minutes. */
  public static CopyAugmentation standard() {
    return new CopyAugmentation(
        0.8, 0.5, 0.02, 0.05, 0.1, 1, 0.35, 0.8, 0.8, 0.2, 0.2, 0, 0.2, 0.1);
  }

  /**
   * Edits of the whole picture alone. A network that has to look past crops and pastes tells less
   * of what is nearly alike apart, and a threshold of few false alarms then finds fewer copies of
   * any kind.
   */
  public static CopyAugmentation whole() {
    return new CopyAugmentation(1, 0.5, 0, 0, 0, 0, 1, 0.5, 0.5, 0.1, 0.1, 0.5, 0.6, 0);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a probability is not from 0 to 1, or the least crop not
   *     above 0
   */
  public CopyAugmentation {
    double[] probabilities = {
      untouched,
      mirror,
      quarterTurn,
      turn,
      overlay,
      crop,
      leastCrop,
      colour,
      strength,
      grey,
      blur,
      noise,
      jpeg,
      mix
    };
    for (double probability : probabilities) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "an augmentation has the probability " + probability + "; it is 0 to 1");
      }
    }
    if (leastCrop == 0) {
      throw new IllegalArgumentException("a crop keeps 0 of the area; it keeps more, such as 0.3");
    }
  }

  /**
   * Edits a square picture in place.
   *
   * @param other of the same size, which may end up in part of it
   */
  void edit(PlanarPicture picture, PlanarPicture other, RandomStream random) {
    turnOver(picture, random);
    if (random.nextDouble() < overlay) {
      double[] colours = {level(random), level(random), level(random)};
      picture.fill(overlayBox(picture, random), colours);
    }
    if (random.nextDouble() < overlay) {
      picture.paste(other, overlayBox(picture, random));
    }
    if (random.nextDouble() < crop) {
      double area = leastCrop + (1 - leastCrop) * random.nextDouble();
      picture.crop(Box.anywhere(random, picture, area, ratio(random)));
    }
    recolour(picture, random);
    if (random.nextDouble() < blur) {
      double most = Math.max(LEAST_BLUR, MOST_BLUR * picture.width());
      picture.blur(LEAST_BLUR + (most - LEAST_BLUR) * random.nextDouble());
    }
    if (random.nextDouble() < noise) {
      picture.addNoise(MOST_NOISE * random.nextDouble(), random);
    }
    if (random.nextDouble() < jpeg) {
      picture.jpeg(random.nextDouble());
    }
  }

  private void turnOver(PlanarPicture picture, RandomStream random) {
    if (random.nextDouble() < mirror) {
      picture.mirror();
    }
    if (random.nextDouble() < quarterTurn) {
      picture.turn(90 * (1 + random.nextInt(3)));
    }
    if (random.nextDouble() < turn) {
      picture.turn(45 * level(random));
    }
  }

  private void recolour(PlanarPicture picture, RandomStream random) {
    if (random.nextDouble() < colour) {
      picture.changeColours(
          new ColourChange(
              factor(random), factor(random), factor(random), 0.25 * strength * level(random)));
    }
    if (random.nextDouble() < grey) {
      picture.grey();
    }
  }

  private static Box overlayBox(PlanarPicture picture, RandomStream random) {
    return Box.anywhere(random, picture, 0.02 + 0.23 * random.nextDouble(), ratio(random));
  }

  private static double ratio(RandomStream random) {
    return Math.pow(4.0 / 3, level(random));
  }

  private double factor(RandomStream random) {
    return 1 + strength * level(random);
  }

  /** From -1 to 1. */
  private static double level(RandomStream random) {
    return 2 * random.nextDouble() - 1;
  }
}
