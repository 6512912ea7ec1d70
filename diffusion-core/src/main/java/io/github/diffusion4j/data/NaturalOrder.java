package io.github.diffusion4j.data;

import java.util.Comparator;

/** Orders names as people do: numbers in them by value, so that frame9 comes before frame10. */
final class NaturalOrder implements Comparator<String> {
  static final Comparator<String> INSTANCE =
      new NaturalOrder().thenComparing(Comparator.naturalOrder());

  private NaturalOrder() {}

  @Override
  public int compare(String first, String second) {
    int i = 0;
    int j = 0;
    while (i < first.length() && j < second.length()) {
      int endI = endOfDigits(first, i);
      int endJ = endOfDigits(second, j);
      int order;
      if (endI > i && endJ > j) {
        order = compareNumbers(first.substring(i, endI), second.substring(j, endJ));
      } else {
        order = Character.compare(first.charAt(i), second.charAt(j));
        endI = i + 1;
        endJ = j + 1;
      }
      if (order != 0) {
        return order;
      }
      i = endI;
      j = endJ;
    }
    return Integer.compare(first.length() - i, second.length() - j);
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Compares digits of any number without making a number of them. */
  private static int compareNumbers(String first, String second) {
    String a = first.replaceFirst("^0+", "");
    String b = second.replaceFirst("^0+", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }
}
