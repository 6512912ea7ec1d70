package io.github.diffusion4j.eval.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.search.DescriptorSet;
import io.github.diffusion4j.eval.search.DescriptorStore;
import io.github.diffusion4j.image.Image;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionsTest {
  private static final PixelLevels LEVELS = new PixelLevels(new PixelDescriptor(4, 1));

  /** More than a batch, the first picture again at its end. */
  private static Dataset pictures() {
    List<Image> images = new ArrayList<>(RandomPictures.of(1, "described", 300).images());
    images.add(images.get(0));
    return new RandomPictures(images);
  }

  @Test
  void rowsAreThePicturesInOrderOnTheHeapAndInAFile() {
    Dataset pictures = pictures();
    DescriptorSet heap = new Descriptions(LEVELS, 301 * 16).of(pictures);
    DescriptorSet file = new Descriptions(LEVELS, 301 * 16 - 1).of(pictures);
    assertThat(heap).isNotInstanceOf(DescriptorStore.class);
    assertThat(file).isInstanceOf(DescriptorStore.class);
    for (DescriptorSet set : List.of(heap, file)) {
      assertThat(set.descriptor()).isEqualTo(LEVELS.identity());
      assertThat(set.size()).isEqualTo(301);
      for (int i = 0; i < set.size(); i++) {
        double[] levels = LEVELS.describe(pictures.image(i));
        for (int j = 0; j < levels.length; j++) {
          assertThat((double) set.row(i)[j]).isEqualTo(levels[j]);
        }
      }
    }
    assertThat(Files.exists(((DescriptorStore) file).file().getParent())).isFalse();
  }

  @Test
  void refusesWhatCannotBeDescribedAndLeavesNoFile() {
    Descriptor broken =
        new Descriptor() {
          @Override
          public DescriptorIdentity identity() {
            return DescriptorIdentity.of("broken", "");
          }

          @Override
          public double[] describe(Image picture) {
            return new double[] {picture.equals(pictures().image(299)) ? Double.NaN : 1};
          }
        };
    for (long heapFloats : new long[] {1, 1_000}) {
      assertThatThrownBy(() -> new Descriptions(broken, heapFloats).of(pictures()))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("from number 256 on")
          .hasMessageContaining("NaN");
    }
  }
}
