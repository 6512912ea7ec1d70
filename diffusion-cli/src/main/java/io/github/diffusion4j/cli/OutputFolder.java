package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.SamplesFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder that gets a whole set of samples or none: they are written beside it and moved in at the
 * end. Files of an earlier set are replaced; other files stay, and only if asked is anything
 * written among them.
 */
final class OutputFolder implements AutoCloseable {
  private static final Pattern OURS =
      Pattern.compile("(sample-\\d{5,9}|grid)\\.png|samples\\.json");

  private final Path target;
  private final Path staging;
  private final boolean force;
  private final List<String> written = new ArrayList<>();

  OutputFolder(Path target, boolean force) {
    this.target = target.toAbsolutePath().normalize();
    if (this.target.getFileName() == null) {
      throw new UserError("--samples-directory is " + target + "; name a folder below it");
    }
    this.staging = this.target.resolveSibling("." + this.target.getFileName() + ".partial");
    this.force = force;
  }

  Path file(String name) {
    return target.resolve(name);
  }

  /**
   * Checks that nothing of anyone else would lie among the samples.
   *
   * @throws UserError if the folder holds other files and that was not asked for, or is a file
   */
  void requireOurs() {
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new UserError("--samples-directory is " + target + ", which is a file; name a folder");
    }
    Set<String> foreign = names();
    foreign.removeAll(earlier());
    if (!foreign.isEmpty() && !force) {
      throw new UserError(
          "--samples-directory is "
              + target
              + ", which holds other files ("
              + foreign.iterator().next()
              + "); name an empty folder, or add --force to write between them");
    }
  }

  /** Tells whether there is nothing in it, or no such folder. */
  boolean isEmpty() {
    return !Files.exists(target) || Files.isDirectory(target) && names().isEmpty();
  }

  /** Writes a file of the set; it does not show before {@link #publish}. */
  void write(String name, byte[] content) {
    try {
      if (written.isEmpty()) {
        removeOurs(staging);
        Files.createDirectories(staging);
      }
      written.add(name);
      Files.write(staging.resolve(name), content);
    } catch (IOException e) {
      throw new UserError(
          staging.resolve(name)
              + " cannot be written: "
              + e
              + "\nMake room or choose another --samples-directory, and run again.",
          e);
    }
  }

  /** Returns the names of the files written so far. */
  List<String> written() {
    return List.copyOf(written);
  }

  /** Puts the set in the place of the earlier one. */
  void publish() {
    try {
      if (earlier().containsAll(names()) && isReplaceable()) {
        removeOurs(target);
        Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
      // Among the files of others: one by one, the manifest last, so that it tells of whole sets.
      for (String name : earlier()) {
        Files.deleteIfExists(file(name));
      }
      for (String name : written) {
        Files.move(staging.resolve(name), file(name), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UserError("samples cannot be moved into " + target + ": " + e, e);
    }
  }

  /** Removes what was written and not published. */
  @Override
  public void close() {
    try {
      removeOurs(staging);
    } catch (IOException e) {
      throw new UserError("temporary files cannot be removed from " + staging + ": " + e, e);
    }
  }

  /** Taking away the folder that the process works in, or a link, would surprise. */
  private boolean isReplaceable() {
    return !Files.isSymbolicLink(target) && !target.equals(Path.of("").toAbsolutePath());
  }

  /** Removes a folder that holds nothing but files we name; with others in it, it stays. */
  private static void removeOurs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (OURS.matcher(file.getFileName().toString()).matches()) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.delete(folder);
  }

  private Set<String> earlier() {
    Set<String> names = new HashSet<>();
    SamplesFolder.listed(target)
        .ifPresent(
            listed -> {
              names.add(SamplesFolder.MANIFEST);
              // A manifest may come from anywhere and must not lead out of the folder.
              listed.stream().filter(name -> OURS.matcher(name).matches()).forEach(names::add);
            });
    return names;
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    if (!Files.isDirectory(target)) {
      return names;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    } catch (IOException e) {
      throw new UserError("--samples-directory " + target + " cannot be read: " + e, e);
    }
  }
}
