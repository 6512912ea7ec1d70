package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.PublishedJars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.aether.artifact.Artifact;

/**
 * What a goal is about to download.
 *
 * @param jars how many there are
 * @param bytes size of all whose size is known
 * @param unknown how many sizes are not known
 * @param large those worth naming, the largest first
 */
record Download(int jars, long bytes, int unknown, List<Part> large) {

  private static final long MEGA = 1_000_000;

  /** Smaller jars are not worth a user's attention. */
  private static final long LARGE = 5 * MEGA;

  /** A jar, by the name of its artifact. */
  record Part(String name, long bytes) {}

  static Download of(List<Artifact> missing) {
    long bytes = 0;
    int unknown = 0;
    List<Part> large = new ArrayList<>();
    for (Artifact jar : missing) {
      OptionalLong size =
          PublishedJars.table().size(jar.getArtifactId(), jar.getVersion(), jar.getClassifier());
      bytes += size.orElse(0);
      unknown += size.isEmpty() ? 1 : 0;
      if (size.orElse(0) >= LARGE) {
        large.add(new Part(jar.getArtifactId(), size.getAsLong()));
      }
    }
    large.sort(Comparator.comparingLong(Part::bytes).reversed());
    return new Download(missing.size(), bytes, unknown, List.copyOf(large));
  }

  /** Returns a sentence for the user. */
  String describe() {
    StringBuilder text = new StringBuilder("Downloading ");
    text.append(jars).append(jars == 1 ? " jar" : " jars");
    text.append(unknown == jars ? "" : (unknown > 0 ? ", more than " : ", ") + megabytes(bytes));
    text.append(", once for this host");
    String separator = ": ";
    for (Part part : large) {
      text.append(separator).append(part.name()).append(' ').append(megabytes(part.bytes()));
      separator = ", ";
    }
    return text.append('.').toString();
  }

  private static String megabytes(long bytes) {
    return bytes < MEGA ? "less than 1 MB" : Math.round((double) bytes / MEGA) + " MB";
  }
}
