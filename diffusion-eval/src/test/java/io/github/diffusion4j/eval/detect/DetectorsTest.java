package io.github.diffusion4j.eval.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.Detector.Match;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.PerceptualHash;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector does, and what each alone promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectorsTest {
  private final Dataset gallery = RandomPictures.of(4, "gallery", 60);
  private Engine engine;

  @BeforeAll
  void openEngine() {
    engine = Engine.open();
  }

  @AfterAll
  void closeEngine() {
    engine.close();
  }

  Stream<Detector> detectors() {
    PixelDescriptor pixels = new PixelDescriptor(16, 1);
    return Stream.of(
        new TiledDetector(pixels),
        new HashDetector(),
        new CosineDetector(pixels, 0.5, Set.of("noise"), engine),
        new CosineDetector(pixels, 0.5, Set.of("noise"), engine, true));
  }

  Stream<Detector> mirrored() {
    return detectors().filter(detector -> !(detector instanceof CosineDetector));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void findsEachPictureItself(Detector detector) {
    Match[] found = detector.gallery(gallery).nearest(gallery);

    for (int i = 0; i < found.length; i++) {
      assertThat(found[i].row()).isEqualTo(i);
      assertThat(found[i].similarity()).isCloseTo(1, within(1e-9)).isGreaterThan(detector.same());
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void findsAnotherAmongTheOthers(Detector detector) {
    Match[] others = detector.gallery(gallery).others();

    for (int i = 0; i < others.length; i++) {
      assertThat(others[i].row()).isNotEqualTo(i);
      assertThat(others[i].similarity()).isLessThan(detector.same());
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void countsWhatIsAboveALimit(Detector detector) {
    Dataset some = gallery.subset(IntStream.range(0, 20).toArray());
    Match[] alike = detector.gallery(some.subset(7)).nearest(some);
    double[] sorted = Arrays.stream(alike).mapToDouble(Match::similarity).sorted().toArray();
    // Between two similarities that differ, so that rounding decides nothing; the highest is
    // itself.
    for (int above = 1; above < 6; above++) {
      double next = sorted[sorted.length - 2 - above];
      double last = sorted[sorted.length - 1 - above];
      double limit = (next + last) / 2;
      // A hash is compared turned and mirrored there, and as it is here.
      if (last > next && !(detector instanceof HashDetector)) {
        assertThat(detector.gallery(some).countAbove(7, limit)).isEqualTo(above);
      }
    }
    Dataset twins = some.concat(some.subset(7, 7));
    assertThat(detector.gallery(twins).countAbove(7, detector.same())).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void findsATwinAmongTheOthers(Detector detector) {
    Dataset twins =
        new RandomPictures(
            List.of(gallery.image(0), gallery.image(1), gallery.image(0), gallery.image(2)));

    Match[] others = detector.gallery(twins).others();

    assertThat(others[0].row()).isEqualTo(2);
    assertThat(others[2].row()).isEqualTo(0);
    assertThat(others[0].similarity()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void hasNoOthersOfOne(Detector detector) {
    Detector.Gallery one = detector.gallery(new RandomPictures(List.of(gallery.image(0))));

    assertThatThrownBy(one::others)
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("at least 2");
  }

  @ParameterizedTest
  @MethodSource("mirrored")
  void findsMirroredPictures(Detector detector) {
    Manipulation flip =
        Manipulation.all().stream().filter(kind -> kind.name().equals("flip")).findAny().get();
    List<Image> flipped = new ArrayList<>();
    for (int i = 0; i < gallery.size(); i++) {
      Image image = gallery.image(i);
      flipped.add(flip.apply(image, image, RandomStream.of(0, "test.flip", i)));
    }

    Match[] found = detector.gallery(gallery).nearest(new RandomPictures(flipped));

    for (int i = 0; i < found.length; i++) {
      assertThat(found[i].row()).isEqualTo(i);
      assertThat(found[i].similarity()).isGreaterThan(detector.floor());
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void carriesItsIdentity(Detector detector) {
    assertThat(detector.identity().name()).isNotBlank();
    assertThat(detector.floor()).isLessThan(detector.same());
  }

  @Test
  void hashesAreAsAlikeAsTheirEqualBits() {
    Image query = RandomPictures.of(5, "query", 1).image(0);
    Match found =
        new HashDetector()
            .gallery(new RandomPictures(List.of(gallery.image(3))))
            .nearest(new RandomPictures(List.of(query)))[0];

    int upright = PerceptualHash.of(query).distance(PerceptualHash.of(gallery.image(3)));
    assertThat(found.similarity()).isGreaterThanOrEqualTo(1 - upright / 256.0);
  }

  @Test
  void tilesAreThoseOfAllPairsInDoublePrecision() {
    PixelDescriptor pixels = new PixelDescriptor(16, 1);
    Dataset queries = RandomPictures.of(6, "query", 30);
    Match[] found = new TiledDetector(pixels).gallery(gallery).nearest(queries);

    for (int q = 0; q < found.length; q++) {
      Image picture = queries.image(q);
      double[] upright = pixels.describe(picture);
      double[] mirrored = pixels.describe(picture.mirrored());
      double nearest = Double.MAX_VALUE;
      int first = -1;
      for (int row = 0; row < gallery.size(); row++) {
        double[] training = pixels.describe(gallery.image(row));
        TiledDistance tiles = TiledDistance.standard();
        double distance =
            Math.sqrt(training.length)
                * Math.min(
                    tiles.largest(upright, training, 16, 16),
                    tiles.largest(mirrored, training, 16, 16));
        if (distance < nearest) {
          nearest = distance;
          first = row;
        }
      }
      assertThat(found[q].row()).as("picture %d", q).isEqualTo(first);
      assertThat(found[q].similarity()).isCloseTo(1 - nearest, within(1e-14));
    }
  }

  @Test
  void cosinesAreThoseOfAllPairsInDoublePrecision() {
    PixelDescriptor pixels = new PixelDescriptor(16, 1);
    Dataset queries = RandomPictures.of(6, "query", 30);
    Match[] found =
        new CosineDetector(pixels, 0.5, Set.of("noise"), engine).gallery(gallery).nearest(queries);

    Features rows = pixels.describe(images(gallery)).normalised();
    Features unit = pixels.describe(images(queries)).normalised();
    for (int q = 0; q < found.length; q++) {
      int nearest = Nearest.of(unit, rows, 1).rows()[q][0];
      assertThat(found[q].row()).as("picture %d", q).isEqualTo(nearest);
      // Described in double precision, kept as floats.
      assertThat(found[q].similarity()).isCloseTo(unit.dot(q, rows, nearest), within(1e-7));
    }
  }

  private static List<Image> images(Dataset pictures) {
    return IntStream.range(0, pictures.size()).mapToObj(pictures::image).toList();
  }

  @Test
  void onlyCosinesAreSearchedApproximately() {
    PixelDescriptor pixels = new PixelDescriptor(16, 1);
    assertThat(new TiledDetector(pixels).approximate()).isEmpty();
    assertThat(new HashDetector().approximate()).isEmpty();
    Detector cosines = new CosineDetector(pixels, 0.5, Set.of("noise"), engine);
    Detector approximate = cosines.approximate().orElseThrow();
    assertThat(approximate.identity()).isEqualTo(cosines.identity());

    Detector.Gallery exact = cosines.gallery(gallery);
    assertThat(exact.exact()).isSameAs(exact);
    Detector.Gallery graph = approximate.gallery(gallery);
    assertThat(graph.exact()).isNotSameAs(graph);
    Dataset queries = RandomPictures.of(6, "query", 30);
    assertThat(graph.exact().nearest(queries)).isEqualTo(exact.nearest(queries));
  }
}
