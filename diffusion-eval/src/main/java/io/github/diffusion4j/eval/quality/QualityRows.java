package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.statistics.Groups;
import io.github.diffusion4j.eval.statistics.Interval;
import io.github.diffusion4j.eval.statistics.Jackknife;
import io.github.diffusion4j.eval.statistics.Statistic;
import java.util.ArrayList;
import java.util.List;

/** Rows of a table, as they are measured of some generated pictures against real ones. */
final class QualityRows {
  private final String against;
  private final Groups groups;
  private final Jackknife jackknife;
  private final int pictures;
  private final List<QualityMetric> rows = new ArrayList<>();

  QualityRows(QualityTable table, int pictures, String against) {
    this.against = against;
    this.pictures = pictures;
    groups = Groups.blocks(pictures, table.blocks(), table.seed());
    jackknife = new Jackknife(table.confidence());
  }

  void add(String metric, DescriptorIdentity of, Better better, Statistic statistic) {
    add(metric, of, better, jackknife.around(groups, statistic));
  }

  void add(String metric, DescriptorIdentity of, Better better, Interval interval) {
    rows.add(new QualityMetric(MetricName.of(metric, of, pictures), against, interval, better));
  }

  List<QualityMetric> all() {
    return List.copyOf(rows);
  }
}
