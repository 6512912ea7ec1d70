package io.github.diffusion4j.page;

import java.util.Base64;

/** Parts of a page. */
public final class Html {
  private Html() {}

  /**
   * Returns a picture that stands in the page itself.
   *
   * @param alt what is to be seen, as text
   * @param png a PNG file
   */
  public static String picture(String alt, byte[] png) {
    return "<img alt=\""
        + escaped(alt)
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(png)
        + "\"/>";
  }

  /**
   * Makes text safe to stand in HTML, also in an attribute in quotes; what HTML cannot hold becomes
   * the replacement character.
   */
  public static String escaped(String text) {
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
