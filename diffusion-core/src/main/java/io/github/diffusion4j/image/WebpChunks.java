package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The chunks of a WebP file that make its first picture. Profiles, further frames and notes are
 * left out, so that none can change a value or break a decoder.
 *
 * @param essential a WebP file of one picture, or null if there is none
 * @param exif a TIFF file without pixels, or null
 */
record WebpChunks(byte[] essential, byte[] exif) {
  private static final int FILE_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;

  /** Size, place, duration and flags before the chunks of a frame. */
  private static final int FRAME_HEADER_BYTES = 16;

  /** The bit of VP8X that says alpha. */
  private static final int ALPHA = 0x10;

  static WebpChunks of(ImageSource source) throws UnreadableImageException {
    ByteBuffer file = ByteBuffer.wrap(source.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    return read(source, file.position(FILE_HEADER_BYTES).slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  private static WebpChunks read(ImageSource source, ByteBuffer chunks)
      throws UnreadableImageException {
    byte[] essential = null;
    byte[] alpha = null;
    byte[] exif = null;
    while (chunks.remaining() >= CHUNK_HEADER_BYTES) {
      byte[] name = new byte[4];
      chunks.get(name);
      String type = new String(name, StandardCharsets.ISO_8859_1);
      int length = chunks.getInt();
      if (length < 0 || length > chunks.remaining()) {
        throw source.refuse(Kind.CORRUPT, "the file ends inside chunk " + type.strip());
      }
      ByteBuffer body = chunks.slice().limit(length).slice().order(ByteOrder.LITTLE_ENDIAN);
      // A chunk of odd length is followed by a byte that says nothing.
      chunks.position(Math.min(chunks.limit(), chunks.position() + length + length % 2));
      switch (type) {
        case "VP8X" -> {
          require(source, body, 10);
          source.requireSize(1 + triple(body, 4), 1 + triple(body, 7));
        }
        case "ALPH" -> alpha = bytes(body);
        case "EXIF" -> exif = bytes(body);
        case "VP8 ", "VP8L" ->
            essential = essential == null ? still(source, type, body, alpha) : essential;
        case "ANMF" -> {
          require(source, body, FRAME_HEADER_BYTES);
          if (essential == null) {
            ByteBuffer frame = body.position(FRAME_HEADER_BYTES).slice();
            essential = read(source, frame.order(ByteOrder.LITTLE_ENDIAN)).essential();
          }
        }
        default -> {}
      }
    }
    return new WebpChunks(essential, withoutName(exif));
  }

  /** Some writers begin EXIF data as JPEG does. */
  private static byte[] withoutName(byte[] exif) {
    boolean named = exif != null && exif.length > 6 && exif[0] == 'E' && exif[1] == 'x';
    return named ? Arrays.copyOfRange(exif, 6, exif.length) : exif;
  }

  /** Returns a file of this picture alone. */
  private static byte[] still(ImageSource source, String type, ByteBuffer body, byte[] alpha)
      throws UnreadableImageException {
    int width;
    int height;
    if (type.equals("VP8L")) {
      require(source, body, 5);
      int sizes = body.getInt(1);
      width = 1 + (sizes & 0x3FFF);
      height = 1 + (sizes >> 14 & 0x3FFF);
    } else {
      require(source, body, 10);
      width = body.getShort(6) & 0x3FFF;
      height = body.getShort(8) & 0x3FFF;
    }
    source.requireSize(width, height);
    boolean extended = alpha != null && type.equals("VP8 ");
    int length =
        FILE_HEADER_BYTES
            + (extended ? padded(10) + padded(alpha.length) : 0)
            + padded(body.capacity());
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(length - CHUNK_HEADER_BYTES).put(ascii("WEBP"));
    if (extended) {
      ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(ALPHA).putInt(4, width - 1).putShort(7, (short) (height - 1));
      put(file, "VP8X", header.array());
      put(file, "ALPH", alpha);
    }
    put(file, type, bytes(body));
    return file.array();
  }

  private static void put(ByteBuffer file, String type, byte[] body) {
    file.put(ascii(type)).putInt(body.length).put(body);
    if (body.length % 2 == 1) {
      file.put((byte) 0);
    }
  }

  private static int padded(int length) {
    return CHUNK_HEADER_BYTES + length + length % 2;
  }

  private static int triple(ByteBuffer body, int at) {
    return body.getShort(at) & 0xFFFF | (body.get(at + 2) & 0xFF) << 16;
  }

  private static void require(ImageSource source, ByteBuffer body, int length)
      throws UnreadableImageException {
    if (body.capacity() < length) {
      throw source.refuse(Kind.CORRUPT, "the file ends before its pixels do");
    }
  }

  private static byte[] bytes(ByteBuffer body) {
    byte[] bytes = new byte[body.capacity()];
    body.get(0, bytes);
    return bytes;
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
