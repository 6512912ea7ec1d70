package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.store.StoreException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The entries of an archive that are read, once its directory was checked. */
final class ArchiveEntries implements AutoCloseable {
  private static final Set<String> READ =
      Set.of(
          GraphArchive.CONFIGURATION,
          GraphArchive.PARAMETERS,
          GraphArchive.UPDATER,
          GraphArchive.AVERAGE);

  /** A configuration of a thousand layers has about 2 MB. */
  private static final long MOST_TEXT = 1 << 24;

  /** Weights hardly pack at all; an updater that has done nothing yet is all zeros. */
  private static final long FREE_BYTES = 1 << 28;

  private static final int MOST_RATIO = 200;

  private final Path file;
  private final ZipFile zip;
  private final long bytes;
  private final Map<String, ZipEntry> entries = new TreeMap<>();

  private ArchiveEntries(Path file, ZipFile zip, long bytes) {
    this.file = file;
    this.bytes = bytes;
    this.zip = zip;
  }

  static ArchiveEntries open(Path file) throws IOException {
    ArchiveEntries result = new ArchiveEntries(file, new ZipFile(file.toFile()), Files.size(file));
    try {
      for (ZipEntry entry : Collections.list(result.zip.entries())) {
        result.take(entry);
      }
      for (String name : List.of(GraphArchive.CONFIGURATION, GraphArchive.PARAMETERS)) {
        if (!result.has(name)) {
          throw result.refused("has no " + name + ", so it is no network of DL4J");
        }
      }
      return result;
    } catch (RuntimeException refusal) {
      result.close();
      throw refusal;
    }
  }

  private void take(ZipEntry entry) {
    String name = entry.getName();
    if (!READ.contains(name)) {
      throw refused(
          "holds '"
              + printable(name)
              + "'. Of an archive only "
              + new TreeSet<>(READ)
              + " are read: anything else may be a serialised object, which can run code. Write the"
              + " network without a normaliser or other objects");
    }
    if (entries.putIfAbsent(name, entry) != null) {
      throw refused("holds " + name + " twice");
    }
    if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
      throw refused("does not declare the size of " + name);
    }
    boolean text = name.equals(GraphArchive.CONFIGURATION);
    boolean bomb =
        entry.getSize() > (text ? MOST_TEXT : FREE_BYTES)
            && (text || entry.getSize() / MOST_RATIO > entry.getCompressedSize());
    if (bomb || entry.getCompressedSize() > bytes) {
      throw refused(
          "is to unpack "
              + name
              + " to "
              + entry.getSize()
              + " bytes from "
              + entry.getCompressedSize()
              + ", which no honest archive does");
    }
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Returns an entry as text. */
  String text(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    try (CheckedInputStream in = stream(entry)) {
      // One byte more than declared is enough to see that the declaration is wrong.
      byte[] bytes = in.readNBytes((int) entry.getSize() + 1);
      requireWhole(entry, in, bytes.length == entry.getSize());
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Returns an entry as a row of numbers. */
  INDArray array(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    try (CheckedInputStream in = stream(entry)) {
      StoredRow row;
      try {
        row = StoredRow.read(new DataInputStream(in), entry.getSize());
      } catch (IllegalArgumentException wrong) {
        throw refused("has a " + name + " that is no row of numbers: " + wrong.getMessage());
      }
      requireWhole(entry, in, in.read() < 0);
      return row.array();
    }
  }

  private CheckedInputStream stream(ZipEntry entry) throws IOException {
    InputStream unpacked = new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
    return new CheckedInputStream(unpacked, new CRC32());
  }

  private void requireWhole(ZipEntry entry, CheckedInputStream in, boolean length) {
    if (!length || in.getChecksum().getValue() != entry.getCrc()) {
      throw refused(
          "is damaged: length or checksum of "
              + entry.getName()
              + " is not what the archive declares");
    }
  }

  private StoreException refused(String why) {
    return new StoreException(file + " " + why + ".");
  }

  private static String printable(String name) {
    String text = name.replaceAll("[^\\x20-\\x7E]", "?");
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException ignored) {
      // It was only read; there is nothing to lose.
    }
  }
}
