package io.github.diffusion4j.tensor;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which engine computes, on what and how exactly.
 *
 * @param engine its name, such as {@code nd4j} or {@code torch}, or {@code auto}: the one that was
 *     put on the class path beside ND4J's, which core brings, or ND4J's if there is none
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}
 * @param precision of the arithmetic; weights are FLOAT32 always
 */
public record EngineSpec(String engine, String device, Precision precision) {

  /** The name that lets the class path decide. */
  public static final String AUTO = "auto";

  private static final Pattern DEVICE = Pattern.compile("cpu|cuda(:\\d{1,3})?|mps");

  /** How exactly convolutions and products of matrices are computed. */
  public enum Precision {
    /** 24 bits of mantissa. */
    FLOAT32,
    /** Operands are rounded to 8 bits of mantissa; sums, norms and losses are FLOAT32. */
    BFLOAT16,
    /** Operands are rounded to 11 bits of mantissa, on devices that can. */
    TF32;

    /** Returns how it is written in recipes and on command lines. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the form; whether an engine has such a device and precision, it says when it is opened.
   *
   * @throws IllegalArgumentException if the device is not of that form
   */
  public EngineSpec {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(precision, "precision");
    if (!DEVICE.matcher(device).matches()) {
      throw new IllegalArgumentException(
          "device is '" + device + "'; write cpu, cuda, cuda:1 (the second one) or mps");
    }
  }

  /** Whatever engine there is, on the processor, in FLOAT32. */
  public static EngineSpec standard() {
    return of(AUTO);
  }

  /** An engine by name, on the processor, in FLOAT32. */
  public static EngineSpec of(String engine) {
    return new EngineSpec(engine, "cpu", Precision.FLOAT32);
  }
}
