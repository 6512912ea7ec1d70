package io.github.diffusion4j.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive of any configuration and no parameters. */
final class StoredArchive {
  private StoredArchive() {}

  static void write(Path file, byte[] configuration) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(GraphArchive.CONFIGURATION));
      zip.write(configuration);
      zip.putNextEntry(new ZipEntry(GraphArchive.PARAMETERS));
    }
  }
}
