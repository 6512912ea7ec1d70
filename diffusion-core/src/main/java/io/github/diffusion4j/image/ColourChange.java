package io.github.diffusion4j.image;

/**
 * Changes the colours of a picture: brightness, then contrast, saturation and hue, on levels {@code
 * v} from 0 to 1, with what leaves that range cut off after each.
 *
 * <ul>
 *   <li>brightness: {@code b v}
 *   <li>contrast: {@code m + c (v - m)} with m the mean of the picture's greys
 *   <li>saturation: {@code g + s (v - g)} with g the pixel's grey
 *   <li>hue: turns the hue of hue, saturation and value (Smith 1978) by {@code hue} rounds
 * </ul>
 *
 * <p>A grey is {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601). Grey pictures have no saturation
 * and no hue.
 *
 * @param brightness b, 0 or more; 1 changes nothing
 * @param contrast c, 0 or more; 1 changes nothing
 * @param saturation s, 0 or more; 1 changes nothing
 * @param hue in rounds; 0 changes nothing
 */
public record ColourChange(double brightness, double contrast, double saturation, double hue) {
  /** Changes nothing. */
  public static final ColourChange NONE = new ColourChange(1, 1, 1, 0);

  /**
   * Changes a picture in place.
   *
   * @param planar {@code channels} planes from the offset on, -1 to 1
   * @param plane pixels of a plane
   * @param channels 1 or 3
   */
  public void apply(float[] planar, int offset, int plane, int channels) {
    if (brightness != 1) {
      for (int i = offset; i < offset + plane * channels; i++) {
        planar[i] = stored(brightness * level(planar[i]));
      }
    }
    if (contrast != 1) {
      double mean = 0;
      for (int i = 0; i < plane; i++) {
        mean += grey(planar, offset + i, plane, channels) / plane;
      }
      for (int i = offset; i < offset + plane * channels; i++) {
        planar[i] = stored(mean + contrast * (level(planar[i]) - mean));
      }
    }
    if (channels == 3) {
      for (int i = offset; i < offset + plane; i++) {
        if (saturation != 1) {
          saturate(planar, i, plane);
        }
        if (hue != 0) {
          turn(planar, i, plane);
        }
      }
    }
  }

  private void saturate(float[] planar, int at, int plane) {
    double grey = grey(planar, at, plane, 3);
    for (int c = 0; c < 3; c++) {
      int i = at + c * plane;
      planar[i] = stored(grey + saturation * (level(planar[i]) - grey));
    }
  }

  /** Goes round the hexagon of hues: each channel rises, stays, falls and stays. */
  private void turn(float[] planar, int at, int plane) {
    double red = level(planar[at]);
    double green = level(planar[at + plane]);
    double blue = level(planar[at + 2 * plane]);
    double most = Math.max(red, Math.max(green, blue));
    double range = most - Math.min(red, Math.min(green, blue));
    if (range == 0) {
      return;
    }
    double sixths;
    if (most == red) {
      sixths = (green - blue) / range;
    } else if (most == green) {
      sixths = 2 + (blue - red) / range;
    } else {
      sixths = 4 + (red - green) / range;
    }
    sixths += 6 * hue;
    for (int c = 0; c < 3; c++) {
      double distance = sixths - 2 * c;
      distance = Math.abs(distance - 6 * Math.rint(distance / 6));
      double share = Math.max(0, Math.min(1, 2 - distance));
      planar[at + c * plane] = stored(most - range * (1 - share));
    }
  }

  private static double grey(float[] planar, int at, int plane, int channels) {
    return channels == 1
        ? level(planar[at])
        : 0.299 * level(planar[at])
            + 0.587 * level(planar[at + plane])
            + 0.114 * level(planar[at + 2 * plane]);
  }

  private static double level(float stored) {
    return (stored + 1.0) / 2;
  }

  private static float stored(double level) {
    return (float) (2 * Math.max(0, Math.min(1, level)) - 1);
  }
}
