package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Maven Central has of the worker's jars, and how large they are: a table that comes with the
 * plugin, so that a host without natives gets an answer, and a size, before anything is downloaded.
 *
 * @param bytes size of each jar
 */
public record PublishedJars(Map<Jar, Long> bytes) {

  private static final PublishedJars TABLE = load();

  /**
   * A jar of the table.
   *
   * @param artifact its artifact id
   * @param version its version
   * @param classifier its classifier, empty for the main jar
   */
  public record Jar(String artifact, String version, String classifier) {}

  /** Copies the map, in its order. */
  public PublishedJars {
    bytes = Collections.unmodifiableMap(new LinkedHashMap<>(bytes));
  }

  /** Returns the table. */
  public static PublishedJars table() {
    return TABLE;
  }

  /** Returns a jar's size in bytes, or nothing if it is not in the table. */
  public OptionalLong size(String artifact, String version, String classifier) {
    Long size = bytes.get(new Jar(artifact, version, classifier));
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** Tells whether an artifact was published with a classifier. */
  boolean has(String artifact, String classifier) {
    return classifiers(artifact).contains(classifier);
  }

  /** Returns the classifiers that an artifact was published with, in the order of the table. */
  List<String> classifiers(String artifact) {
    return bytes.keySet().stream()
        .filter(jar -> jar.artifact().equals(artifact))
        .map(Jar::classifier)
        .filter(classifier -> !classifier.isEmpty())
        .toList();
  }

  /** Returns the artifacts that were published with a classifier, in the order of the table. */
  List<String> artifacts(String classifier) {
    return bytes.keySet().stream()
        .filter(jar -> jar.classifier().equals(classifier))
        .map(Jar::artifact)
        .distinct()
        .toList();
  }

  private static PublishedJars load() {
    try (InputStream input = PublishedJars.class.getResourceAsStream("published-jars.txt")) {
      return parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PublishedJars parse(String text) {
    Map<Jar, Long> bytes = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.trim().split("\\s+"))
        .forEach(
            field ->
                bytes.put(
                    new Jar(field[0], field[1], field[2].equals("-") ? "" : field[2]),
                    Long.valueOf(field[3])));
    return new PublishedJars(bytes);
  }
}
