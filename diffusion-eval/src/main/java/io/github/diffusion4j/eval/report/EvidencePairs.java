package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PictureSets;
import java.util.List;

/**
 * The most similar pairs, as many as a page can hold, with what filters them where scripts run.
 *
 * @param redact whether training pictures, and differences from them, are made unrecognisable
 */
record EvidencePairs(PictureSets sets, boolean redact) {
  private static final int MOST = 200;

  /** Characters of HTML after which no further pair is begun. */
  private static final int LONGEST = 3 << 20;

  private static final String TOOLS =
      """
      <div class="tools" id="tools" hidden="hidden">
      <label>Name or caption <input id="text" type="search" autocomplete="off"/></label>
      <label>Similarity at least <input id="least" type="number" step="any" inputmode="decimal"/></label>
      <label>Order <select id="order">
      <option value="most">most similar first</option>
      <option value="fewest">least similar first</option>
      <option value="drawn">as they were drawn</option>
      </select></label>
      <label class="tick"><input id="significant" type="checkbox"/> only those that chance does not explain</label>
      <p class="note" id="count" role="status"></p>
      </div>
      """;

  private static final String ZOOM =
      """
      <dialog id="zoom" aria-labelledby="zoom-title">
      <h2 id="zoom-title">A pair, enlarged</h2>
      <div id="zoom-pair"></div>
      <p class="buttons">
      <button type="button" id="previous">Previous</button>
      <button type="button" id="next">Next</button>
      <button type="button" id="close">Close</button>
      </p>
      <p class="note">Arrow keys go to the previous and the next pair, Escape closes.</p>
      </dialog>
      """;

  String html(List<Finding> findings, long copies) {
    if (findings.isEmpty()) {
      return "";
    }
    PairFigure figure =
        new PairFigure(
            sets,
            redact,
            PictureFiles.of(sets.generated()),
            redact ? PictureFiles.none() : PictureFiles.of(sets.training()));
    StringBuilder figures = new StringBuilder();
    int shown = 0;
    while (shown < Math.min(MOST, findings.size()) && figures.length() < LONGEST) {
      figures.append(figure.html(findings.get(shown++)));
    }
    StringBuilder html =
        new StringBuilder("<section id=\"pairs\">\n<h2>The most similar pairs</h2>\n");
    html.append(TOOLS).append("<div class=\"samples\" id=\"figures\">\n").append(figures);
    html.append("</div>\n<p class=\"note\">").append(note(copies - shown)).append("</p>\n");
    return html.append(ZOOM).append("</section>\n").toString();
  }

  private String note(long more) {
    String explained =
        redact
            ? "Training pictures are made unrecognisable, and what differs is left out. A generated"
                + " picture that copies one still shows what it copied."
            : "Difference: of each pixel, black where there is none. Tiles: the root mean square of"
                + " the difference in each of 4x4 parts, in percent of the whole range.";
    return more > 0
        ? explained + " " + Count.of(more) + " more count as copies; report.json lists up to 1,000."
        : explained;
  }
}
