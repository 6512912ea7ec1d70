package io.github.diffusion4j.data.annotation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A mask as a COCO file gives it, whose picture is not known yet.
 *
 * @param rings of a polygon; or null
 * @param runs or null; if both are null it is no mask
 */
record CocoMask(List<float[]> rings, RunLengths runs) {
  private static final CocoMask NONE = new CocoMask(null, null);

  /** Returns the mask in the frame of its picture; null if it is none, or that of another. */
  Mask in(int width, int height) {
    if (runs != null) {
      return runs.width() == width && runs.height() == height ? runs : null;
    }
    boolean polygons = rings != null && !rings.isEmpty();
    return polygons && rings.stream().allMatch(Polygons::isRing) && Mask.isFrame(width, height)
        ? Polygons.of(width, height, rings)
        : null;
  }

  /** Returns how many numbers it takes. */
  long numbers() {
    return runs != null
        ? runs.count()
        : rings == null ? 0 : rings.stream().mapToLong(ring -> ring.length).sum();
  }

  /** Reads rings or runs; returns null for an empty list or null, which stand for no mask. */
  static CocoMask read(JsonParser in, int mostNumbers) throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      return runs(in, mostNumbers);
    }
    if (in.currentToken() == JsonToken.START_ARRAY) {
      return rings(in, mostNumbers);
    }
    boolean none = in.currentToken() == JsonToken.VALUE_NULL;
    in.skipChildren();
    return none ? null : NONE;
  }

  private static CocoMask rings(JsonParser in, int mostNumbers) throws IOException {
    List<float[]> rings = new ArrayList<>();
    boolean right = true;
    int left = mostNumbers;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      double[] ring = left > 0 ? CocoJson.numbers(in, left) : CocoJson.skipped(in);
      if (ring == null) {
        right = false;
      } else {
        float[] corners = new float[ring.length];
        for (int i = 0; i < corners.length; i++) {
          corners[i] = (float) ring[i];
        }
        rings.add(corners);
        // Empty ones take room, too.
        left -= corners.length + 1;
      }
    }
    return !right ? NONE : rings.isEmpty() ? null : new CocoMask(rings, null);
  }

  private static CocoMask runs(JsonParser in, int mostNumbers) throws IOException {
    double[] size = null;
    double[] counts = null;
    String text = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      JsonToken value = in.nextToken();
      if (key.equals("size")) {
        size = CocoJson.numbers(in, 2);
      } else if (key.equals("counts") && value == JsonToken.VALUE_STRING) {
        text = in.getText();
      } else if (key.equals("counts")) {
        counts = CocoJson.numbers(in, mostNumbers);
      } else {
        in.skipChildren();
      }
    }
    if (size == null || size.length != 2 || text != null && text.length() > mostNumbers) {
      return NONE;
    }
    try {
      int height = CocoJson.whole(size[0]);
      int width = CocoJson.whole(size[1]);
      if (text != null) {
        return new CocoMask(null, RunLengths.decode(width, height, text));
      }
      return counts == null
          ? NONE
          : new CocoMask(
              null,
              RunLengths.of(
                  width, height, Arrays.stream(counts).mapToInt(CocoJson::whole).toArray()));
    } catch (IllegalArgumentException wrong) {
      return NONE;
    }
  }
}
