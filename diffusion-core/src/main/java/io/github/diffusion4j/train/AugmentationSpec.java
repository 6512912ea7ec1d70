package io.github.diffusion4j.train;

/**
 * How training pictures are varied without the network being told: what it draws then varies so,
 * too. For changes that are not to show in what is drawn there is {@link
 * ObjectiveSpec#augmentation()}.
 *
 * @param verticalFlip whether half of the pictures are turned upside down
 * @param cropMin the smallest share of a picture's side that a random crop keeps, above 0 to 1; the
 *     share is drawn evenly between both, and the part of the picture too
 * @param cropMax the largest share, {@code cropMin} to 1; with 1 and 1 nothing is cropped
 * @param rotation the largest angle in degrees that a picture is turned by to either side, 0 to 180
 * @param brightness how far the factor of all levels is from 1 at most, 0 or more
 * @param contrast how far the factor of the distance from the picture's mean grey is from 1 at most
 * @param saturation how far the factor of the distance from each pixel's grey is from 1 at most
 * @param hue how far colours go round the colour circle to either side at most, in turns, 0 to 0.5
 */
public record AugmentationSpec(
    boolean verticalFlip,
    double cropMin,
    double cropMax,
    double rotation,
    double brightness,
    double contrast,
    double saturation,
    double hue) {
  private static final double MOST_JITTER = 10;

  /** Pictures as they are. */
  public static final AugmentationSpec NONE = new AugmentationSpec(false, 1, 1, 0, 0, 0, 0, 0);

  /** Checks the numbers. */
  public AugmentationSpec {
    require(cropMin > 0 && cropMin <= 1, "crop-min", cropMin, "above 0 and at most 1");
    require(
        cropMax >= cropMin && cropMax <= 1,
        "crop-max",
        cropMax,
        "at least crop-min, which is " + cropMin + ", and at most 1");
    require(rotation >= 0 && rotation <= 180, "rotation", rotation, "from 0 to 180 degrees");
    requireJitter("brightness", brightness);
    requireJitter("contrast", contrast);
    requireJitter("saturation", saturation);
    require(hue >= 0 && hue <= 0.5, "hue", hue, "from 0 to 0.5 turns");
  }

  /** Returns whether pictures stay as they are. */
  public boolean changesNothing() {
    return equals(NONE);
  }

  private static void requireJitter(String name, double value) {
    require(value >= 0 && value <= MOST_JITTER, name, value, "from 0 to " + MOST_JITTER);
  }

  private static void require(boolean holds, String name, double value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
