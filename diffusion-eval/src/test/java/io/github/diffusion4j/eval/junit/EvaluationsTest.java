package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import io.github.diffusion4j.eval.junit.Evaluations.Evaluated;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationsTest {
  private static final CheckSettings SETTINGS = CheckSettings.standard();
  private static final CheckSettings OTHER_SETTINGS =
      new CheckSettings(0.05, 0.9, 0, 0.9, 30, false, 1);
  private static final DetectorSpec HASH = new DetectorSpec.Hash();

  @TempDir private Path cache;

  private static Roles roles(long seed, int heldOut) {
    return Roles.of(ImageSet.of(RandomPictures.of(seed, "generated", 30)))
        .against(ImageSet.of(RandomPictures.of(2, "training", 40)))
        .calibratedOn(ImageSet.of(RandomPictures.of(3, "held-out", heldOut)));
  }

  @Test
  void evaluatesTheSamePicturesTheSameWayOnce() {
    try (NativeWork work = new NativeWork(Engine::open)) {
      Evaluations evaluations = new Evaluations(work, cache);
      assertThat(evaluations.any(roles(1, 40))).isEmpty();
      Evaluated first = evaluations.of(roles(1, 40), HASH, SETTINGS);

      assertThat(evaluations.of(roles(1, 40), HASH, SETTINGS)).isSameAs(first);
      assertThat(evaluations.any(roles(1, 40))).containsSame(first);
      assertThat(evaluations.any(roles(9, 40))).isEmpty();
      assertThat(evaluations.of(roles(1, 40), HASH, OTHER_SETTINGS)).isNotSameAs(first);
      assertThat(evaluations.of(roles(1, 39), HASH, SETTINGS)).isNotSameAs(first);
      assertThat(evaluations.of(roles(1, 40), new DetectorSpec.Pixels(), SETTINGS))
          .isNotSameAs(first);
    }
  }

  @Test
  void comparesInTheChannelsOfTheTrainingPictures() {
    Dataset grey = RandomPictures.of(1, "training", 2);
    Roles roles = Roles.of(ImageSet.of(new Coloured(grey))).against(ImageSet.of(grey));

    Dataset compared = roles.sets().generated();

    assertThat(compared.channels()).isEqualTo(1);
    assertThat(compared.image(1)).isEqualTo(grey.image(1));
    assertThat(compared.size()).isEqualTo(2);
  }

  private record Coloured(Dataset grey) implements Dataset {
    @Override
    public int size() {
      return grey.size();
    }

    @Override
    public Image image(int index) {
      return grey.image(index).withChannels(3);
    }
  }
}
