package io.github.diffusion4j.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Digests of files that are known from before, so that only changed files are read again.
 *
 * <p>A file counts as unchanged while its {@link FileStamp} is what it was when it was digested.
 * That misses a change which falls into the same tick of the file system's clock, so a digest is
 * not relied upon if the file was changed less than {@value #TICK_MILLIS} milliseconds before it
 * was taken ("racily clean", as Git calls it). The file system's clock must not be further behind
 * this machine's than that.
 *
 * <p>The index is a file with a digest of its own; one that is damaged counts as empty. It speeds
 * up and decides nothing else, but whoever can write it can have other digests believed: it belongs
 * where only its user writes. Thread-safe.
 */
public final class DigestIndex {
  /** The coarsest clock of file systems in use, FAT's. */
  static final long TICK_MILLIS = 2000;

  private static final byte[] MAGIC = "D4JDIGS1".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_BYTES = 32;
  private static final long MOST_BYTES = 1L << 30;

  /** What is known of a file, and when that was found out, in milliseconds since 1970. */
  private record Known(FileStamp stamp, long at, String sha256) {
    boolean isOf(FileStamp now) {
      return stamp.equals(now) && now.changedMillis() + TICK_MILLIS <= at;
    }
  }

  private final Path file;
  private final Clock clock;
  private final Map<String, Known> before;
  private final ConcurrentMap<String, Known> now = new ConcurrentHashMap<>();
  private final AtomicInteger hashed = new AtomicInteger();

  private DigestIndex(Path file, Clock clock, Map<String, Known> before) {
    this.file = file;
    this.clock = clock;
    this.before = before;
  }

  /** Returns one that knows nothing and keeps nothing. */
  public static DigestIndex none() {
    return new DigestIndex(null, Clock.systemUTC(), Map.of());
  }

  /** Reads an index; it is empty if there is none, or none that can be relied upon. */
  public static DigestIndex open(Path file) {
    return open(file, Clock.systemUTC());
  }

  static DigestIndex open(Path file, Clock clock) {
    return new DigestIndex(file, clock, read(file));
  }

  /**
   * Returns the SHA-256 of a file, as {@link Digests#sha256(Path)} does.
   *
   * @throws StoreException if the file cannot be read
   */
  public String sha256(Path path) {
    if (file == null) {
      hashed.incrementAndGet();
      return Digests.sha256(path);
    }
    // Looked at first: if it changes while it is read, its next stamp is another one.
    FileStamp stamp = FileStamp.of(path);
    String name = path.toAbsolutePath().toString();
    Known known = before.get(name);
    if (known == null || !known.isOf(stamp)) {
      long at = clock.millis();
      hashed.incrementAndGet();
      known = new Known(stamp, at, Digests.sha256(path));
    }
    now.put(name, known);
    return known.sha256;
  }

  /** Returns how many files had to be read. */
  public int hashed() {
    return hashed.get();
  }

  /**
   * Writes what was asked for since the index was opened; what was not is forgotten. Does nothing
   * if that is what the file says already.
   *
   * @throws StoreException if it cannot be written
   */
  public void save() {
    if (file != null && !now.equals(before)) {
      byte[] bytes = bytes(now);
      AtomicFiles.write(file, bytes);
    }
  }

  private static byte[] bytes(Map<String, Known> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeInt(entries.size());
      for (Map.Entry<String, Known> entry : entries.entrySet()) {
        byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        entry.getValue().stamp.write(out);
        out.writeLong(entry.getValue().at);
        out.write(HexFormat.of().parseHex(entry.getValue().sha256));
      }
      out.flush();
      out.write(Digests.newSha256().digest(bytes.toByteArray()));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  private static Map<String, Known> read(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) > MOST_BYTES
          || Files.size(file) < MAGIC.length + Integer.BYTES + DIGEST_BYTES) {
        return Map.of();
      }
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length - DIGEST_BYTES;
      byte[] content = Arrays.copyOf(bytes, end);
      byte[] digest = Arrays.copyOfRange(bytes, end, bytes.length);
      return Arrays.equals(digest, Digests.newSha256().digest(content))
          ? entries(content)
          : Map.of();
    } catch (IOException | RuntimeException unusable) {
      // Whatever is in it, all files can be read again.
      return Map.of();
    }
  }

  private static Map<String, Known> entries(byte[] content) throws IOException {
    Map<String, Known> entries = new HashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        return Map.of();
      }
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        FileStamp stamp = FileStamp.read(in);
        long at = in.readLong();
        String sha256 = HexFormat.of().formatHex(in.readNBytes(DIGEST_BYTES));
        entries.put(name, new Known(stamp, at, sha256));
      }
      return entries;
    }
  }
}
