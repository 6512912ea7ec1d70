package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.ColourChange;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * The picture in other colours. Of a grey one only brightness and contrast change.
 *
 * @param brightness most distance of its factor from 1
 * @param contrast most distance of its factor from 1
 * @param saturation most distance of its factor from 1
 * @param hue most turn either way, in rounds
 */
record ColourJitter(double brightness, double contrast, double saturation, double hue)
    implements Manipulation {
  @Override
  public String name() {
    return "colour";
  }

  @Override
  public boolean isPartial() {
    return false;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    ColourChange change =
        new ColourChange(
            Range.around(1, brightness).draw(random),
            Range.around(1, contrast).draw(random),
            Range.around(1, saturation).draw(random),
            Range.around(0, hue).draw(random));
    int plane = source.width() * source.height();
    float[] planar = new float[plane * source.channels()];
    source.toPlanar(planar, 0);
    change.apply(planar, 0, plane, source.channels());
    return Image.ofPlanar(planar, 0, source.channels(), source.height(), source.width());
  }
}
