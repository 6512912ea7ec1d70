package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.search.DescriptorSet;
import io.github.diffusion4j.eval.search.DescriptorStore;
import io.github.diffusion4j.eval.search.StoreWriter;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.StoreException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A store of pictures' descriptors, and how much of it had to be computed.
 *
 * <p>A picture is known by the digest of its pixels ({@link PixelDigest}): one that the file held
 * before, that an earlier, broken-off run left, or that another store of the same descriptor holds
 * is not described again.
 *
 * @param store one row a picture, in their order
 * @param computed how many pictures were described
 */
public record DescribedPictures(DescriptorStore store, int computed) {
  private static final int BATCH = 256;

  /**
   * Describes pictures into a file; does not touch the file if it holds just these already.
   *
   * @param pictures are taken in batches of 256, each described in parallel
   * @param file the store to make, or one of the same descriptor
   * @param known stores whose rows are taken over
   * @throws EvaluationException if there are no pictures, the descriptor makes NaN of one, or the
   *     file or a known store is of another descriptor
   * @throws StoreException if a store is damaged or the file cannot be written
   */
  public static DescribedPictures of(
      Descriptor descriptor, Iterable<Image> pictures, Path file, List<DescriptorStore> known) {
    DescriptorIdentity identity = descriptor.identity();
    known.forEach(store -> identity.requireSame(store.descriptor()));
    List<DescriptorStore> sources = new ArrayList<>();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      sources.add(DescriptorStore.open(file, identity));
    }
    DescriptorStore before = sources.isEmpty() ? null : sources.get(0);
    sources.addAll(known);
    try (Description run = new Description(descriptor, file, before, sources)) {
      Iterator<Image> left = pictures.iterator();
      while (left.hasNext()) {
        List<Image> batch = new ArrayList<>(BATCH);
        while (left.hasNext() && batch.size() < BATCH) {
          batch.add(left.next());
        }
        run.add(batch);
      }
      return run.end();
    }
  }

  /** One run. The file is begun anew at the first picture that is not where it was before. */
  private static final class Description implements AutoCloseable {
    private final Descriptor descriptor;
    private final Path file;
    private final DescriptorStore before;
    private final List<DescriptorStore> sources;
    private StoreWriter writer;
    private int unchanged;
    private int taken;
    private int computed;

    Description(
        Descriptor descriptor, Path file, DescriptorStore before, List<DescriptorStore> sources) {
      this.descriptor = descriptor;
      this.file = file;
      this.before = before;
      this.sources = sources;
    }

    void add(List<Image> batch) {
      List<String> digests = batch.parallelStream().map(PixelDigest::of).toList();
      int at = 0;
      while (writer == null
          && at < digests.size()
          && before != null
          && unchanged < before.size()
          && before.picture(unchanged).equals(digests.get(at))) {
        unchanged++;
        at++;
      }
      if (at < digests.size()) {
        begin();
        while (at < digests.size() && writer.resume(digests.get(at))) {
          at++;
        }
        append(batch.subList(at, batch.size()), digests.subList(at, digests.size()));
      }
      taken += batch.size();
    }

    private void begin() {
      if (writer != null) {
        return;
      }
      writer = StoreWriter.open(file, descriptor.identity());
      for (int row = 0; row < unchanged; row++) {
        if (!writer.resume(before.picture(row))) {
          writer.add(before.picture(row), before.row(row));
        }
      }
    }

    private void append(List<Image> pictures, List<String> digests) {
      Map<String, float[]> rows = new HashMap<>();
      Map<String, Image> unknown = new LinkedHashMap<>();
      for (int i = 0; i < pictures.size(); i++) {
        String digest = digests.get(i);
        Optional<float[]> row = known(digest);
        row.ifPresent(values -> rows.put(digest, values));
        if (row.isEmpty()) {
          unknown.put(digest, pictures.get(i));
        }
      }
      rows.putAll(described(unknown));
      for (String digest : digests) {
        writer.add(digest, rows.get(digest));
      }
    }

    private Optional<float[]> known(String digest) {
      for (DescriptorStore source : sources) {
        OptionalInt row = source.find(digest);
        if (row.isPresent()) {
          return Optional.of(source.row(row.getAsInt()));
        }
      }
      return Optional.empty();
    }

    private Map<String, float[]> described(Map<String, Image> unknown) {
      Map<String, float[]> rows = new HashMap<>();
      if (unknown.isEmpty()) {
        return rows;
      }
      DescriptorSet described;
      try {
        described = DescriptorSet.of(descriptor.describe(List.copyOf(unknown.values())));
      } catch (EvaluationException bad) {
        throw new EvaluationException(
            "Among the %d pictures from number %d on, %s"
                .formatted(unknown.size(), taken, bad.getMessage()),
            bad);
      }
      int row = 0;
      for (String digest : unknown.keySet()) {
        rows.put(digest, described.row(row++));
      }
      computed += row;
      return rows;
    }

    DescribedPictures end() {
      if (taken == 0) {
        throw new EvaluationException(
            "there are no descriptors of "
                + descriptor.identity()
                + "; describe at least one picture");
      }
      if (writer == null && unchanged == before.size()) {
        return new DescribedPictures(before, 0);
      }
      begin();
      return new DescribedPictures(writer.finish(), computed);
    }

    @Override
    public void close() {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
