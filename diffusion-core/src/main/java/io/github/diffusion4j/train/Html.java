package io.github.diffusion4j.train;

/** Text made safe to stand in HTML, also in an attribute with double quotes. */
final class Html {
  private Html() {}

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  if (isText(character)) {
                    safe.appendCodePoint(character);
                  } else {
                    safe.append('\ufffd');
                  }
                }
              }
            });
    return safe.toString();
  }

  /** Says whether HTML may hold the character: no control characters, no halves of a pair. */
  private static boolean isText(int character) {
    return character == '\n'
        || character == '\t'
        || character >= 0x20
            && !(character >= 0x7f && character < 0xa0)
            && !(character >= 0xd800 && character < 0xe000)
            && (character & 0xfffe) != 0xfffe;
  }
}
