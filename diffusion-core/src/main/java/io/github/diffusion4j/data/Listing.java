package io.github.diffusion4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a folder or an archive holds, by name: pictures, files that may tell about them, and what is
 * not to be read. Names are paths inside of it with '/' between the parts.
 *
 * @param <T> where a file is to be found
 */
final class Listing<T> {
  private final SortedMap<String, T> pictures = new TreeMap<>();
  private final SortedMap<String, T> companions = new TreeMap<>();
  private final List<Unreadable> refused = new ArrayList<>();
  private int ignored;

  /** Longer than any file system's names; a header of an archive may claim megabytes. */
  private static final int LONGEST_NAME = 4096;

  private static final int SHOWN = 80;

  /** Returns a name as it is used here: some tools write "./a.png", others "a\b.png". */
  static String normal(String name) {
    String normal = name.replace('\\', '/');
    while (normal.startsWith("./")) {
      normal = normal.substring(2);
    }
    return normal;
  }

  /** Tells whether a name leads out of what holds it, on any system. */
  static boolean leadsOut(String name) {
    return name.startsWith("/")
        || name.matches("(?s)[A-Za-z]:.*")
        || Arrays.asList(name.split("/")).contains("..");
  }

  /**
   * Takes an entry of an archive in if its name is one to trust.
   *
   * @param name as {@link #normal} gives it
   * @return whether the file is one to read
   */
  boolean addEntry(String name, T file) {
    if (name.length() > LONGEST_NAME) {
      String length = "it has " + name.length() + " characters";
      refuse(new Unreadable(name.substring(0, SHOWN) + "...", "name", length));
      return false;
    }
    // Nothing is unpacked by name, but a file of such a name was made to do harm.
    if (leadsOut(name)) {
      refuse(new Unreadable(name, "name", "it leads out of the archive"));
      return false;
    }
    return add(name, file);
  }

  /**
   * Takes a file in if its name says that it is of use.
   *
   * @return whether it is one to read
   */
  boolean add(String name, T file) {
    if (PictureNames.isHidden(name)) {
      return false;
    }
    SortedMap<String, T> kind =
        PictureNames.isPicture(name)
            ? pictures
            : PictureNames.isCompanion(name) ? companions : null;
    if (kind == null) {
      ignored++;
    } else if (kind.putIfAbsent(name, file) != null) {
      refuse(name, "duplicate", "the archive has two files of this name");
    } else {
      return true;
    }
    return false;
  }

  /** Lists a file as one that is not read; what is no picture and tells of none is only counted. */
  void refuse(String name, String kind, String reason) {
    if (PictureNames.isPicture(name) || PictureNames.isCompanion(name)) {
      refused.add(new Unreadable(name, kind, reason));
    } else {
      ignored++;
    }
  }

  /** Lists what is not read, whatever its name. */
  void refuse(Unreadable fault) {
    refused.add(fault);
  }

  void ignore(int files) {
    ignored += files;
  }

  SortedMap<String, T> pictures() {
    return Collections.unmodifiableSortedMap(pictures);
  }

  SortedMap<String, T> companions() {
    return Collections.unmodifiableSortedMap(companions);
  }

  T find(String name) {
    T picture = pictures.get(name);
    return picture != null ? picture : companions.get(name);
  }

  List<Unreadable> refused() {
    return Collections.unmodifiableList(refused);
  }

  int ignored() {
    return ignored;
  }

  boolean isEmpty() {
    return pictures.isEmpty() && refused.isEmpty();
  }
}
