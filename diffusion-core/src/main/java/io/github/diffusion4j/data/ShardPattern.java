package io.github.diffusion4j.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path that names many files by a range of numbers: "train-{000..009}.tar". */
final class ShardPattern {
  private static final Pattern RANGE = Pattern.compile("\\{([0-9]{1,9})\\.\\.([0-9]{1,9})}");
  private static final int MOST = 100_000;

  private ShardPattern() {}

  /**
   * Returns the files that a pattern names; none if the path is no pattern.
   *
   * @throws DataException if one of them is not there, or the range is empty or too long
   */
  static List<Path> expand(String path) {
    Matcher range = RANGE.matcher(path);
    if (!range.find()) {
      return List.of();
    }
    int first = Integer.parseInt(range.group(1));
    int last = Integer.parseInt(range.group(2));
    if (last < first || last - first >= MOST) {
      throw new DataException(
          "'%s' names the numbers %d to %d; give a range of 1 to %,d numbers, upwards."
              .formatted(path, first, last, MOST));
    }
    String number = "%0" + range.group(1).length() + "d";
    List<Path> files = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      String name =
          path.substring(0, range.start())
              + String.format(Locale.ROOT, number, i)
              + path.substring(range.end());
      Path file = path(name);
      if (!Files.isRegularFile(file)) {
        throw new DataException("'" + path + "' names " + file + ", which is not there.");
      }
      files.add(file);
    }
    return files;
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException invalid) {
      throw new DataException("'" + name + "' is no path: " + invalid.getReason(), invalid);
    }
  }
}
