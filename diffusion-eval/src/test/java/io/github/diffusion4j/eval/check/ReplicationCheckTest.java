package io.github.diffusion4j.eval.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.TiledDetector;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.image.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * The check on sets of which it is known how many pictures are copies, and on sets that are bad.
 */
class ReplicationCheckTest {
  private static final Detector TILES = new TiledDetector(new PixelDescriptor(16, 1));

  /** Five percent, so that 200 pictures can show it. */
  private static final CheckSettings FIVE_PERCENT =
      new CheckSettings(0.05, 0.95, 0, 0.9, 60, false, 1);

  private static final Dataset TRAINING = RandomPictures.of(1, "training", 300);
  private static final Dataset HELD_OUT = RandomPictures.of(2, "held-out", 250);
  private static final RandomPictures NEW = RandomPictures.of(3, "generated", 250);

  private static ReplicationResult check(Dataset heldOut, Dataset generated) {
    return check(TILES, Optional.of(heldOut), generated, FIVE_PERCENT);
  }

  private static ReplicationResult check(
      Detector detector, Optional<Dataset> heldOut, Dataset generated, CheckSettings settings) {
    return new ReplicationCheck(detector, Manipulation.all(), settings)
        .run(new PictureSets(TRAINING, heldOut, generated));
  }

  @Test
  void passesNewPictures() {
    ReplicationResult result = check(HELD_OUT, NEW);

    assertThat(result.verdict()).as(result.sentence()).isEqualTo(Verdict.PASS);
    assertThat(result.heldOut()).isEqualTo(250);
    assertThat(result.sensitivity())
        .filteredOn(Sensitivity::claimed)
        .extracting(Sensitivity::kind)
        .containsExactlyInAnyOrder("flip", "jpeg", "noise");
    assertThat(result.sentence())
        .contains("whole copies by flip, jpeg, noise, which the detector is to see")
        .doesNotContain("the threshold, ");
  }

  @Test
  void namesThePairThatSpoilsTheThreshold() {
    List<Image> images = new ArrayList<>(RandomPictures.of(2, "held-out", 250).images());
    Image variant = TRAINING.image(41);
    byte[] samples = variant.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) Math.min(255, (samples[i] & 0xFF) + 6);
    }
    images.set(17, new Image(variant.width(), variant.height(), 1, samples));

    ReplicationResult result = check(new RandomPictures(images), NEW);

    assertThat(result.heldOutDuplicates()).isZero();
    assertThat(result.verdict()).as(result.sentence()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.sentence())
        .contains("is how like held-out picture 17 is to training picture 41")
        .contains("finds too few of the copies planted");
  }

  @Test
  void failsCopiesAndFindsEachSource() {
    ReplicationResult result = check(HELD_OUT, NEW.beginningWith(TRAINING, 50));

    assertThat(result.verdict()).as(result.sentence()).isEqualTo(Verdict.FAIL);
    assertThat(result.findings().subList(0, 50))
        .allSatisfy(
            finding -> {
              assertThat(finding.generated()).isLessThan(50);
              assertThat(finding.training()).isEqualTo(finding.generated());
              assertThat(finding.trainingDigest()).isEqualTo(TRAINING.digest(finding.training()));
              assertThat(finding.similarity()).isEqualTo(1);
              assertThat(finding.pValue()).isCloseTo(1 / 251.0, within(1e-12));
              assertThat(finding.significant()).isTrue();
            });
  }

  @Test
  void countsTheTrainingPicturesLikeACopiedOne() {
    List<Image> twice = new ArrayList<>();
    for (int i = 0; i < TRAINING.size(); i++) {
      twice.add(TRAINING.image(i));
    }
    // Picture 0 is there three times, once mirrored, and picture 1 twice.
    twice.set(100, TRAINING.image(0));
    twice.set(200, TRAINING.image(0).mirrored());
    twice.set(101, TRAINING.image(1));
    ReplicationResult result =
        new ReplicationCheck(TILES, Manipulation.all(), FIVE_PERCENT)
            .run(
                new PictureSets(
                    new RandomPictures(twice),
                    Optional.of(HELD_OUT),
                    NEW.beginningWith(TRAINING, 3)));

    assertThat(result.findings())
        .filteredOn(finding -> finding.generated() < 3)
        .extracting(Finding::generated, Finding::nearDuplicates)
        .containsExactlyInAnyOrder(tuple(0, 2), tuple(1, 1), tuple(2, 0));
  }

  @Test
  void judgesTrainingPromptsApartFromOthers() {
    // 16 of the 125 that were drawn by training captions are copies, and none of the others.
    ReplicationResult result = prompted(16, 125);

    assertThat(result.rate().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.prompts())
        .extracting(PromptRate::kind, each -> each.rate().verdict())
        .containsExactly(
            tuple(PromptKind.TRAINING, Verdict.FAIL), tuple(PromptKind.NEUTRAL, Verdict.PASS));
    assertThat(result.prompts())
        .extracting(PromptRate::count)
        .containsExactly(
            new PromptCount(PromptKind.TRAINING, 16, 125),
            new PromptCount(PromptKind.NEUTRAL, 0, 125));
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.sentence())
        .contains("drawn by captions or classes of the training pictures, 16 of 125");
    assertThat(result.findings()).allMatch(each -> each.prompt() == PromptKind.TRAINING);
  }

  @Test
  void aFewTrainingPromptsShowNothing() {
    ReplicationResult result = prompted(0, 10);

    assertThat(result.rate().verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(prompted(0, 250).prompts()).as("of one kind alone").isEmpty();
    assertThat(prompted(0, 250).verdict()).isEqualTo(Verdict.PASS);
  }

  /** New pictures, the first of which are copies, and the first of which have training captions. */
  private static ReplicationResult prompted(int copies, int trainingCaptions) {
    return new ReplicationCheck(TILES, Manipulation.all(), FIVE_PERCENT)
        .run(
            new PictureSets(
                new Captioned(TRAINING, index -> "training picture " + index),
                Optional.of(HELD_OUT),
                new Captioned(
                    NEW.beginningWith(TRAINING, copies),
                    index ->
                        (index < trainingCaptions ? "training picture " : "anything ") + index)));
  }

  @Test
  void classesAreTrainingPrompts() {
    assertThat(
            PromptKind.of(
                new Labelled(TRAINING, List.of("circle", "square"), 0),
                new Labelled(NEW, List.of("square", "star"), 0)))
        .containsOnly(PromptKind.TRAINING);
    for (int label : new int[] {-1, 1}) {
      assertThat(
              PromptKind.of(
                  new Labelled(TRAINING, List.of("circle", "square"), 0),
                  new Labelled(NEW, List.of("square", "star"), label)))
          .containsOnly(PromptKind.NEUTRAL);
    }
  }

  @Test
  void isUndecidedBetween() {
    // 12 of 250 are 4.8 %: neither at most nor at least 5 % is shown.
    ReplicationResult result = check(HELD_OUT, NEW.beginningWith(TRAINING, 12));

    assertThat(result.verdict()).as(result.sentence()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.rate().further()).isPositive();
  }

  @Test
  void doesNotPassWithoutHeldOutPictures() {
    ReplicationResult result = check(TILES, Optional.empty(), NEW, FIVE_PERCENT);

    assertThat(result.weakNull()).isTrue();
    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.sentence()).contains("there are no held-out pictures");
  }

  @Test
  void failsEvidentCopiesEvenWithoutHeldOutPictures() {
    ReplicationResult result =
        check(TILES, Optional.empty(), NEW.beginningWith(TRAINING, 100), FIVE_PERCENT);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void passesByAWeakNullWhereThatIsAccepted() {
    CheckSettings weak = new CheckSettings(0.05, 0.95, 0, 0.9, 60, true, 1);

    assertThat(check(TILES, Optional.empty(), NEW, weak).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void countsHeldOutPicturesThatAreTrainingPictures() {
    Dataset overlapping = RandomPictures.of(2, "held-out", 250).beginningWith(TRAINING, 30);

    ReplicationResult result = check(overlapping, NEW);

    assertThat(result.heldOutDuplicates()).isEqualTo(30);
    assertThat(result.heldOut()).isEqualTo(220);
  }

  @Test
  void refusesHeldOutPicturesThatAreAllTrainingPictures() {
    assertThatThrownBy(() -> check(TRAINING, NEW))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("of 300 held-out pictures all are duplicates of training pictures");
  }

  @Test
  void doesNotPassTooFewPictures() {
    ReplicationResult result = check(HELD_OUT, RandomPictures.of(3, "generated", 20));

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.sentence())
        .contains("20 independent pictures cannot show a rate of at most 5.00 %");
  }

  @Test
  void doesNotPassOnePictureOverAndOver() {
    Image one = NEW.image(0);

    ReplicationResult result = check(HELD_OUT, new RandomPictures(Collections.nCopies(200, one)));

    assertThat(result.different()).isEqualTo(1);
    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.sentence()).contains("only 1 of the generated pictures differ");
  }

  @Test
  void picturesOfOnePromptCountOnce() {
    Dataset prompts =
        new Captioned(NEW.beginningWith(TRAINING, 20), index -> "prompt " + index / 10);

    ReplicationResult result = check(HELD_OUT, prompts);

    assertThat(result.independent()).isEqualTo(25);
    assertThat(result.rate().bound().hits()).isBetween(2L, 3L);
  }

  @Test
  void refusesPicturesOfAnotherSizeOrMode() {
    Dataset larger = new RandomPictures(List.of(NEW.image(0).resized(20, 20)));
    Dataset colour = new RandomPictures(List.of(NEW.image(0).withChannels(3)));

    assertThatThrownBy(() -> check(HELD_OUT, larger))
        .hasMessageContaining(
            "the generated pictures are 20x20 grey and the training pictures 16x16 grey");
    assertThatThrownBy(() -> check(colour, NEW)).hasMessageContaining("16x16 RGB");
  }

  @Test
  void doesNotPassByADetectorThatSeesNothing() {
    Detector blind = new Always(0.5);

    ReplicationResult result = check(blind, Optional.of(HELD_OUT), NEW, FIVE_PERCENT);

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.sentence())
        .contains("the detector finds too few of the copies planted to test it")
        .contains("flip 0.00 %");
  }

  @Test
  void refusesSimilaritiesThatAreNoNumbers() {
    assertThatThrownBy(
            () -> check(new Always(Double.NaN), Optional.of(HELD_OUT), NEW, FIVE_PERCENT))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("NaN");
  }

  /** A detector to which all pictures are equally alike. */
  private record Always(double similarity) implements Detector {
    @Override
    public DescriptorIdentity identity() {
      return DescriptorIdentity.of("always", "");
    }

    @Override
    public double floor() {
      return 0;
    }

    @Override
    public double same() {
      return 1;
    }

    @Override
    public Set<String> claims() {
      return Set.of("flip");
    }

    @Override
    public Gallery gallery(Dataset pictures) {
      return new Gallery() {
        @Override
        public Match[] nearest(Dataset queries) {
          Match[] all = new Match[queries.size()];
          Arrays.fill(all, new Match(0, similarity));
          return all;
        }

        @Override
        public Match[] others() {
          return nearest(pictures);
        }

        @Override
        public int countAbove(int row, double limit) {
          return similarity > limit ? pictures.size() - 1 : 0;
        }
      };
    }
  }

  private record Labelled(Dataset pictures, List<String> classes, int all) implements Dataset {
    @Override
    public int size() {
      return pictures.size();
    }

    @Override
    public Image image(int index) {
      return pictures.image(index);
    }

    @Override
    public int label(int index) {
      return all;
    }
  }

  private record Captioned(Dataset pictures, IntFunction<String> captions) implements Dataset {
    @Override
    public int size() {
      return pictures.size();
    }

    @Override
    public Image image(int index) {
      return pictures.image(index);
    }

    @Override
    public String caption(int index) {
      return captions.apply(index);
    }
  }

  /** Tiles, by a search that misses every so many-th picture. */
  private record Missing(int every) implements Detector {
    @Override
    public DescriptorIdentity identity() {
      return TILES.identity();
    }

    @Override
    public double floor() {
      return TILES.floor();
    }

    @Override
    public double same() {
      return TILES.same();
    }

    @Override
    public Set<String> claims() {
      return TILES.claims();
    }

    @Override
    public Gallery gallery(Dataset pictures) {
      Gallery exact = TILES.gallery(pictures);
      return new Gallery() {
        @Override
        public Match[] nearest(Dataset queries) {
          Match[] found = exact.nearest(queries);
          for (int i = every - 1; i < found.length; i += every) {
            found[i] = new Match(0, -1);
          }
          return found;
        }

        @Override
        public Match[] others() {
          return exact.others();
        }

        @Override
        public int countAbove(int row, double similarity) {
          return exact.countAbove(row, similarity);
        }

        @Override
        public Gallery exact() {
          return exact;
        }
      };
    }
  }

  @Test
  void anApproximateSearchThatMissesNothingPassesWithAWiderBound() {
    ReplicationResult exact = check(HELD_OUT, NEW);
    ReplicationResult result =
        check(new Missing(1_000_000), Optional.of(HELD_OUT), NEW, FIVE_PERCENT);

    assertThat(exact.searchRecall()).isNull();
    // All 250 generated pictures, which are fewer than 300, and 60 planted copies of each kind.
    long sought = 250 + 60L * Manipulation.all().size();
    assertThat(result.searchRecall()).isEqualTo(ClopperPearson.of(sought, sought, 0.95));
    assertThat(result.verdict()).as(result.sentence()).isEqualTo(Verdict.PASS);
    assertThat(result.rate().upper())
        .isCloseTo(exact.rate().upper() / result.searchRecall().lower(), within(1e-12));
  }

  @Test
  void anApproximateSearchThatMissesSomeIsInconclusive() {
    ReplicationResult result = check(new Missing(30), Optional.of(HELD_OUT), NEW, FIVE_PERCENT);

    assertThat(result.searchRecall().rate()).isBetween(0.95, 0.98);
    assertThat(result.verdict()).as(result.sentence()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.sentence())
        .contains("the approximate search finds too few of what an exact one does");
  }

  @Test
  void evidentCopiesFailByAnySearch() {
    ReplicationResult result =
        check(
            new Missing(30), Optional.of(HELD_OUT), NEW.beginningWith(TRAINING, 60), FIVE_PERCENT);

    assertThat(result.verdict()).as(result.sentence()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aSampleOfManyQueriesIsSearchedExactly() {
    Dataset many = RandomPictures.of(7, "many", 1).repeat(20_000);
    SearchRecall recall = new SearchRecall(new Missing(10).gallery(TRAINING), 1);
    recall.sampled(many);
    assertThat(recall.bound(0.95).samples()).isEqualTo(400);
    assertThat(recall.bound(0.95).rate()).isBetween(0.84, 0.96);
  }
}
