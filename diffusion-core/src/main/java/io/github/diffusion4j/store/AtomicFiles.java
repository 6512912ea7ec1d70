package io.github.diffusion4j.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that are whole or not there: into a temporary file beside the target, forced to
 * disk, then renamed over the target in one step. Thread-safe; of two writers of one file the last
 * wins.
 */
public final class AtomicFiles {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String TEMPORARY_END = ".d4j-tmp";

  private AtomicFiles() {}

  /**
   * Writes the bytes as the whole file, and makes its folder if there is none.
   *
   * @throws StoreException if the disk is full or writing is not allowed; the target is then as
   *     before
   */
  public static void write(Path target, byte[] bytes) {
    write(target, (OutputStream out) -> out.write(bytes));
  }

  /**
   * Writes what the consumer puts into the stream as the whole file, and makes its folder if there
   * is none. The stream is buffered; the consumer need not close it.
   *
   * @throws StoreException if the disk is full or writing is not allowed; the target is then as
   *     before
   */
  public static void write(Path target, IOConsumer<OutputStream> content) {
    Path file = target.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null) {
      throw new StoreException("Cannot write " + target + ": it is not a file.");
    }
    Path temporary =
        folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + TEMPORARY_END);
    try {
      Files.createDirectories(folder);
      try {
        writeAndForce(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw IOFailure.writing(target, failure);
    }
    forceFolder(folder);
  }

  /**
   * Deletes the temporary files that a killed process left in the folder, and returns how many.
   * Call it only where no other process writes.
   *
   * @throws StoreException if the folder cannot be listed or a file cannot be deleted
   */
  public static int removeLeftovers(Path folder) {
    int removed = 0;
    if (!Files.isDirectory(folder)) {
      return removed;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*" + TEMPORARY_END)) {
      for (Path file : files) {
        if (Files.deleteIfExists(file)) {
          removed++;
        }
      }
      return removed;
    } catch (IOException failure) {
      throw new StoreException(
          "Cannot remove left-over files from " + folder + ": " + IOFailure.reason(failure) + ".",
          failure);
    }
  }

  private static void writeAndForce(Path temporary, IOConsumer<OutputStream> content)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
      content.accept(out);
      out.flush();
      channel.force(true);
    }
  }

  /**
   * Forces the rename itself to disk; where folders cannot be opened (Windows) this does nothing.
   */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notPossibleHere) {
      // The file is complete and in place; only its survival of a power cut is less sure.
      return;
    }
  }
}
