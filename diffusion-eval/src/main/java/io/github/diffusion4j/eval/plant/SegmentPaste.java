package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * What stands out of the picture ({@link Segment}) before another: an imitation of SegMix, which
 * cuts by a segmentation.
 *
 * @param moved whether it is first resized by U(0.75, 1), turned by U(-10, 10) degrees and put
 *     anywhere that it fits; else it is pasted at its place
 */
record SegmentPaste(boolean moved) implements Manipulation {
  private static final Range SCALE = new Range(0.75, 1);
  private static final Range DEGREES = Range.around(0, 10);

  @Override
  public String name() {
    return moved ? "segment-moved" : "segment";
  }

  @Override
  public boolean isPartial() {
    return true;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    Mask segment = Segment.of(source);
    return moved
        ? Placement.draw(segment.bounds(), source, random).paste(source, segment, other)
        : segment.mix(source, other);
  }

  /**
   * Where a box of the source is in the copy, in pixels from the top left.
   *
   * @param fromX middle of the box in the source
   * @param toX middle of it in the copy
   * @param cosine of the turn, divided by the scale, so that it leads from the copy to the source
   * @param sine likewise
   */
  private record Placement(
      double fromX, double fromY, double toX, double toY, double cosine, double sine) {

    static Placement draw(Mask.Box box, Image source, RandomStream random) {
      double scale = SCALE.draw(random);
      double angle = Math.toRadians(DEGREES.draw(random));
      double cosine = StrictMath.cos(angle);
      double sine = StrictMath.sin(angle);
      double width = scale * (box.width() * cosine + box.height() * Math.abs(sine));
      double height = scale * (box.height() * cosine + box.width() * Math.abs(sine));
      // A box that has outgrown the picture by its turn reaches over its edges.
      double left = (source.width() - width) * random.nextDouble();
      double top = (source.height() - height) * random.nextDouble();
      return new Placement(
          (box.left() + box.right()) / 2.0,
          (box.top() + box.bottom()) / 2.0,
          left + width / 2,
          top + height / 2,
          cosine / scale,
          sine / scale);
    }

    Image paste(Image source, Mask segment, Image other) {
      int width = source.width();
      int height = source.height();
      int channels = source.channels();
      byte[] turned = new byte[width * height * channels];
      double[] kept = new double[width * height];
      for (int i = 0; i < kept.length; i++) {
        double right = i % width + 0.5 - toX;
        double down = i / width + 0.5 - toY;
        double x = fromX + cosine * right + sine * down;
        double y = fromY + cosine * down - sine * right;
        if (x >= 0 && x < width && y >= 0 && y < height) {
          kept[i] = segment.at((int) x, (int) y);
          for (int c = 0; c < channels; c++) {
            turned[i * channels + c] = (byte) Math.round(bilinear(source, x - 0.5, y - 0.5, c));
          }
        }
      }
      return Mask.of(width, height, (x, y) -> kept[y * width + x])
          .mix(new Image(width, height, channels, turned), other);
    }

    private static double bilinear(Image source, double x, double y, int channel) {
      int left = Math.max(0, (int) Math.floor(x));
      int top = Math.max(0, (int) Math.floor(y));
      int right = Math.min(source.width() - 1, left + 1);
      int bottom = Math.min(source.height() - 1, top + 1);
      double across = Math.max(0, x - left);
      double down = Math.max(0, y - top);
      return (1 - down)
              * ((1 - across) * source.sample(left, top, channel)
                  + across * source.sample(right, top, channel))
          + down
              * ((1 - across) * source.sample(left, bottom, channel)
                  + across * source.sample(right, bottom, channel));
    }
  }
}
