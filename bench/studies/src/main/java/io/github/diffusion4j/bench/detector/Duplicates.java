package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Pictures of an archive of which some are there several times, as files of the same bytes.
 *
 * @param pictures in the order of their names
 * @param digests of their files
 */
public record Duplicates(List<Image> pictures, List<String> digests) {
  /** Similarities of equal pictures may differ by so much, by rounding. */
  private static final double ROUNDING = 1e-6;

  private static final int PORTION = 256;

  /**
   * What a detector found.
   *
   * @param known files that are there once more
   * @param found of these, how many are as like an earlier file of the same bytes as it is itself
   * @param others pictures that are as like a picture of another file as it is itself
   */
  public record Found(int known, int found, int others) {}

  /**
   * Reads the PNG files of a ZIP.
   *
   * @throws IOException if it or a picture in it cannot be read
   */
  public static Duplicates read(Path zip) throws IOException {
    List<Image> pictures = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      List<? extends ZipEntry> entries =
          archive.stream()
              .filter(entry -> entry.getName().endsWith(".png"))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      for (ZipEntry entry : entries) {
        byte[] file = archive.getInputStream(entry).readAllBytes();
        pictures.add(ImageReader.read(file, entry.getName(), ReadOptions.DEFAULT));
        digests.add(Digests.sha256(file));
      }
    } catch (UnreadableImageException broken) {
      throw new IOException(broken.getMessage(), broken);
    }
    return new Duplicates(pictures, digests);
  }

  /** Looks for them by a detector. */
  public Found find(Detector detector) {
    Detector.Index index = detector.over(pictures);
    int known = digests.size() - new HashSet<>(digests).size();
    int found = 0;
    int others = 0;
    Set<String> seen = new HashSet<>();
    for (int from = 0; from < pictures.size(); from += PORTION) {
      int to = Math.min(pictures.size(), from + PORTION);
      double[][] similarities = index.similarities(pictures.subList(from, to));
      for (int i = from; i < to; i++) {
        double[] row = similarities[i - from];
        found += !seen.add(digests.get(i)) && alike(row, i, true) ? 1 : 0;
        others += alike(row, i, false) ? 1 : 0;
      }
    }
    return new Found(known, found, others);
  }

  /** Says whether a picture is as like one as it is itself: an earlier one of its file, or not. */
  private boolean alike(double[] row, int picture, boolean same) {
    return IntStream.range(0, same ? picture : row.length)
        .filter(other -> digests.get(other).equals(digests.get(picture)) == same)
        .anyMatch(other -> row[other] >= row[picture] - ROUNDING);
  }
}
