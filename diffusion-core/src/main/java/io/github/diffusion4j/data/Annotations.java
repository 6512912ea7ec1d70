package io.github.diffusion4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The captions and classes of pictures, from wherever they stand: tables, files beside the pictures
 * and, if none of these tells a class, folders. What does not fit together is counted.
 */
final class Annotations {
  /** A caption is a text to read; what is longer is something else. */
  private static final int MOST_BYTES = 1 << 16;

  private final PictureSource source;
  private final PictureIndex index;
  private final Map<String, String> captions = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Set<String> inTables = new HashSet<>();
  private final int commonFolders;
  private boolean labelled;
  private int orphans;
  private int repeated;
  private int broken;

  private Annotations(PictureSource source) {
    this.source = source;
    this.index = new PictureIndex(source.names());
    this.commonFolders =
        PictureNames.commonFolders(source.names().stream().map(source::path).toList());
  }

  /**
   * Reads what there is.
   *
   * @throws DataException if a file that decides on the classes is broken
   */
  static Annotations of(PictureSource source) {
    Annotations annotations = new Annotations(source);
    for (Path table : source.beside()) {
      annotations.addTable(table.toString(), "", readBeside(table));
    }
    Companions companions = Companions.of(source.listing());
    for (String table : companions.tables()) {
      try {
        annotations.addTable(table, PictureNames.folder(table), source.read(table));
      } catch (UnreadableImageException fault) {
        throw new DataException(source.name() + ": " + Unreadable.of(fault) + ".", fault);
      }
    }
    companions.beside().forEach(annotations::addBeside);
    annotations.orphans += companions.orphans().size();
    return annotations;
  }

  private static byte[] readBeside(Path table) {
    try {
      if (Files.size(table) > PictureSource.MOST_BYTES) {
        throw new DataException(table + " has more than 256 MiB, too much for a table.");
      }
      return Files.readAllBytes(table);
    } catch (IOException failure) {
      throw DataException.reading(table, failure);
    }
  }

  private void addTable(String name, String folder, byte[] bytes) {
    Tables.Content table = Tables.read(name, bytes);
    labelled |= table.labels();
    broken += table.broken();
    for (Description entry : table.entries()) {
      String picture = index.find(folder, entry.file());
      if (picture == null) {
        orphans++;
      } else if (!inTables.add(picture)) {
        repeated++;
      } else {
        add(picture, entry);
      }
    }
  }

  private void addBeside(String picture, List<String> files) {
    for (String file : files) {
      try {
        byte[] bytes = source.read(file);
        if (bytes.length > MOST_BYTES) {
          broken++;
          continue;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (PictureNames.extension(file)) {
          case "txt" -> add(picture, new Description(null, text, null));
          case "cls" -> add(picture, new Description(null, null, text));
          default -> {
            JsonNode object = Json.mapper().readTree(text);
            add(picture, Description.of(object));
          }
        }
      } catch (UnreadableImageException | IOException fault) {
        broken++;
      }
    }
  }

  private void add(String picture, Description description) {
    if (description.caption() != null) {
      captions.put(picture, description.caption());
    }
    if (description.label() != null) {
      labels.put(picture, description.label());
      labelled = true;
    }
  }

  /** Returns the name of a picture's class; null if it has none. */
  String classOf(String picture) {
    return labelled
        ? labels.get(picture)
        : PictureNames.classOf(source.path(picture), commonFolders);
  }

  /** Returns a picture's caption, or "". */
  String caption(String picture) {
    return captions.getOrDefault(picture, "");
  }

  /** Returns the classes of the pictures in order: numbers by value, names by letters. */
  List<String> classes(Collection<String> pictures) {
    Set<String> found =
        pictures.stream()
            .map(this::classOf)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    Comparator<String> byName = Comparator.naturalOrder();
    return labelled && found.stream().allMatch(name -> name.matches("[0-9]{1,9}"))
        ? found.stream()
            .sorted(Comparator.<String, Integer>comparing(Integer::valueOf).thenComparing(byName))
            .toList()
        : List.copyOf(found);
  }

  /** Returns how many captions there are and what does not fit, such as ", 9 captions"; or "". */
  String summary() {
    int pictures = source.names().size();
    StringBuilder text = new StringBuilder();
    append(text, captions.size(), "captions");
    if (!captions.isEmpty()) {
      append(text, pictures - captions.size(), "pictures without a caption");
    }
    if (!labels.isEmpty()) {
      append(text, pictures - labels.size(), "pictures without a class");
    }
    append(text, orphans, "captions or classes without a picture");
    append(text, repeated, "pictures that a table names twice");
    append(text, broken, "captions or classes that cannot be read");
    return text.toString();
  }

  private static void append(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(String.format(Locale.ROOT, ", %,d %s", count, what));
    }
  }
}
