package io.github.diffusion4j.maven.worker;

import java.util.ArrayList;
import java.util.List;

/**
 * The natives of LibTorch for one host. There is one build a platform, which looks at the processor
 * when it runs, and a second one with CUDA.
 *
 * @param platform system and architecture, such as {@code linux-x86_64}
 * @param cuda whether they are those with CUDA
 */
public record TorchNatives(String platform, boolean cuda) implements EngineNatives {

  private static final String PYTORCH = "pytorch";
  private static final String CUDA = "cuda";
  private static final String GPU = "-gpu";

  /** Minor version of the oldest glibc 2 that has all the symbols that the natives ask for. */
  private static final int GLIBC_MINOR = 35;

  /**
   * Chooses the natives for a device of a host.
   *
   * @throws IllegalArgumentException if none were published for it, its C library cannot load them,
   *     or it has no such device or precision; the message is for the user
   */
  static TorchNatives choose(String device, String precision, Host host) {
    if (!isPublished(host)) {
      throw new IllegalArgumentException(notPublished(host));
    }
    if (host.lacksGlibc(GLIBC_MINOR)) {
      throw new IllegalArgumentException(
          "LibTorch's natives need glibc 2."
              + GLIBC_MINOR
              + " or newer, but this Java runs on "
              + host.libc()
              + ". Use a system or an image with it, such as Debian 12 or Ubuntu 22.04 or newer, or"
              + " the engine nd4j.");
    }
    String kind = device.split(":")[0];
    if (!devices(host).contains(kind)) {
      throw new IllegalArgumentException(
          "The device is '"
              + device
              + "', which LibTorch does not have for "
              + host.platform()
              + "; there it has "
              + String.join(", ", devices(host))
              + ".");
    }
    if (precision.equals("tf32") && !kind.equals(CUDA)) {
      throw new IllegalArgumentException(
          "The precision is 'tf32', which device cuda has, and not "
              + device
              + "; that has float32, bfloat16.");
    }
    return new TorchNatives(host.platform(), kind.equals(CUDA));
  }

  /** Tells whether LibTorch was published for a host, and its C library can load it. */
  static boolean runOn(Host host) {
    return isPublished(host) && !host.lacksGlibc(GLIBC_MINOR);
  }

  @Override
  public String library() {
    return "LibTorch";
  }

  @Override
  public String classifier() {
    return platform + extension();
  }

  @Override
  public String extension() {
    return cuda ? GPU : "";
  }

  /** Returns the artifacts with NVIDIA's libraries that were published for the platform. */
  public List<String> redistributables() {
    return PublishedJars.table().artifacts(platform).stream()
        .filter(artifact -> artifact.startsWith("cuda-redist"))
        .toList();
  }

  private static boolean isPublished(Host host) {
    return PublishedJars.table().has(PYTORCH, host.platform());
  }

  private static List<String> devices(Host host) {
    List<String> devices = new ArrayList<>(List.of("cpu"));
    if (PublishedJars.table().has(PYTORCH, host.platform() + GPU)) {
      devices.add(CUDA);
    }
    if (host.platform().equals("macosx-arm64")) {
      devices.add("mps");
    }
    return devices;
  }

  private static String notPublished(Host host) {
    List<String> platforms =
        PublishedJars.table().classifiers(PYTORCH).stream()
            .filter(classifier -> !classifier.endsWith(GPU))
            .toList();
    return "LibTorch was not published for "
        + host.describe()
        + " ("
        + host.platform()
        + "); it has natives for "
        + String.join(", ", platforms)
        + ". Use the engine nd4j here.";
  }
}
