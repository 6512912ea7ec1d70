package io.github.diffusion4j.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.imaging.formats.png.AbstractPngText;
import org.apache.commons.imaging.formats.png.PngImageParser;
import org.apache.commons.imaging.formats.png.PngImagingParameters;

/** Writes PNG files: exact levels, 8-bit grey or RGB, the same bytes for the same picture. */
public final class Png {
  private Png() {}

  /**
   * Encodes a picture with notes about it. A picture whose every pixel is grey becomes a grey file
   * whatever its channels.
   *
   * @param text notes by keyword (1 to 79 printable Latin-1 characters), written in the map's
   *     order; Latin-1 notes as tEXt chunks, others as iTXt
   * @throws IllegalArgumentException if a keyword or note cannot be written
   */
  public static byte[] encode(Image image, Map<String, String> text) {
    List<AbstractPngText> notes = new ArrayList<>();
    text.forEach((keyword, note) -> notes.add(note(keyword, note)));
    boolean grey = Pixels.of(image).greyIfGrey().channels() == 1;
    PngImagingParameters parameters =
        new PngImagingParameters().setForceTrueColor(!grey).setTextChunks(notes);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      // From packed RGB: a grey java.awt image would be written with its levels changed.
      new PngImageParser().writeImage(Buffers.buffered(image), file, parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing a PNG to memory", impossible);
    }
    return file.toByteArray();
  }

  /** Encodes a picture without notes. */
  public static byte[] encode(Image image) {
    return encode(image, Map.of());
  }

  private static AbstractPngText note(String keyword, String note) {
    boolean valid =
        !keyword.isEmpty()
            && keyword.length() <= 79
            && keyword.equals(keyword.strip())
            && keyword.chars().allMatch(c -> c >= 32 && c < 127 || c > 160 && c < 256);
    if (!valid) {
      throw new IllegalArgumentException(
          "a PNG keyword is 1 to 79 printable Latin-1 characters, not '" + keyword + "'");
    }
    if (note.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the PNG note '" + keyword + "' contains a NUL character");
    }
    return StandardCharsets.ISO_8859_1.newEncoder().canEncode(note)
        ? new AbstractPngText.Text(keyword, note)
        : new AbstractPngText.Itxt(keyword, note, "", "");
  }
}
