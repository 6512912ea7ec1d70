package io.github.diffusion4j.nn;

/**
 * What goes into a U-Net and comes out of it, which the data and the objective decide.
 *
 * @param imageSize height and width of the pictures it is for, which decide where attention goes;
 *     others run, too, if every level can halve them
 * @param channels of the pictures, 1 or more
 * @param outputChannels of the result, 1 or more; twice {@code channels} where a variance is
 *     learned
 * @param pictureChannels of a conditioning picture that is put beside the input, such as the same
 *     at low resolution; 0 for none
 * @param pictureNoise whether the network is told how noisy the conditioning picture is (cascades,
 *     Ho et al. 2022)
 * @param classes how many there are; 0 for a network without classes
 * @param noClass whether pictures may have no class, which classifier-free guidance needs; it takes
 *     a row more where classes are a table
 * @param augmentation length of the label that says how a picture was augmented (EDM's has 9,
 *     Karras et al. 2022); 0 for none
 * @param clips whether the pictures are the frames of clips {@code [N, C, L, H, W]}
 */
public record UNetPorts(
    int imageSize,
    int channels,
    int outputChannels,
    int pictureChannels,
    boolean pictureNoise,
    int classes,
    boolean noClass,
    int augmentation,
    boolean clips) {

  /** Checks every number. */
  public UNetPorts {
    require(imageSize >= 1, "image size", imageSize, "1 or more");
    require(channels >= 1, "channels", channels, "1 or more");
    require(outputChannels >= 1, "output channels", outputChannels, "1 or more");
    require(pictureChannels >= 0, "picture channels", pictureChannels, "0 or more");
    require(
        pictureChannels > 0 || !pictureNoise,
        "picture channels",
        pictureChannels,
        "1 or more where the picture's noise level is told");
    require(classes >= 0, "classes", classes, "0 or more");
    require(augmentation >= 0, "augmentation", augmentation, "0 or more");
  }

  /** Returns those of a network for pictures and nothing else. */
  public static UNetPorts of(int imageSize, int channels) {
    return of(imageSize, channels, 0);
  }

  /** Returns those of a network for pictures that have a class, or none in particular. */
  public static UNetPorts of(int imageSize, int channels, int classes) {
    return new UNetPorts(imageSize, channels, channels, 0, false, classes, classes > 0, 0, false);
  }

  /** Returns the same with another number of channels in the result. */
  public UNetPorts withOutputChannels(int count) {
    return new UNetPorts(
        imageSize,
        channels,
        count,
        pictureChannels,
        pictureNoise,
        classes,
        noClass,
        augmentation,
        clips);
  }

  /**
   * Returns the same with a conditioning picture.
   *
   * @param noise whether its noise level is told
   */
  public UNetPorts withPicture(int pictureChannelCount, boolean noise) {
    return new UNetPorts(
        imageSize,
        channels,
        outputChannels,
        pictureChannelCount,
        noise,
        classes,
        noClass,
        augmentation,
        clips);
  }

  /** Returns the same for pictures of which each has a class. */
  public UNetPorts alwaysWithClass() {
    return new UNetPorts(
        imageSize,
        channels,
        outputChannels,
        pictureChannels,
        pictureNoise,
        classes,
        false,
        augmentation,
        clips);
  }

  /** Returns the same with an augmentation label of that length. */
  public UNetPorts withAugmentation(int length) {
    return new UNetPorts(
        imageSize,
        channels,
        outputChannels,
        pictureChannels,
        pictureNoise,
        classes,
        noClass,
        length,
        clips);
  }

  /** Returns the same for clips of any number of frames. */
  public UNetPorts forClips() {
    return new UNetPorts(
        imageSize,
        channels,
        outputChannels,
        pictureChannels,
        pictureNoise,
        classes,
        noClass,
        augmentation,
        true);
  }

  /** Dimensions after the channels. */
  int places() {
    return clips ? 3 : 2;
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
