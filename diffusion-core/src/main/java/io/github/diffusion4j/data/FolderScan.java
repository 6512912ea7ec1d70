package io.github.diffusion4j.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pictures of a folder by name. Links to folders are not followed, and links to files only if
 * they stay in the folder: a data set from elsewhere must not pull in files of this machine.
 *
 * @param files where each picture lies, by its path from the folder with '/' between the parts
 * @param refused links and folders that were not followed
 * @param ignored how many files are no pictures by their names
 */
record FolderScan(SortedMap<String, Path> files, List<Unreadable> refused, int ignored) {

  static FolderScan of(Path folder) {
    try {
      Visitor visitor = new Visitor(folder.toRealPath());
      Files.walkFileTree(visitor.root, visitor);
      return new FolderScan(visitor.files, visitor.refused, visitor.ignored);
    } catch (IOException failure) {
      throw DataException.reading(folder, failure);
    }
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final SortedMap<String, Path> files = new TreeMap<>();
    private final List<Unreadable> refused = new ArrayList<>();
    private int ignored;

    Visitor(Path root) {
      this.root = root;
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
      } else if (attributes.isRegularFile() && PictureNames.isPicture(name)) {
        files.put(name, file);
      } else {
        ignored++;
      }
      return FileVisitResult.CONTINUE;
    }

    private void visitLink(Path link, String name) {
      try {
        Path target = link.toRealPath();
        if (Files.isDirectory(target)) {
          refused.add(new Unreadable(name, "link", "links to folders are not followed"));
        } else if (!PictureNames.isPicture(name)) {
          ignored++;
        } else if (!target.startsWith(root)) {
          refused.add(
              new Unreadable(
                  name, "link", "it leads out of the folder; copy the picture in its place"));
        } else if (Files.isRegularFile(target)) {
          files.put(name, target);
        }
      } catch (IOException broken) {
        refused.add(new Unreadable(name, "link", "it leads nowhere"));
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      if (path.equals(root)) {
        throw failure;
      }
      refused.add(
          new Unreadable(
              name(path),
              "unreadable",
              "it cannot be opened (" + failure.getClass().getSimpleName() + ")"));
      return FileVisitResult.CONTINUE;
    }
  }
}
