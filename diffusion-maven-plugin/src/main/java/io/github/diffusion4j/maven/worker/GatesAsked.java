package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.List;

/**
 * What a report has to meet, besides that pictures do not copy.
 *
 * @param gates as the program reads them, such as {@code fd<=0.3}
 * @param by {@code interval} or {@code estimate}; may be null
 * @param baseline file of what was accepted; may be null
 * @param ratchet whether nothing may be worse than the baseline
 */
public record GatesAsked(List<String> gates, String by, Path baseline, boolean ratchet) {
  /** No gates. */
  public static final GatesAsked NOTHING = new GatesAsked(List.of(), null, null, false);

  /** Returns a baseline and nothing else. */
  public static GatesAsked baseline(Path baseline) {
    return new GatesAsked(List.of(), null, baseline, false);
  }

  /** Copies the list. */
  public GatesAsked {
    gates = List.copyOf(gates);
  }

  void addTo(Options options) {
    gates.forEach(gate -> options.add("--gate", gate));
    options.add("--gate-by", by).add("--baseline", baseline).flag("--ratchet", ratchet);
  }
}
