package io.github.diffusion4j.maven.worker;

import java.util.List;

/**
 * What a report has to meet, besides that pictures do not copy.
 *
 * @param gates as the program reads them, such as {@code fd<=0.3}
 * @param by {@code interval} or {@code estimate}; may be null
 */
public record GatesAsked(List<String> gates, String by) {
  /** No gates. */
  public static final GatesAsked NOTHING = new GatesAsked(List.of(), null);

  /** Copies the list. */
  public GatesAsked {
    gates = List.copyOf(gates);
  }

  void addTo(Options options) {
    gates.forEach(gate -> options.add("--gate", gate));
    options.add("--gate-by", by);
  }
}
