package io.github.diffusion4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which files tell about which pictures, by their names alone.
 *
 * @param tables tell about many
 * @param beside for each picture those that have its name, but for what follows the dot
 * @param orphans captions of that kind that lie beside no picture
 */
record Companions(
    List<String> tables, SortedMap<String, List<String>> beside, Set<String> orphans) {
  /** What counts first comes last. */
  private static final List<String> EXTENSIONS = List.of(".json", ".cls", ".txt");

  static Companions of(Listing<?> listing) {
    Set<String> others = new TreeSet<>(listing.companions().keySet());
    List<String> tables = others.stream().filter(Tables::isTable).toList();
    tables.forEach(others::remove);
    SortedMap<String, List<String>> beside = new TreeMap<>();
    if (!others.isEmpty()) {
      listing.pictures().keySet().forEach(picture -> find(picture, others, beside));
    }
    beside.values().forEach(found -> found.forEach(others::remove));
    // Only where captions lie beside pictures is a text alone more than any other text.
    boolean captions = beside.values().stream().flatMap(List::stream).anyMatch(Companions::isText);
    others.removeIf(name -> !captions || !isText(name));
    return new Companions(tables, beside, others);
  }

  private static boolean isText(String name) {
    return name.endsWith(".txt");
  }

  private static void find(String picture, Set<String> others, Map<String, List<String>> beside) {
    String folder = PictureNames.folder(picture);
    String file = PictureNames.file(picture);
    // WebDataset takes all from the first dot for the extension.
    for (int dot : new int[] {file.lastIndexOf('.'), file.indexOf('.')}) {
      List<String> found = new ArrayList<>();
      for (String extension : EXTENSIONS) {
        String candidate = folder + file.substring(0, dot) + extension;
        if (others.contains(candidate)) {
          found.add(candidate);
        }
      }
      if (!found.isEmpty()) {
        beside.put(picture, found);
        return;
      }
    }
  }

  /** Returns the names of all files that are of use. */
  Set<String> used() {
    Set<String> used = new TreeSet<>(tables);
    beside.values().forEach(used::addAll);
    used.addAll(orphans);
    return used;
  }
}
