package io.github.diffusion4j.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Turns an {@link IOException} into a sentence that a user can act on. */
final class IOFailure {
  private static final long MEGABYTE = 1_000_000;

  private IOFailure() {}

  static StoreException reading(Path file, IOException cause) {
    return new StoreException("Cannot read " + file + ": " + reason(cause) + ".", cause);
  }

  static StoreException writing(Path file, IOException cause) {
    String free = freeBytes(file);
    return new StoreException(
        "Cannot write "
            + file
            + ": "
            + reason(cause)
            + (free.isEmpty() ? "" : " (" + free + " free there)")
            + ". Nothing was left behind. Make room or allow writing there, or choose another"
            + " folder.",
        cause);
  }

  /**
   * Says why, without the file's name, which most of these exceptions give alone as their message.
   */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof FileSystemException failure) {
      return failure.getReason() != null
          ? failure.getReason()
          : failure.getClass().getSimpleName() + " " + failure.getFile();
    }
    return cause.getMessage() != null ? cause.getMessage() : cause.getClass().getSimpleName();
  }

  private static String freeBytes(Path file) {
    for (Path folder = file.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder)) {
        try {
          return Files.getFileStore(folder).getUsableSpace() / MEGABYTE + " MB";
        } catch (IOException unknown) {
          return "";
        }
      }
    }
    return "";
  }
}
