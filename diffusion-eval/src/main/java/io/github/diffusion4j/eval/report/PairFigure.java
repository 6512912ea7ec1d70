package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One pair: the generated picture, the training picture that it is most like, where they differ,
 * and what is known of the two.
 *
 * @param sets what the pictures are of
 * @param redact whether the training picture is made unrecognisable, and all that tells of it is
 *     left out: its name, the difference from it and the tiles
 * @param generatedFiles what generated pictures are called
 * @param trainingFiles what training pictures are called
 */
record PairFigure(
    PictureSets sets, boolean redact, PictureFiles generatedFiles, PictureFiles trainingFiles) {
  /** Pixels a side at most. */
  private static final int SIDE = 128;

  /** To what training pictures are shrunk when they are not to be recognised. */
  private static final int REDACTED = 4;

  /** A name or a caption may be as long as anybody likes. */
  private static final int CHARACTERS = 300;

  /**
   * Draws a pair.
   *
   * @throws EvaluationException if the pictures are not those of the finding
   */
  String html(Finding finding) {
    Image generated = picture(sets.generated(), finding.generated(), finding.generatedDigest());
    Image training = picture(sets.training(), finding.training(), finding.trainingDigest());
    StringBuilder html = new StringBuilder();
    html.append(
        format(
            "<figure class=\"pair\" data-generated=\"%d\" data-similarity=\"%.6f\""
                + " data-significant=\"%s\">\n<div class=\"pictures\">\n",
            finding.generated(), finding.similarity(), finding.significant()));
    String name = "training picture " + finding.training();
    html.append(panel("generated", picture("generated picture " + finding.generated(), generated)));
    Optional<PairDifference> difference =
        redact ? Optional.empty() : Optional.of(PairDifference.least(generated, training));
    if (redact) {
      html.append(
          panel("training", picture(name + ", made unrecognisable", unrecognisable(training))));
    } else {
      TileMap tiles = TileMap.of(difference.orElseThrow().picture());
      html.append(panel("training", picture(name, training)))
          .append(panel("difference", picture("their difference", difference.get().picture())))
          .append(panel("tiles, in %", tiles.svg()));
    }
    html.append("</div>\n<figcaption>\n");
    names(finding).forEach(each -> html.append(line("name", each)));
    if (!finding.caption().isEmpty()) {
      html.append(line("says", finding.caption()));
    }
    facts(finding, difference).forEach(each -> html.append(line("fact", each)));
    return html.append("</figcaption></figure>\n").toString();
  }

  /** A report may come from anywhere, and then names pictures that are not there. */
  private static Image picture(Dataset pictures, int index, String digest) {
    if (index < 0 || index >= pictures.size() || !pictures.digest(index).equals(digest)) {
      throw new EvaluationException(
          "the report is of other pictures: it has one of digest %s as number %d of %s; evaluate again"
              .formatted(digest, index, pictures.description()));
    }
    return pictures.image(index);
  }

  private List<String> names(Finding finding) {
    String generated =
        generatedFiles
            .name(finding.generatedDigest())
            .orElse("generated picture " + finding.generated());
    String training =
        trainingFiles
            .name(finding.trainingDigest())
            .filter(name -> !redact)
            .orElse("training picture " + finding.training());
    return List.of(generated, training);
  }

  /** Returns what is known of a pair, a line each. */
  private static List<String> facts(Finding finding, Optional<PairDifference> difference) {
    List<String> facts = new ArrayList<>();
    facts.add(format("similarity %.4f, p = %.4f", finding.similarity(), finding.pValue()));
    if (finding.nearDuplicates() > 0) {
      facts.add("near-duplicates in the training set: " + Count.of(finding.nearDuplicates()));
    }
    if (!finding.significant()) {
      facts.add("may be on this list by chance");
    }
    if (difference.map(PairDifference::mirrored).orElse(false)) {
      facts.add("compared with the mirrored training picture, which is nearer");
    }
    return facts;
  }

  private static Image unrecognisable(Image training) {
    return training.resized(REDACTED, REDACTED).resized(training.width(), training.height());
  }

  private static String panel(String name, String content) {
    return "<div class=\"panel\">" + content + "<span>" + name + "</span></div>\n";
  }

  private static String line(String kind, String text) {
    String cut =
        text.codePointCount(0, text.length()) > CHARACTERS
            ? text.substring(0, text.offsetByCodePoints(0, CHARACTERS)) + "..."
            : text;
    return "<bdi class=\"" + kind + "\">" + Html.escaped(cut) + "</bdi>\n";
  }

  private static String picture(String alt, Image image) {
    boolean large = image.width() > SIDE;
    return Html.picture(alt, Png.encode(large ? image.resized(SIDE, SIDE) : image));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
