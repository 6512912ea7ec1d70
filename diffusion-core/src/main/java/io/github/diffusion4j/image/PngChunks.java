package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file that make its pixels. All others are left out, so that no gamma, profile
 * or text can change a value or break a decoder.
 *
 * @param palette the body of PLTE of a picture by palette; else null
 * @param transparency the body of tRNS: opacities of a palette's colours, or the one colour of a
 *     grey or RGB picture that is transparent; else null
 * @param exif a TIFF file without pixels, or null
 * @param essential a PNG file of IHDR, PLTE, IDAT and IEND only
 */
record PngChunks(
    int width,
    int height,
    int bitDepth,
    int colourType,
    byte[] palette,
    byte[] transparency,
    byte[] exif,
    byte[] essential) {
  private static final int SIGNATURE_BYTES = 8;

  /** Length, type and checksum around a chunk's body. */
  private static final int FRAME_BYTES = 12;

  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  static PngChunks of(ImageSource source) throws UnreadableImageException {
    byte[] file = source.bytes();
    ByteArrayOutputStream kept = new ByteArrayOutputStream(Math.min(file.length, 1 << 16));
    kept.write(file, 0, SIGNATURE_BYTES);
    ByteBuffer header = null;
    byte[] palette = null;
    byte[] transparency = null;
    byte[] exif = null;
    boolean data = false;
    int at = SIGNATURE_BYTES;
    String type = "";
    while (!type.equals("IEND") && at < file.length) {
      int length = length(source, at);
      type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (header == null && !type.equals("IHDR")) {
        throw type.equals("CgBI")
            ? source.refuse(Kind.UNSUPPORTED, "it is Apple's own variant of PNG (CgBI)")
            : source.refuse(Kind.CORRUPT, "it begins with chunk " + type + ", not with IHDR");
      }
      if (critical(type)) {
        requireChecksum(source, at, length, type);
      }
      ByteBuffer body = ByteBuffer.wrap(file, at + 8, length).slice();
      boolean keep = false;
      switch (type) {
        case "IHDR" -> {
          requireHeader(source, header, body);
          header = body;
          keep = true;
        }
        case "PLTE" -> {
          if (header.get(9) == PALETTE) {
            palette = bytes(body);
            keep = true;
          }
        }
        case "tRNS" -> {
          int colour = header.get(9);
          if (colour == PALETTE || colour == GREY && length == 2 || colour == RGB && length == 6) {
            transparency = bytes(body);
          }
        }
        case "eXIf" -> exif = bytes(body);
        case "IDAT" -> {
          data = true;
          keep = true;
        }
        case "IEND" -> keep = true;
        default -> {
          if (critical(type)) {
            throw source.refuse(Kind.UNSUPPORTED, "it needs the unknown PNG chunk " + type);
          }
        }
      }
      if (keep) {
        kept.write(file, at, length + FRAME_BYTES);
      }
      at += length + FRAME_BYTES;
    }
    if (!data) {
      throw source.refuse(Kind.CORRUPT, "it has no pixel data (chunk IDAT)");
    }
    if (header.get(9) == PALETTE && palette == null) {
      throw source.refuse(Kind.CORRUPT, "it has no palette (chunk PLTE)");
    }
    return new PngChunks(
        header.getInt(0),
        header.getInt(4),
        header.get(8),
        header.get(9),
        palette,
        transparency,
        exif,
        kept.toByteArray());
  }

  private static byte[] bytes(ByteBuffer body) {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  private static int length(ImageSource source, int at) throws UnreadableImageException {
    int left = source.bytes().length - at;
    int length = left < FRAME_BYTES ? 0 : ByteBuffer.wrap(source.bytes()).getInt(at);
    if (length < 0 || length > left - FRAME_BYTES) {
      throw source.refuse(Kind.CORRUPT, "the file ends inside a chunk, at byte " + at);
    }
    return length;
  }

  private static boolean critical(String type) {
    return (type.charAt(0) & 0x20) == 0;
  }

  private static void requireChecksum(ImageSource source, int at, int length, String type)
      throws UnreadableImageException {
    CRC32 crc = new CRC32();
    crc.update(source.bytes(), at + 4, length + 4);
    if ((int) crc.getValue() != ByteBuffer.wrap(source.bytes()).getInt(at + 8 + length)) {
      throw source.refuse(Kind.CORRUPT, "the checksum of chunk " + type + " is wrong");
    }
  }

  private static void requireHeader(ImageSource source, ByteBuffer earlier, ByteBuffer header)
      throws UnreadableImageException {
    if (earlier != null || header.capacity() != 13) {
      throw source.refuse(Kind.CORRUPT, "its IHDR chunk is repeated or not 13 bytes long");
    }
    source.requireSize(header.getInt(0) & 0xFFFFFFFFL, header.getInt(4) & 0xFFFFFFFFL);
    int depth = header.get(8);
    boolean known =
        switch (header.get(9)) {
          case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw source.refuse(
          Kind.CORRUPT, "PNG has no colour type " + header.get(9) + " with " + depth + " bits");
    }
  }
}
