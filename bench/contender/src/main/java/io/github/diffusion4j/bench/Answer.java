package io.github.diffusion4j.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * What a contender's process says, one line of JSON each; {@code answer} says which record it is.
 *
 * <p>It begins with {@link Ready} or {@link Absent}. Then it is told {@code run 3} and says {@link
 * Times}, as often as wanted, and at last {@code end} and says {@link Done}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Answer.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Answer.Absent.class, name = "absent"),
  @JsonSubTypes.Type(value = Answer.Times.class, name = "times"),
  @JsonSubTypes.Type(value = Answer.Done.class, name = "done")
})
public sealed interface Answer {
  /**
   * The work is set up.
   *
   * @param title name and version of what does it
   * @param parameters how many numbers the weights hold
   */
  record Ready(String title, long parameters) implements Answer {}

  /**
   * The work cannot be done here.
   *
   * @param reason why, in a sentence
   */
  record Absent(String reason) implements Answer {}

  /**
   * Repetitions were made.
   *
   * @param milliseconds that each of them took
   */
  record Times(List<Double> milliseconds) implements Answer {}

  /**
   * The process is about to end.
   *
   * @param peakBytes the most memory that it held, natives and runtime included; 0 if unknown
   * @param figures see {@link Contender#figures()}
   */
  record Done(long peakBytes, Map<String, Double> figures) implements Answer {}
}
