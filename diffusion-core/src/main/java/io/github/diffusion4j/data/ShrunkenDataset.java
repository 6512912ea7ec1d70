package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.image.Image;
import java.util.List;
import java.util.Optional;

/** Another data set's pictures at a lower resolution: each pixel the mean of a square of theirs. */
record ShrunkenDataset(Dataset whole, int imageSize) implements Dataset {
  ShrunkenDataset {
    if (imageSize < 1 || whole.imageSize() % imageSize != 0) {
      throw new IllegalArgumentException(
          "pictures of size "
              + whole.imageSize()
              + " cannot be shrunk evenly to "
              + imageSize
              + "; choose a divisor");
    }
  }

  @Override
  public int size() {
    return whole.size();
  }

  @Override
  public Image image(int index) {
    return whole.image(index).shrunken(whole.imageSize() / imageSize);
  }

  @Override
  public int label(int index) {
    return whole.label(index);
  }

  @Override
  public List<String> classes() {
    return whole.classes();
  }

  @Override
  public String caption(int index) {
    return whole.caption(index);
  }

  @Override
  public List<String> objectClasses() {
    return whole.objectClasses();
  }

  @Override
  public Optional<AnnotatedPicture> annotated(int index) {
    return whole.annotated(index).map(picture -> picture.resized(imageSize, imageSize));
  }

  @Override
  public String digest(int index) {
    return whole.digest(index);
  }

  @Override
  public int channels() {
    return whole.channels();
  }

  @Override
  public String description() {
    return whole.description() + ", shrunk to " + imageSize + "x" + imageSize;
  }

  @Override
  public DataManifest manifest() {
    return whole.manifest();
  }

  @Override
  public List<Unreadable> unreadable() {
    return whole.unreadable();
  }
}
