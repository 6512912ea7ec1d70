package io.github.diffusion4j.eval.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.descriptor.TiledDiagnostics.Drawn;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.image.Image;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Copies and repetitions among pictures that have nothing to do with each other. */
class TiledDiagnosticsTest {
  private static final PixelDescriptor PIXELS = new PixelDescriptor(16, 1);
  private final Features training = described(RandomPictures.of(1, "training", 60));
  private final RandomPictures fresh = RandomPictures.of(2, "generated", 40);

  @Test
  void countsPicturesNearTrainingPictures() {
    Features copies = described(fresh.beginningWith(RandomPictures.of(1, "training", 60), 10));
    Diagnostic share = run(copies, sameGroup(40)).get(0);
    assertThat(share.value()).isEqualTo(0.25);
    assertThat(share.heldOut()).isZero();
  }

  @Test
  void findsTheLargestCliqueOfAGroup() {
    List<Image> repeated = new ArrayList<>(fresh.images());
    for (int i = 0; i < 12; i++) {
      repeated.set(3 * i, fresh.image(39));
    }
    Features pictures = described(new RandomPictures(repeated));
    assertThat(run(pictures, sameGroup(40)).get(1).value()).isEqualTo(13);

    List<String> halves = new ArrayList<>(sameGroup(40));
    for (int i = 0; i < 18; i++) {
      halves.set(i, "another prompt");
    }
    // Of the repeated ones 0, 3, ... 15 are of the one and 18, ... 33 and 39 of the other.
    assertThat(run(pictures, halves).get(1).value()).isEqualTo(7);
    assertThat(run(pictures, halves).get(1).heldOut()).isEqualTo(1);
  }

  @Test
  void needsAPixelATile() {
    assertThat(new TiledDiagnostics(new PixelDescriptor(3, 1)).suits()).isFalse();
    assertThat(new TiledDiagnostics(new PixelDescriptor(4, 1)).suits()).isTrue();
  }

  private List<Diagnostic> run(Features pictures, List<String> groups) {
    Features unseen = described(RandomPictures.of(3, "held-out", 30));
    return new TiledDiagnostics(PIXELS)
        .of(training, Optional.of(new Drawn(unseen, sameGroup(30))), new Drawn(pictures, groups));
  }

  private static List<String> sameGroup(int count) {
    return Collections.nCopies(count, "");
  }

  private static Features described(Dataset pictures) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      images.add(pictures.image(i));
    }
    return PIXELS.describe(images);
  }
}
