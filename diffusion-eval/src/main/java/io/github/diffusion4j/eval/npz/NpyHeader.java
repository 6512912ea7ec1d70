package io.github.diffusion4j.eval.npz;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands before an array's bytes: a Python dictionary of three keys, read by its form and
 * never evaluated.
 *
 * @param kind {@code f}, {@code i}, {@code u}, {@code b} or {@code U}
 * @param bytes an element's length; of a text, that of its characters
 */
record NpyHeader(char kind, int bytes, boolean bigEndian, boolean columnMajor, int[] shape) {
  private static final Pattern DESCRIPTION =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=])([fiubU])(\\d{1,6})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
  private static final int CHARACTER = 4;
  private static final int LONGEST_TEXT = 4096;

  /** Reads a header's text. */
  static NpyHeader parse(String where, byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    Matcher description = DESCRIPTION.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!description.find() || !order.find() || !shape.find()) {
      throw new EvaluationException(
          where
              + " holds "
              + text.strip()
              + "; expected numbers or text in an array of numpy.save, without Python objects");
    }
    char kind = description.group(2).charAt(0);
    int length = Integer.parseInt(description.group(3));
    boolean text32 = kind == 'U';
    boolean known =
        switch (kind) {
          case 'f' -> length == 4 || length == 8;
          case 'i', 'u' -> length == 1 || length == 2 || length == 4 || length == 8;
          case 'b' -> length == 1;
          default -> length <= LONGEST_TEXT;
        };
    if (!known) {
      throw new EvaluationException(
          where + " holds elements " + kind + length + "; store numbers of 4 or 8 bytes");
    }
    return new NpyHeader(
        kind,
        text32 ? length * CHARACTER : length,
        description.group(1).equals(">"),
        order.group(1).equals("True"),
        lengths(where, shape.group(1)));
  }

  private static int[] lengths(String where, String list) {
    try {
      return Stream.of(list.split(","))
          .map(String::strip)
          .filter(each -> !each.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException tooLarge) {
      throw new EvaluationException(
          where + " has the shape (" + list + "), which is too large", tooLarge);
    }
  }

  boolean isText() {
    return kind == 'U';
  }

  /** Returns the number of elements. */
  long size() {
    long size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, (long) length);
    }
    return size;
  }
}
