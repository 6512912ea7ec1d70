package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.page.Html;
import java.util.List;
import java.util.Locale;

/**
 * Generated pictures beside the training pictures that they are most like, and what differs.
 *
 * @param redact whether training pictures, and differences from them, are made unrecognisable
 */
record EvidencePairs(PictureSets sets, boolean redact) {
  private static final int SHOWN = 24;
  private static final int SIDE = 96;

  /** To what training pictures are shrunk when they are not to be recognised. */
  private static final int REDACTED = 4;

  String html(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<section>\n<h2>The most similar pairs</h2>\n");
    html.append("<div class=\"samples\">\n");
    for (Finding finding : findings.subList(0, Math.min(SHOWN, findings.size()))) {
      html.append(figure(finding));
    }
    html.append("</div>\n<p class=\"note\">Left: generated; middle: training");
    html.append(
        redact
            ? ", made unrecognisable"
            : "; right: the difference, from the mirrored picture where that is nearer");
    return html.append(".</p>\n</section>\n").toString();
  }

  private String figure(Finding finding) {
    Image generated = sets.generated().image(finding.generated());
    Image training = sets.training().image(finding.training());
    Image shown =
        redact
            ? training.resized(REDACTED, REDACTED).resized(training.width(), training.height())
            : training;
    String pictures =
        picture("generated picture " + finding.generated(), generated)
            + picture("training picture " + finding.training(), shown)
            + (redact ? "" : picture("their difference", leastDifference(generated, training)));
    return "<figure><div class=\"three\" style=\"grid-template-columns:1fr 1fr 1fr;gap:.25rem\">"
        + pictures
        + "</div><figcaption>"
        + Html.escaped(
            String.format(
                Locale.ROOT,
                "generated %d, training %d: %.4f, p = %.4f",
                finding.generated(),
                finding.training(),
                finding.similarity(),
                finding.pValue()))
        + (finding.caption().isEmpty() ? "" : "<br/>" + Html.escaped(finding.caption()))
        + "</figcaption></figure>\n";
  }

  private static String picture(String alt, Image image) {
    return Html.picture(alt, Png.encode(image.width() > SIDE ? image.resized(SIDE, SIDE) : image));
  }

  /**
   * Compares with the picture as it is or mirrored, whichever is nearer: copies may be mirrored.
   */
  static Image leastDifference(Image generated, Image training) {
    Image upright = difference(generated, training);
    Image mirrored = difference(generated, training.mirrored());
    return sum(mirrored) < sum(upright) ? mirrored : upright;
  }

  private static long sum(Image image) {
    long sum = 0;
    for (byte sample : image.samples()) {
      sum += sample & 0xff;
    }
    return sum;
  }

  private static Image difference(Image a, Image b) {
    byte[] first = a.samples();
    byte[] second = b.samples();
    byte[] difference = new byte[first.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = (byte) Math.abs((first[i] & 0xff) - (second[i] & 0xff));
    }
    return new Image(a.width(), a.height(), a.channels(), difference);
  }
}
