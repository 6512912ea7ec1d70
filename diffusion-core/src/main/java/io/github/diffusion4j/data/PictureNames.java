package io.github.diffusion4j.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What names of files tell: whether they are pictures, and of which class. */
final class PictureNames {
  /** With those that are not read, so that they are listed as unsupported and not just missing. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "tif", "tiff", "pbm", "pgm",
          "ppm", "pnm", "pam", "webp", "avif", "heic", "heif", "jp2", "jxl", "psd", "tga", "ico",
          "icns", "hdr", "exr", "svg");

  /** Of files that may tell about pictures, or hold many of them without a header (CIFAR). */
  private static final Set<String> COMPANIONS =
      Set.of("txt", "json", "jsonl", "cls", "tsv", "csv", "bin");

  private PictureNames() {}

  static boolean isPicture(String name) {
    return EXTENSIONS.contains(extension(name));
  }

  static boolean isCompanion(String name) {
    return COMPANIONS.contains(extension(name));
  }

  /** Returns what follows the last dot, in lower case. */
  static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Returns the folder of a file with a '/' at its end; "" if it lies in none. */
  static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** Returns the last part of a path. */
  static String file(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Tells whether the path leads through what systems leave behind and nobody means as data. */
  static boolean isHidden(String name) {
    return Arrays.stream(name.split("/"))
        .anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
  }

  /**
   * Returns how many leading folders hold everything. They name the whole, not a class: a ZIP often
   * has one such folder.
   */
  static int commonFolders(Collection<String> names) {
    String[] common = null;
    int depth = 0;
    for (String name : names) {
      String[] parts = name.split("/");
      if (common == null) {
        common = parts;
        depth = parts.length - 1;
      }
      depth = Math.min(depth, parts.length - 1);
      for (int i = 0; i < depth; i++) {
        if (!parts[i].equals(common[i])) {
          depth = i;
        }
      }
    }
    return depth;
  }

  /**
   * Returns the class of a file: its first folder after the common ones; null if it lies in none.
   */
  static String classOf(String name, int commonFolders) {
    String[] parts = name.split("/");
    return parts.length > commonFolders + 1 ? parts[commonFolders] : null;
  }

  /** Returns the classes of the files, sorted. */
  static List<String> classes(Collection<String> names) {
    int common = commonFolders(names);
    Set<String> classes = new TreeSet<>();
    for (String name : names) {
      String classOf = classOf(name, common);
      if (classOf != null) {
        classes.add(classOf);
      }
    }
    return List.copyOf(classes);
  }
}
