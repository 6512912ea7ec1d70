package io.github.diffusion4j.data;

import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.store.DigestIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** Pictures in a TAR, plain or packed by gzip. */
final class PictureTar implements PictureSource {
  private final Path file;
  private final FileChannel bytes;
  private final Listing<TarScan.Member> listing;

  private PictureTar(Path file, FileChannel bytes, Listing<TarScan.Member> listing) {
    this.file = file;
    this.bytes = bytes;
    this.listing = listing;
  }

  static PictureTar at(Path file) {
    return at(file, ArchiveLimits.DEFAULT);
  }

  static PictureTar at(Path file, ArchiveLimits limits) {
    FileChannel bytes = null;
    try {
      bytes = Unpacking.open(file, limits);
      return new PictureTar(file, bytes, TarScan.of(file, bytes, limits));
    } catch (IOException failure) {
      closeQuietly(bytes);
      throw DataException.reading(file, failure);
    } catch (RuntimeException refusal) {
      closeQuietly(bytes);
      throw refusal;
    }
  }

  private static void closeQuietly(FileChannel bytes) {
    try {
      if (bytes != null) {
        bytes.close();
      }
    } catch (IOException ignored) {
      // It was only read; there is nothing to lose.
    }
  }

  @Override
  public String kind() {
    return "TAR of pictures";
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Listing<TarScan.Member> listing() {
    return listing;
  }

  @Override
  public List<Path> beside() {
    return Tables.beside(file);
  }

  @Override
  public byte[] read(String name) throws UnreadableImageException {
    TarScan.Member member = listing.find(name);
    if (member.bytes() > MOST_BYTES) {
      throw new UnreadableImageException(name, Kind.TOO_LARGE, "the file has more than 256 MiB");
    }
    ByteBuffer content = ByteBuffer.allocate((int) member.bytes());
    try {
      while (content.hasRemaining()) {
        if (bytes.read(content, member.offset() + content.position()) < 0) {
          throw new UnreadableImageException(name, Kind.CORRUPT, "the archive ends inside of it");
        }
      }
      return content.array();
    } catch (IOException failure) {
      throw new UnreadableImageException(
          name,
          Kind.CORRUPT,
          "the archive cannot be read (" + failure.getClass().getSimpleName() + ")");
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
    closeQuietly(bytes);
  }
}
