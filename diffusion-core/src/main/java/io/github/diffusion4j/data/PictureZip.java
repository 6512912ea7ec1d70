package io.github.diffusion4j.data;

import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.store.DigestIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Pictures in a ZIP archive. Nothing is unpacked to disk. */
final class PictureZip implements PictureSource {
  private final Path file;
  private final ZipFile zip;
  private final Listing<ZipEntry> listing;

  private PictureZip(Path file, ZipFile zip, Listing<ZipEntry> listing) {
    this.file = file;
    this.zip = zip;
    this.listing = listing;
  }

  static PictureZip at(Path file) {
    ZipFile zip = null;
    try {
      zip = open(file);
      return new PictureZip(file, zip, ZipScan.of(file, zip, ArchiveLimits.DEFAULT));
    } catch (IOException | RuntimeException broken) {
      closeQuietly(zip);
      throw broken instanceof DataException told
          ? told
          : new DataException(
              file + " is no readable ZIP (" + broken.getMessage() + "). Get it again.", broken);
    }
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException broken) {
      // Old tools write names in a code page. Any single-byte one will do: names are only labels.
      return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void closeQuietly(ZipFile zip) {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException ignored) {
      // It was only read; there is nothing to lose.
    }
  }

  @Override
  public String kind() {
    return "ZIP of pictures";
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Listing<ZipEntry> listing() {
    return listing;
  }

  @Override
  public List<Path> beside() {
    return Tables.beside(file);
  }

  @Override
  public byte[] read(String name) throws UnreadableImageException {
    ZipEntry entry = listing.find(name);
    long most = ArchiveLimits.DEFAULT.mostBytes(entry.getCompressedSize());
    if (entry.getSize() > most) {
      throw new UnreadableImageException(
          name,
          Kind.TOO_LARGE,
          "it unpacks to %s from %s, more than the %s allowed"
              .formatted(
                  ByteCount.text(entry.getSize()),
                  ByteCount.text(entry.getCompressedSize()),
                  ByteCount.text(most)));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      // One byte more than declared is enough to see that the declaration is wrong.
      byte[] bytes = in.readNBytes((int) entry.getSize() + 1);
      CRC32 crc = new CRC32();
      crc.update(bytes);
      if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
        throw new UnreadableImageException(
            name, Kind.CORRUPT, "its length or checksum is not what the archive declares");
      }
      return bytes;
    } catch (IOException | IllegalArgumentException broken) {
      throw new UnreadableImageException(
          name,
          Kind.CORRUPT,
          "it cannot be unpacked (" + Unreadable.printable("" + broken.getMessage()) + ")");
    }
  }

  @Override
  public DataManifest manifest() {
    return manifest(DigestIndex.none());
  }

  @Override
  public DataManifest manifest(DigestIndex known) {
    return DataManifest.ofFiles(Tables.with(file), known);
  }

  @Override
  public void close() {
    closeQuietly(zip);
  }
}
