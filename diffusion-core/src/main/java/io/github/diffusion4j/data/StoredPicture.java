package io.github.diffusion4j.data;

import io.github.diffusion4j.image.DecodedImage;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Pixels;
import java.util.Objects;

/**
 * A picture of a data set before it is fitted.
 *
 * @param name its path inside the folder or archive, control characters replaced, or its number
 * @param decoded its pixels, over white, and what its file said of them
 * @param label the name of its class, control characters replaced; "" if it has none
 * @param caption "" if it has none
 * @param digest what {@link Dataset#digest} returns of it
 */
public record StoredPicture(
    String name, DecodedImage decoded, String label, String caption, String digest) {
  private static final String DRAWN = "drawn";

  /** Makes the names printable: they may come from an archive of anybody's making. */
  public StoredPicture {
    name = Unreadable.printable(name);
    Objects.requireNonNull(decoded, "decoded");
    label = label == null ? "" : Unreadable.printable(label);
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(digest, "digest");
  }

  /** Takes a picture that is no file of its own, called by its number. */
  static StoredPicture numbered(
      int index, Image image, String format, String label, String caption, String digest) {
    String mode = image.channels() == 1 ? "grey" : "RGB";
    DecodedImage decoded = new DecodedImage(Pixels.of(image), format, mode);
    return new StoredPicture("#" + index, decoded, label, caption, digest);
  }

  /** Takes a picture that is drawn in whatever size is asked for. */
  static StoredPicture drawn(int index, Image image, String label, String caption, String digest) {
    return numbered(index, image, DRAWN, label, caption, digest);
  }

  /** Says whether the picture is drawn, so that its size means nothing. */
  public boolean isDrawn() {
    return decoded.format().equals(DRAWN);
  }
}
