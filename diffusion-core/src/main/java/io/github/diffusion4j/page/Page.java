package io.github.diffusion4j.page;

/**
 * The frame of a page: its head, the policy by which a browser runs no script and loads nothing,
 * and the style that all pages share.
 */
public final class Page {
  private Page() {}

  /**
   * Returns a whole page, well-formed as XML, too.
   *
   * @param title as text
   * @param body what follows the title, as HTML
   */
  public static String of(String title, CharSequence body) {
    String escaped = Html.escaped(title);
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
        """
        + "<title>"
        + escaped
        + "</title>\n<style>\n"
        + PageStyle.CSS
        + "</style>\n</head>\n<body>\n<h1>"
        + escaped
        + "</h1>\n"
        + body
        + "</body>\n</html>\n";
  }
}
