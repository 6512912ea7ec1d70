package io.github.diffusion4j.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The user's own folder for what was found out and can be found out again. */
public final class UserCache {
  private UserCache() {}

  /** Returns {@code diffusion4j} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}; it need not be. */
  public static Path folder() {
    String caches = System.getenv("XDG_CACHE_HOME");
    Path folder =
        caches == null || caches.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    return folder.resolve("diffusion4j");
  }

  /**
   * Makes a folder if it is not there, for this user alone: pictures may be private, and what is
   * made of them is for their owner's eyes.
   *
   * @throws IOException if it cannot be made
   */
  public static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
