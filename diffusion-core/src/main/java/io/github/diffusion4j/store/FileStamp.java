package io.github.diffusion4j.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a file system says of a file without reading it, enough to see that it was changed.
 *
 * @param bytes its length
 * @param modified when its content was changed last, in nanoseconds since 1970
 * @param changed when anything of it was changed last, as Unix has it: programs can set the other
 *     time back, but not this one; elsewhere the same as {@code modified}
 * @param inode its number; elsewhere 0
 */
record FileStamp(long bytes, long modified, long changed, long inode) {

  /**
   * Looks at a file.
   *
   * @throws StoreException if that is not possible
   */
  static FileStamp of(Path file) {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        Map<String, Object> unix =
            Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
        return new FileStamp(
            (Long) unix.get("size"),
            nanos((FileTime) unix.get("lastModifiedTime")),
            nanos((FileTime) unix.get("ctime")),
            (Long) unix.get("ino"));
      }
      BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
      long modified = nanos(basic.lastModifiedTime());
      return new FileStamp(basic.size(), modified, modified, 0);
    } catch (IOException failure) {
      throw IOFailure.reading(file, failure);
    }
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** Returns the later of both times, in milliseconds since 1970, rounded up. */
  long changedMillis() {
    return Math.max(modified, changed) / 1_000_000 + 1;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(bytes);
    out.writeLong(modified);
    out.writeLong(changed);
    out.writeLong(inode);
  }

  static FileStamp read(DataInputStream in) throws IOException {
    return new FileStamp(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}
