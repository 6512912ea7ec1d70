package io.github.diffusion4j.maven.worker;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The natives of ND4J for one host.
 *
 * @param platform system and architecture, such as {@code linux-x86_64}
 * @param extension build variant with its leading hyphen, such as {@code -onednn-avx2}; empty for
 *     the plain build
 */
public record Natives(String platform, String extension) {

  private static final String ONEDNN_AVX512 = "-onednn-avx512";

  private static final Pattern CLASSIFIER =
      Pattern.compile("((?:linux|macosx|windows)-[a-z0-9_]+)((?:-[a-z0-9]+)*)");

  /** What the compiler was told for the avx512 builds; some processors have only a part of it. */
  private static final Set<String> AVX512 =
      Set.of("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl");

  /**
   * Chooses the natives for a host: those with oneDNN and the newest instruction set where such a
   * build was published, the plain ones elsewhere.
   *
   * @throws IllegalArgumentException if the system is none that ND4J was built for
   */
  public static Natives choose(HostCpu host) {
    String platform = system(host.os()) + "-" + architecture(host.arch());
    // ND4J 1.0.0-M2.1 has oneDNN for x86_64 only, and its avx512 variant for Linux only.
    if (!platform.endsWith("-x86_64")) {
      return new Natives(platform, "");
    }
    if (platform.startsWith("linux") && host.flags().containsAll(AVX512)) {
      return new Natives(platform, ONEDNN_AVX512);
    }
    boolean avx2 = host.flags().contains("avx2") && host.flags().contains("fma");
    return new Natives(platform, avx2 ? "-onednn-avx2" : "-onednn");
  }

  /**
   * Reads a classifier the user chose, such as {@code linux-x86_64-onednn}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Natives parse(String classifier) {
    var matcher = CLASSIFIER.matcher(classifier);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "diffusion.natives is '"
              + classifier
              + "', which is no classifier of nd4j-native. Write one like linux-x86_64-onednn,"
              + " macosx-arm64 or windows-x86_64-onednn-avx2, or leave it out to let the host decide.");
    }
    return new Natives(matcher.group(1), matcher.group(2));
  }

  /** Returns the classifier of the {@code nd4j-native} artifact. */
  public String classifier() {
    return platform + extension;
  }

  /** Tells whether these natives compute convolutions with oneDNN. */
  public boolean hasOneDnn() {
    return extension.contains("onednn");
  }

  /**
   * Tells whether oneDNN has Winograd convolutions here, which it has for AVX-512 only. They are
   * what its own natives are for; elsewhere the oneDNN within ND4J computes, and 15 MB stay away.
   */
  public boolean hasWinograd() {
    return extension.equals(ONEDNN_AVX512);
  }

  private static String system(String os) {
    String name = os.toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return "linux";
    }
    if (name.startsWith("mac")) {
      return "macosx";
    }
    if (name.startsWith("windows")) {
      return "windows";
    }
    throw new IllegalArgumentException(
        "ND4J has no natives for the system '"
            + os
            + "'; it has them for Linux, macOS and Windows. Name others with diffusion.natives.");
  }

  private static String architecture(String arch) {
    return switch (arch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> arch.toLowerCase(Locale.ROOT);
    };
  }
}
