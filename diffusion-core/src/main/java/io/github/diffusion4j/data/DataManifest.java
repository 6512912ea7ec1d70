package io.github.diffusion4j.data;

import io.github.diffusion4j.store.DigestIndex;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files a data set was made of: enough to tell whether it changed, and where.
 *
 * @param entries one for each picture of a folder, each file beside that tells of some, each IDX
 *     file, or the whole archive; sorted by name. A view of a data set adds one that names it
 */
public record DataManifest(List<Entry> entries) {
  /**
   * A file.
   *
   * @param name its path inside the data folder, parts separated by '/'
   * @param bytes its length
   * @param sha256 the SHA-256 of its content, lower-case hexadecimal
   */
  public record Entry(String name, long bytes, String sha256) {
    /** Checks that the digest is one. */
    public Entry {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "a SHA-256 has 64 lower-case hexadecimal digits, not '" + sha256 + "' (" + name + ")");
      }
    }

    /** Digests what was read of a file. */
    static Entry of(String name, byte[] bytes) {
      return new Entry(name, bytes.length, Digests.sha256(bytes));
    }

    /** Digests a file. */
    static Entry of(String name, Path file, DigestIndex known) {
      try {
        return new Entry(name, Files.size(file), known.sha256(file));
      } catch (IOException failure) {
        throw DataException.reading(file, failure);
      }
    }
  }

  /** Copies the list. */
  public DataManifest {
    entries = List.copyOf(entries);
  }

  /** Digests a few files, called by the last parts of their paths. */
  static DataManifest ofFiles(Collection<Path> files, DigestIndex known) {
    return new DataManifest(
        files.stream()
            .map(file -> Entry.of(file.getFileName().toString(), file, known))
            .sorted(Comparator.comparing(Entry::name))
            .toList());
  }

  /** Returns this with one more entry, for what a view of the data set takes of it. */
  DataManifest with(String view, String identity) {
    List<Entry> more = new ArrayList<>(entries);
    String digest = Digests.sha256((view + '\n' + identity).getBytes(StandardCharsets.UTF_8));
    more.add(new Entry(view, 0, digest));
    return new DataManifest(more);
  }

  /** Returns the SHA-256 over all names, lengths and digests. */
  public String digest() {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      // The name last, as it alone may hold anything; its length keeps two lists from looking
      // alike.
      lines.append(entry.sha256).append(' ').append(entry.bytes).append(' ');
      lines.append(entry.name.length()).append(' ').append(entry.name).append('\n');
    }
    return Digests.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the length of all files together. */
  public long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  /** Says how this differs from an earlier one: "+3 -1 ~0 files" added, removed, changed. */
  public String difference(DataManifest earlier) {
    Map<String, Entry> before = new HashMap<>();
    earlier.entries.forEach(entry -> before.put(entry.name, entry));
    int added = 0;
    int changed = 0;
    for (Entry entry : entries) {
      Entry old = before.remove(entry.name);
      if (old == null) {
        added++;
      } else if (!old.equals(entry)) {
        changed++;
      }
    }
    return "+%d -%d ~%d files".formatted(added, before.size(), changed);
  }
}
