package io.github.diffusion4j.bench.compare;

import java.util.List;
import java.util.Locale;

/**
 * What one training step took at one setting.
 *
 * @param parameters of the network
 * @param milliseconds median
 * @param tensorMegabytes native memory of tensors
 * @param peakMegabytes the process at its largest
 * @param outside share of the time outside convolutions and products of matrices, 0 to 1
 */
record Scaling(
    Setting setting,
    long parameters,
    double milliseconds,
    double tensorMegabytes,
    double peakMegabytes,
    double outside) {

  static final String HEADER =
      "| batch | size | channels | checkpointed | parameters | ms a step | ms a picture"
          + " | tensors, MB | process, MB | outside products |\n"
          + "| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |";

  /**
   * One point of one curve.
   *
   * @param curve what varies along it
   */
  record Setting(String curve, int batch, int size, int base, boolean checkpointing) {
    List<String> arguments() {
      return List.of(
          Integer.toString(batch),
          Integer.toString(size),
          Integer.toString(base),
          Boolean.toString(checkpointing));
    }

    /** Where on its curve the point is. */
    int at() {
      return switch (curve) {
        case "size" -> size;
        case "channels" -> base;
        default -> batch;
      };
    }
  }

  /** Reads the line that the measuring process prints. */
  static Scaling parse(Setting setting, String line) {
    String[] words = line.split(" ");
    return new Scaling(
        setting,
        Long.parseLong(words[5]),
        Double.parseDouble(words[6]),
        Double.parseDouble(words[7]),
        Double.parseDouble(words[8]),
        Double.parseDouble(words[9]));
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %d | %s | %,d | %.0f | %.1f | %,.0f | %,.0f | %.0f %% |",
        setting.batch(),
        setting.size(),
        setting.base(),
        setting.checkpointing() ? "yes" : "no",
        parameters,
        milliseconds,
        milliseconds / setting.batch(),
        tensorMegabytes,
        peakMegabytes,
        100 * outside);
  }
}
