package io.github.diffusion4j.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Lists the files of a folder. Links to folders are not followed, and links to files only if they
 * stay in the folder: a data set from elsewhere must not pull in files of this machine.
 */
final class FolderScan extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Listing<Path> listing = new Listing<>();

  private FolderScan(Path root) {
    this.root = root;
  }

  static Listing<Path> of(Path folder) {
    try {
      FolderScan scan = new FolderScan(folder.toRealPath());
      Files.walkFileTree(scan.root, scan);
      return scan.listing;
    } catch (IOException failure) {
      throw DataException.reading(folder, failure);
    }
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return PictureNames.isHidden(name(directory))
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = name(file);
    if (PictureNames.isHidden(name)) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isSymbolicLink()) {
      visitLink(file, name);
    } else if (attributes.isRegularFile()) {
      listing.add(name, file);
    } else {
      listing.ignore(1);
    }
    return FileVisitResult.CONTINUE;
  }

  private void visitLink(Path link, String name) {
    try {
      Path target = link.toRealPath();
      if (Files.isDirectory(target)) {
        listing.refuse(new Unreadable(name, "link", "links to folders are not followed"));
      } else if (!target.startsWith(root)) {
        listing.refuse(name, "link", "it leads out of the folder; copy the file in its place");
      } else if (Files.isRegularFile(target)) {
        listing.add(name, target);
      }
    } catch (IOException broken) {
      listing.refuse(new Unreadable(name, "link", "it leads nowhere"));
    }
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
    if (path.equals(root)) {
      throw failure;
    }
    listing.refuse(
        new Unreadable(
            name(path),
            "unreadable",
            "it cannot be opened (" + failure.getClass().getSimpleName() + ")"));
    return FileVisitResult.CONTINUE;
  }
}
