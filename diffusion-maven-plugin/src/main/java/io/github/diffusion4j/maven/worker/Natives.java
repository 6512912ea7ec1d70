package io.github.diffusion4j.maven.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The natives of ND4J for one host.
 *
 * @param platform system and architecture, such as {@code linux-x86_64}
 * @param extension build variant with its leading hyphen, such as {@code -onednn-avx2}; empty for
 *     the plain build
 */
public record Natives(String platform, String extension) implements EngineNatives {

  private static final String ND4J = "nd4j-native";
  private static final String ONEDNN_AVX512 = "-onednn-avx512";

  private static final Pattern CLASSIFIER =
      Pattern.compile("((?:linux|macosx|windows)-[a-z0-9_]+)((?:-[a-z0-9]+)*)");

  /** Minor version of the oldest glibc 2 that has all the symbols that the natives ask for. */
  private static final int GLIBC_MINOR = 27;

  /**
   * Chooses the natives for a host: of those that were published for it the ones with oneDNN and
   * the newest instruction set that it has, the plain ones where there is no oneDNN.
   *
   * @throws IllegalArgumentException if none were published for it, or its C library cannot load
   *     them; the message is for the user
   */
  public static Natives choose(Host host) {
    checkLibrary(host);
    return published(host)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(notPublished(host)));
  }

  /** Tells whether a host's natives have Winograd's convolutions. */
  static boolean haveWinograd(Host host) {
    return published(host).findFirst().filter(Natives::hasWinograd).isPresent();
  }

  private static Stream<Natives> published(Host host) {
    return variants(host).stream()
        .map(extension -> new Natives(host.platform(), extension))
        .filter(natives -> PublishedJars.table().has(ND4J, natives.classifier()));
  }

  /**
   * Reads a classifier that the user chose for a host.
   *
   * @throws IllegalArgumentException if it is no classifier, or one of another system; the message
   *     is for the user
   */
  public static Natives named(String classifier, Host host) {
    Natives natives = parse(classifier);
    if (!natives.platform.startsWith(host.system() + "-")) {
      throw new IllegalArgumentException(
          "diffusion.natives is '"
              + classifier
              + "', but this is "
              + host.describe()
              + ", which cannot load it. Leave it out to let the host decide.");
    }
    return natives;
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

  @Override
  public String library() {
    return "ND4J";
  }

  /** Returns the classifier of the {@code nd4j-native} artifact. */
  @Override
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
    return extension.equals(ONEDNN_AVX512)
        && PublishedJars.table().has("dnnl", platform)
        && PublishedJars.table().has("opencl", platform);
  }

  /** Returns the variants that a host can run, the fastest one first. */
  private static List<String> variants(Host host) {
    List<String> variants = new ArrayList<>();
    if (host.isX86()) {
      if (host.hasAvx512()) {
        variants.add(ONEDNN_AVX512);
      }
      if (host.hasAvx2()) {
        variants.add("-onednn-avx2");
      }
      // Safe on any x86-64 processor: oneDNN looks at it when it runs.
      variants.add("-onednn");
    }
    variants.add("");
    return variants;
  }

  private static void checkLibrary(Host host) {
    if (host.lacksGlibc(GLIBC_MINOR)) {
      throw new IllegalArgumentException(
          "ND4J's natives need glibc 2."
              + GLIBC_MINOR
              + " or newer, but this Java runs on "
              + host.libc()
              + ". Use a system or an image with it, such as Debian 10, Ubuntu 18.04 or RHEL 8 or"
              + " newer; Alpine Linux has musl instead.");
    }
  }

  private static String notPublished(Host host) {
    String wayOut =
        host.platform().equals("windows-arm64")
            ? " Try a JDK for x86-64, which Windows emulates."
            : host.arch().matches("x86|i[3-6]86|arm") ? " Use a 64-bit JDK." : "";
    String plain =
        PublishedJars.table().classifiers(ND4J).stream()
            .filter(classifier -> classifier.indexOf('-') == classifier.lastIndexOf('-'))
            .collect(Collectors.joining(", "));
    return "ND4J was not published for "
        + host.describe()
        + " ("
        + host.platform()
        + "); it has natives for "
        + plain
        + "."
        + wayOut
        + " Others can be named with diffusion.natives.";
  }
}
