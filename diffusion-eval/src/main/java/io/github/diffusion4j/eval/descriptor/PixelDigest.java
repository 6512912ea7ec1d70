package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The SHA-256 of a decoded picture: its size and its samples as RGB. It finds pictures that are the
 * same to the last bit, whatever file and format they came in, and no others.
 */
public final class PixelDigest {
  private PixelDigest() {}

  /** Returns 64 hexadecimal digits; of a grey picture those of the same in RGB. */
  public static String of(Image picture) {
    byte[] size =
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(picture.width())
            .putInt(picture.height())
            .array();
    return Digests.sha256(size, picture.withChannels(3).samples());
  }

  /** Returns the indices of pictures that are the same, of each such group at least two. */
  public static List<List<Integer>> groups(List<Image> pictures) {
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    for (int i = 0; i < pictures.size(); i++) {
      found.computeIfAbsent(of(pictures.get(i)), digest -> new ArrayList<>()).add(i);
    }
    return found.values().stream().filter(group -> group.size() > 1).toList();
  }
}
