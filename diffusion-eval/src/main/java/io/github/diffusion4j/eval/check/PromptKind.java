package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a model was told when it drew a picture. What it was told in training, too, makes it copy
 * most (Somepalli et al. 2023), so that both are judged apart where there are both.
 */
public enum PromptKind {
  /** The caption of a training picture, or a class of the training pictures. */
  TRAINING,
  /** Another caption, or nothing. */
  NEUTRAL;

  /** Returns what each generated picture was drawn of. */
  static PromptKind[] of(Dataset training, Dataset generated) {
    Set<String> captions = new HashSet<>();
    IntStream.range(0, training.size()).mapToObj(training::caption).forEach(captions::add);
    Set<String> classes = new HashSet<>(training.classes());
    PromptKind[] kinds = new PromptKind[generated.size()];
    for (int i = 0; i < kinds.length; i++) {
      String caption = generated.caption(i);
      int label = generated.label(i);
      boolean known =
          caption.isEmpty()
              ? label >= 0 && classes.contains(generated.classes().get(label))
              : captions.contains(caption);
      kinds[i] = known ? TRAINING : NEUTRAL;
    }
    return kinds;
  }
}
