package io.github.diffusion4j.maven.worker;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which engine's natives a worker gets: a function of what was asked for and of the host, so that
 * what cannot be is said before anything is downloaded.
 */
public final class EngineSelection {

  private static final String ND4J = "nd4j";
  private static final String TORCH = "torch";
  private static final String AUTO = "auto";
  private static final String CPU = "cpu";
  private static final String FLOAT32 = "float32";

  private static final List<String> PRECISIONS = List.of(FLOAT32, "bfloat16", "tf32");
  private static final Pattern DEVICE = Pattern.compile("cpu|cuda(:\\d{1,3})?|mps");

  private EngineSelection() {}

  /**
   * Chooses the natives.
   *
   * @param asked what to compute with; ND4J on the processor in FLOAT32 where it is left open
   * @param classifier of ND4J's natives, instead of those that fit the host; null or blank for none
   * @throws IllegalArgumentException if the engine does not have the device or the precision, or no
   *     natives were published for the host; the message is for the user and lists what there is
   */
  public static EngineNatives select(EngineAsked asked, String classifier, Host host) {
    EngineAsked all = asked.or(new EngineAsked(ND4J, CPU, FLOAT32));
    check(all);
    boolean plain = all.device().equals(CPU) && all.precision().equals(FLOAT32);
    String engine = all.name().equals(AUTO) ? auto(plain, host) : all.name();
    if (engine.equals(TORCH)) {
      return TorchNatives.choose(all.device(), all.precision(), host);
    }
    if (!plain) {
      throw new IllegalArgumentException(
          "The engine nd4j computes on device cpu in precision float32, and not on "
              + all.device()
              + " in "
              + all.precision()
              + ". Leave device and precision out, or set diffusion.engine to torch.");
    }
    return classifier == null || classifier.isBlank()
        ? Natives.choose(host)
        : Natives.named(classifier.trim(), host);
  }

  /**
   * Decides for who leaves it to the host. ND4J is the faster one where oneDNN has Winograd's
   * convolutions; elsewhere LibTorch is, where it was published, and it alone has other devices and
   * precisions.
   */
  private static String auto(boolean plain, Host host) {
    if (!plain) {
      return TORCH;
    }
    return !Natives.haveWinograd(host) && TorchNatives.runOn(host) ? TORCH : ND4J;
  }

  private static void check(EngineAsked asked) {
    if (!List.of(ND4J, TORCH, AUTO).contains(asked.name())) {
      throw new IllegalArgumentException(
          "The engine is '"
              + asked.name()
              + "'; write nd4j, torch or auto, in diffusion.engine or in the recipe.");
    }
    if (!DEVICE.matcher(asked.device()).matches()) {
      throw new IllegalArgumentException(
          "The device is '"
              + asked.device()
              + "'; write cpu, cuda, cuda:1 (the second one) or mps, in diffusion.device or in the"
              + " recipe.");
    }
    if (!PRECISIONS.contains(asked.precision())) {
      throw new IllegalArgumentException(
          "The precision is '"
              + asked.precision()
              + "'; write "
              + String.join(", ", PRECISIONS)
              + ", in diffusion.precision or in the recipe.");
    }
  }
}
