package io.github.diffusion4j.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Builds PNG files chunk by chunk, right or wrong, by the letter of the format. */
final class PngFile {
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  PngFile() {
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
  }

  static PngFile of(int width, int height, int bitDepth, int colourType) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) bitDepth).put((byte) colourType).put(new byte[3]);
    return new PngFile().chunk("IHDR", header.array());
  }

  PngFile chunk(String type, byte... body) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(body);
    file.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    file.writeBytes(name);
    file.writeBytes(body);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return this;
  }

  PngFile gamma(int timesHundredThousand) {
    return chunk("gAMA", ByteBuffer.allocate(4).putInt(timesHundredThousand).array());
  }

  /** Adds the pixel data, unfiltered rows one after the other, and ends the file. */
  byte[] rows(byte[]... rows) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (byte[] row : rows) {
        deflater.write(0);
        deflater.write(row);
      }
    } catch (java.io.IOException impossible) {
      throw new AssertionError(impossible);
    }
    return chunk("IDAT", packed.toByteArray()).chunk("IEND").bytes();
  }

  byte[] bytes() {
    return file.toByteArray();
  }
}
