package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.Image;
import java.util.List;

/** Pictures in grey or RGB, whatever they were. */
record InChannels(Dataset pictures, int channels) implements Dataset {

  static Dataset of(Dataset pictures, int channels) {
    return pictures.channels() == channels ? pictures : new InChannels(pictures, channels);
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public Image image(int index) {
    return pictures.image(index).withChannels(channels);
  }

  @Override
  public String caption(int index) {
    return pictures.caption(index);
  }

  @Override
  public String digest(int index) {
    return pictures.digest(index);
  }

  @Override
  public String description() {
    return pictures.description();
  }

  @Override
  public DataManifest manifest() {
    return pictures.manifest();
  }

  @Override
  public List<Unreadable> unreadable() {
    return pictures.unreadable();
  }
}
