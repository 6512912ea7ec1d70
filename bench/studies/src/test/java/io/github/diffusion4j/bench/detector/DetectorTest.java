package io.github.diffusion4j.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.plant.PlantedCopies;
import io.github.diffusion4j.eval.plant.PlantedCopy;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorTest {
  private static final int SIDE = 18;
  private static final PixelDescriptor PIXELS = new PixelDescriptor(SIDE, 3);

  @TempDir private Path folder;

  static List<Detector> detectors() {
    return List.of(
        new DigestDetector(),
        new PixelDetector(PIXELS),
        new TileDetector(PIXELS, TiledDistance.standard()),
        new HashDetector(),
        new CosineDetector("cosine", PIXELS));
  }

  private static List<Image> pictures(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            p -> {
              RandomStream random = RandomStream.of(p, "test.detector", 0);
              byte[] samples = new byte[SIDE * SIDE * 3];
              for (int i = 0; i < samples.length; i++) {
                samples[i] = (byte) random.nextInt(256);
              }
              return new Image(SIDE, SIDE, 3, samples);
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void aPictureIsMostLikeItself(Detector detector) {
    List<Image> gallery = pictures(20);
    double[][] similarities = detector.over(gallery).similarities(gallery);
    for (int q = 0; q < 20; q++) {
      for (int g = 0; g < 20; g++) {
        if (g != q) {
          assertThat(similarities[q][g]).as("%d, %d", q, g).isLessThan(similarities[q][q]);
        }
      }
    }
  }

  @Test
  void tilesAndHashesSeeMirroredCopiesAndTheOthersDoNot() {
    List<Image> gallery = pictures(20);
    List<Image> mirrored =
        new PlantedCopies(gallery, gallery, 1)
            .of(Manipulation.all().subList(0, 1), 20).stream()
                .sorted((a, b) -> Integer.compare(a.source(), b.source()))
                .map(PlantedCopy::picture)
                .toList();
    for (Detector detector : detectors()) {
      double[][] similarities = detector.over(gallery).similarities(mirrored);
      double[][] own = detector.over(gallery).similarities(gallery);
      boolean sees = detector instanceof TileDetector || detector instanceof HashDetector;
      assertThat(similarities[7][7] > own[7][7] - 0.05).as(detector.name()).isEqualTo(sees);
    }
  }

  @Test
  void tilesAreThoseOfTheDistance() {
    List<Image> pictures = pictures(6);
    double[][] similarities =
        new TileDetector(PIXELS, TiledDistance.standard())
            .over(pictures.subList(0, 3))
            .similarities(pictures.subList(3, 6));
    double unscaled = Math.sqrt(3 * SIDE * SIDE);
    for (int q = 0; q < 3; q++) {
      double[] query = PIXELS.describe(pictures.get(3 + q));
      double[] mirrored = PIXELS.describe(pictures.get(3 + q).mirrored());
      for (int g = 0; g < 3; g++) {
        double[] row = PIXELS.describe(pictures.get(g));
        double least =
            Math.min(
                TiledDistance.standard().largest(query, row, SIDE, SIDE),
                TiledDistance.standard().largest(mirrored, row, SIDE, SIDE));
        assertThat(similarities[q][g]).isCloseTo(-unscaled * least, within(1e-12));
      }
    }
  }

  @Test
  void nearDuplicatesAreLeftOut() {
    List<Image> pictures = pictures(30);
    List<Image> gallery = pictures.subList(0, 20);
    List<Image> queries = new ArrayList<>(pictures.subList(20, 30));
    // Flips and noise make near duplicates.
    for (int kind : new int[] {0, 4}) {
      new PlantedCopies(gallery, gallery, 1)
          .of(Manipulation.all().subList(kind, kind + 1), 3)
          .forEach(copy -> queries.add(copy.picture()));
    }
    assertThat(NearDuplicates.without(queries, gallery, PIXELS))
        .isEqualTo(pictures.subList(20, 30));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void filesThatAreThereTwiceAreFound(Detector detector) throws IOException {
    List<Image> pictures = pictures(5);
    List<Image> files = new ArrayList<>(pictures);
    files.addAll(List.of(pictures.get(1), pictures.get(3), pictures.get(1)));
    Path zip = folder.resolve("pictures.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < files.size(); i++) {
        out.putNextEntry(new ZipEntry(i + ".png"));
        out.write(Png.encode(files.get(i)));
      }
    }
    Duplicates duplicates = Duplicates.read(zip);
    assertThat(duplicates.find(detector)).isEqualTo(new Duplicates.Found(3, 3, 0));
    List<String> different = IntStream.range(0, 8).mapToObj(Integer::toString).toList();
    assertThat(new Duplicates(duplicates.pictures(), different).find(detector))
        .isEqualTo(new Duplicates.Found(0, 0, 5));
  }
}
