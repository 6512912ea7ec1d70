package io.github.diffusion4j.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that every contender can be asked to do, described by numbers alone, so that it is the
 * same for all of them. As JSON its {@code kind} says which record it is.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = UNetWork.class, name = "unet"),
  @JsonSubTypes.Type(value = TransformerWork.class, name = "transformer"),
  @JsonSubTypes.Type(value = NeighboursWork.class, name = "neighbours"),
  @JsonSubTypes.Type(value = SearchWork.class, name = "search")
})
public sealed interface Work permits UNetWork, TransformerWork, NeighboursWork, SearchWork {
  /** Returns the name that it is asked for by. */
  String name();

  /** Returns how often it is done in one turn. */
  int repetitions();
}
