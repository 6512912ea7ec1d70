package io.github.diffusion4j.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with a row of headings. Where the page is narrow its rows become blocks, and each cell
 * says which heading it is under; roles keep it a table for who listens to it.
 */
public final class Table {
  private final List<String> headings;
  private final StringBuilder rows = new StringBuilder();

  /** Begins a table with its headings, as text. */
  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /**
   * Adds a row.
   *
   * @param cells as text, the first of which names the row
   * @throws IllegalArgumentException if there are not as many as headings
   */
  public Table row(String... cells) {
    return markedRow("", cells);
  }

  /**
   * Adds a row that looks different.
   *
   * @param mark a class of the style, such as {@code stop}
   * @param cells as text, the first of which names the row
   * @throws IllegalArgumentException if there are not as many as headings
   */
  public Table markedRow(String mark, String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "a row has %d cells, and the table %d headings".formatted(cells.length, headings.size()));
    }
    rows.append(
        mark.isEmpty()
            ? "<tr role=\"row\">"
            : "<tr role=\"row\" class=\"" + Html.escaped(mark) + "\">");
    for (int i = 0; i < cells.length; i++) {
      String tag = i == 0 ? "th" : "td";
      rows.append('<')
          .append(tag)
          .append(i == 0 ? " scope=\"row\" role=\"rowheader\"" : " role=\"cell\"")
          .append(" data-heading=\"")
          .append(Html.escaped(headings.get(i)))
          .append("\">")
          .append(Html.escaped(cells[i]))
          .append("</")
          .append(tag)
          .append('>');
    }
    rows.append("</tr>\n");
    return this;
  }

  /** Returns the table as HTML. */
  public String html() {
    String head =
        headings.stream()
            .map(each -> "<th scope=\"col\" role=\"columnheader\">" + Html.escaped(each) + "</th>")
            .collect(Collectors.joining());
    return "<table class=\"wide-table\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">"
        + head
        + "</tr></thead>\n<tbody role=\"rowgroup\">\n"
        + rows
        + "</tbody>\n</table>\n";
  }
}
