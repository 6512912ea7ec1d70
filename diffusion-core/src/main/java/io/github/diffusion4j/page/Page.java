package io.github.diffusion4j.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The frame of a page: its head, the policy by which a browser loads nothing and runs no script but
 * the page's own, and the style that all pages share.
 */
public final class Page {
  private Page() {}

  /**
   * Returns a whole page without a script, well-formed as XML, too.
   *
   * @param title as text
   * @param body what follows the title, as HTML
   */
  public static String of(String title, CharSequence body) {
    return of(title, body, "", "");
  }

  /**
   * Returns a whole page with a script that runs when the page is there; the page has to be of use
   * without it. Well-formed as XML, too.
   *
   * @param title as text
   * @param body what follows the title, as HTML
   * @param style of this page alone, as CSS; may be empty
   * @param script may be empty. No other runs, because the policy names its digest
   * @throws IllegalArgumentException if style or script would end the element that they stand in
   */
  public static String of(String title, CharSequence body, String style, String script) {
    String escaped = Html.escaped(title);
    String wrapped = script.isEmpty() ? "" : "/*<![CDATA[*/\n" + script + "/*]]>*/";
    requireInside("script", script);
    requireInside("style", style);
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';\
         form-action 'none'"""
        + (script.isEmpty() ? "" : "; script-src 'sha256-" + digest(wrapped) + "'")
        + "\"/>\n<link rel=\"icon\" href=\"data:,\"/>\n<title>"
        + escaped
        + "</title>\n<style>\n"
        + PageStyle.CSS
        + style
        + "</style>\n</head>\n<body>\n<h1>"
        + escaped
        + "</h1>\n"
        + body
        + (script.isEmpty() ? "" : "<script>" + wrapped + "</script>\n")
        + "</body>\n</html>\n";
  }

  private static void requireInside(String what, String text) {
    if (text.contains("</") || text.contains("]]>") || text.contains("<!--")) {
      throw new IllegalArgumentException(
          "a %s that holds '</', ']]>' or '<!--' would end before its end; write it otherwise"
              .formatted(what));
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256, and this one does not", e);
    }
  }
}
