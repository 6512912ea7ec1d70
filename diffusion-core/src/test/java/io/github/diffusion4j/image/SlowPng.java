package io.github.diffusion4j.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;

/** A PNG reader by the letter of the format, one sample at a time: another opinion on pixels. */
final class SlowPng {
  int width;
  int height;
  int bits;
  int colourType;
  private byte[] palette = {};
  private byte[] transparency;
  private int[] samples;

  SlowPng(byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, 8, file.length));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    boolean interlaced = false;
    for (String type = ""; !type.equals("IEND"); in.readInt()) {
      byte[] name = new byte[4];
      byte[] body = new byte[in.readInt()];
      in.readFully(name);
      in.readFully(body);
      type = new String(name, StandardCharsets.US_ASCII);
      switch (type) {
        case "IHDR" -> {
          width = (body[2] & 0xFF) << 8 | body[3] & 0xFF;
          height = (body[6] & 0xFF) << 8 | body[7] & 0xFF;
          bits = body[8];
          colourType = body[9];
          interlaced = body[12] == 1;
        }
        case "PLTE" -> palette = body;
        case "tRNS" -> transparency = body;
        case "IDAT" -> packed.writeBytes(body);
        default -> {}
      }
    }
    samples = new int[width * height * channels()];
    DataInputStream data =
        new DataInputStream(
            new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray())));
    if (!interlaced) {
      pass(data, 0, 0, 1, 1);
      return;
    }
    int[][] passes = {
      {0, 0, 8, 8},
      {4, 0, 8, 8},
      {0, 4, 4, 8},
      {2, 0, 4, 4},
      {0, 2, 2, 4},
      {1, 0, 2, 2},
      {0, 1, 1, 2}
    };
    for (int[] pass : passes) {
      pass(data, pass[0], pass[1], pass[2], pass[3]);
    }
  }

  private int channels() {
    return switch (colourType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  private void pass(DataInputStream in, int left, int top, int right, int down) throws IOException {
    int across = (width - left + right - 1) / right;
    int step = Math.max(1, channels() * bits / 8);
    byte[] above = new byte[(across * channels() * bits + 7) / 8];
    for (int y = top; y < height && across > 0; y += down) {
      int filter = in.readByte();
      byte[] row = new byte[above.length];
      in.readFully(row);
      for (int i = 0; i < row.length; i++) {
        int a = i < step ? 0 : row[i - step] & 0xFF;
        int b = above[i] & 0xFF;
        int c = i < step ? 0 : above[i - step] & 0xFF;
        int guess = a + b - c;
        int nearB = Math.abs(guess - b) <= Math.abs(guess - c) ? b : c;
        boolean nearA =
            Math.abs(guess - a) <= Math.abs(guess - b)
                && Math.abs(guess - a) <= Math.abs(guess - c);
        int[] predictions = {0, a, b, (a + b) / 2, nearA ? a : nearB};
        row[i] += (byte) predictions[filter];
      }
      for (int i = 0; i < across * channels(); i++) {
        int bit = i * bits;
        int value =
            bits == 16
                ? (row[2 * i] & 0xFF) << 8 | row[2 * i + 1] & 0xFF
                : (row[bit / 8] & 0xFF) >> (8 - bits - bit % 8) & (1 << bits) - 1;
        int x = left + i / channels() * right;
        samples[(y * width + x) * channels() + i % channels()] = value;
      }
      above = row;
    }
  }

  /** Returns red, green, blue and alpha, from 0 to 1. */
  double[] colour(int x, int y) {
    int at = (y * width + x) * channels();
    double top = (1 << bits) - 1;
    if (colourType == 3) {
      int number = samples[at];
      double alpha =
          transparency != null && number < transparency.length ? transparency[number] & 0xFF : 255;
      return new double[] {
        (palette[3 * number] & 0xFF) / 255.0,
        (palette[3 * number + 1] & 0xFF) / 255.0,
        (palette[3 * number + 2] & 0xFF) / 255.0,
        alpha / 255
      };
    }
    boolean grey = colourType == 0 || colourType == 4;
    double[] colour = new double[4];
    boolean key = transparency != null;
    for (int c = 0; c < 3; c++) {
      int level = samples[at + (grey ? 0 : c)];
      colour[c] = level / top;
      if (transparency != null) {
        int k = grey ? 0 : 2 * c;
        key &= level == ((transparency[k] & 0xFF) << 8 | transparency[k + 1] & 0xFF);
      }
    }
    colour[3] = colourType >= 4 ? samples[at + channels() - 1] / top : key ? 0 : 1;
    return colour;
  }
}
