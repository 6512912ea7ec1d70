package io.github.diffusion4j.data;

import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files a data set was made of: enough to tell whether it changed, and where.
 *
 * @param entries one for each picture of a folder, each IDX file, or the whole ZIP; sorted by name
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
  }

  /** Copies the list. */
  public DataManifest {
    entries = List.copyOf(entries);
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
