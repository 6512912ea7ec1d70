package io.github.diffusion4j.data;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds pictures by the names that tables give them. */
final class PictureIndex {
  private final Set<String> names;
  private final Map<String, String> byFile = new HashMap<>();

  /** The folders that hold everything, with a '/' at the end. */
  private final String common;

  PictureIndex(Collection<String> names) {
    this.names = new HashSet<>(names);
    this.common = common(names);
    for (String name : names) {
      // Empty stands for several.
      byFile.merge(PictureNames.file(name), name, (first, second) -> "");
    }
  }

  private static String common(Collection<String> names) {
    int end = 0;
    String any = names.isEmpty() ? "" : names.iterator().next();
    for (int depth = PictureNames.commonFolders(names); depth > 0; depth--) {
      end = any.indexOf('/', end) + 1;
    }
    return any.substring(0, end);
  }

  /**
   * Returns the picture that a table means: from the table's folder, from the top, from the folder
   * that holds everything, or the only one whose file has that name. Null if there is none.
   *
   * @param folder of the table, with a '/' at the end, or ""
   */
  String find(String folder, String file) {
    String name = Listing.normal(file);
    for (String start : new String[] {folder, "", common}) {
      if (names.contains(start + name)) {
        return start + name;
      }
    }
    String only = byFile.getOrDefault(name, "");
    return only.isEmpty() ? null : only;
  }
}
