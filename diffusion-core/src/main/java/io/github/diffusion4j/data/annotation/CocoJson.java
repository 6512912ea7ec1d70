package io.github.diffusion4j.data.annotation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Values of a COCO file that may be other than they should be. */
final class CocoJson {
  /** How a value of a key is read. */
  @FunctionalInterface
  interface Field {
    /** Reads the value that the parser stands at, to its end. */
    void read(String key) throws IOException;
  }

  private CocoJson() {}

  /** Reads an object that the parser stands at, key by key. */
  static void object(JsonParser in, Field field) throws IOException {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      field.read(key);
    }
  }

  /** Returns a whole number; null for anything else, which is skipped. */
  static Long integer(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return in.getLongValue();
    }
    in.skipChildren();
    return null;
  }

  /** Returns a number, which may be infinite or NaN; null for anything else, which is skipped. */
  static Double number(JsonParser in) throws IOException {
    if (in.currentToken().isNumeric()) {
      return in.getDoubleValue();
    }
    in.skipChildren();
    return null;
  }

  /** Returns a text; null for anything else, which is skipped. */
  static String text(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      return in.getText();
    }
    in.skipChildren();
    return null;
  }

  /** Returns a list of numbers; null for anything else and for longer ones, which are skipped. */
  static double[] numbers(JsonParser in, int most) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      return skipped(in);
    }
    double[] numbers = new double[Math.min(most, 16)];
    int count = 0;
    boolean right = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      Double number = number(in);
      right &= number != null && count < most;
      if (right) {
        numbers =
            count < numbers.length
                ? numbers
                : Arrays.copyOf(numbers, (int) Math.min(most, 2L * count));
        numbers[count++] = number;
      }
    }
    return right ? Arrays.copyOf(numbers, count) : null;
  }

  /** Skips the value that the parser stands at. */
  static double[] skipped(JsonParser in) throws IOException {
    in.skipChildren();
    return null;
  }

  /**
   * Returns a number as an int.
   *
   * @throws IllegalArgumentException if it is none
   */
  static int whole(double number) {
    if (number != (int) number) {
      throw new IllegalArgumentException(number + " is no whole number of 32 bits");
    }
    return (int) number;
  }
}
