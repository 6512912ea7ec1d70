package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.learned.CopyNetwork;
import io.github.diffusion4j.eval.learned.CopyNetworkSettings;
import io.github.diffusion4j.eval.learned.CopyNetworkTraining;
import io.github.diffusion4j.eval.plugin.NetworkDescriptor;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which detector finds copies, as a command, a goal or a test names it: {@link #parse}. */
public sealed interface DetectorSpec {
  /** The name of the choice by the size of the pictures. */
  String AUTO = "auto";

  /** The name of {@link TiledDetector}. */
  String PIXELS = "pixels";

  /** The name of {@link HashDetector}. */
  String HASH = "hash";

  /** The name of the network that is trained on the user's own pictures. */
  String NETWORK = "network";

  /**
   * Reads a name, or the path of a network that somebody brought or of the contract beside it.
   *
   * @throws EvaluationException if it is neither; the message lists the choices
   */
  static DetectorSpec parse(String text) {
    return switch (text) {
      case AUTO -> new Auto();
      case PIXELS -> new Pixels();
      case HASH -> new Hash();
      case NETWORK -> new Network(CopyNetworkSettings.wholeCopies());
      default -> Model.parse(text);
    };
  }

  /**
   * Returns a text that is another one for everything else that could find other copies of the same
   * pictures. Of models, files are read for it.
   *
   * @throws EvaluationException if there is no such file
   */
  default String fingerprint() {
    return toString();
  }

  /**
   * Makes the detector, has it do its work and closes it.
   *
   * @throws EvaluationException if it cannot be made of these pictures; the message says why, and
   *     the way out
   */
  <T> T with(DetectorSetting setting, Function<Detector, T> work);

  /**
   * {@link Pixels} of pictures of up to {@value #SMALL} pixels a side, else {@link Hash}: what
   * needs no training and finds more there (docs/results/descriptors.md).
   */
  record Auto() implements DetectorSpec {
    private static final int SMALL = 64;

    @Override
    public <T> T with(DetectorSetting setting, Function<Detector, T> work) {
      DetectorSpec chosen = setting.training().imageSize() <= SMALL ? new Pixels() : new Hash();
      return chosen.with(setting, work);
    }
  }

  /** {@link TiledDetector}. */
  record Pixels() implements DetectorSpec {
    @Override
    public <T> T with(DetectorSetting setting, Function<Detector, T> work) {
      Dataset training = setting.training();
      return work.apply(
          new TiledDetector(new PixelDescriptor(training.imageSize(), training.channels())));
    }
  }

  /** {@link HashDetector}. */
  record Hash() implements DetectorSpec {
    @Override
    public <T> T with(DetectorSetting setting, Function<Detector, T> work) {
      return work.apply(new HashDetector());
    }
  }

  /**
   * A copy-detection network, trained on training and held-out pictures alike, or loaded if that
   * was done before with the same pictures and settings.
   */
  record Network(CopyNetworkSettings settings) implements DetectorSpec {
    @Override
    public <T> T with(DetectorSetting setting, Function<Detector, T> work) {
      Dataset heldOut =
          setting
              .heldOut()
              .orElseThrow(
                  () ->
                      new EvaluationException(
                          "the detector 'network' is trained on training and held-out pictures"
                              + " alike, so that neither look more like each other than new ones"
                              + " do, and there are no held-out pictures; name some, or take"
                              + " 'pixels' or 'hash'"));
      CopyNetwork network =
          new CopyNetworkTraining(
                  setting.engine(), settings, usable(setting.cache()), setting.progress())
              .onTrainingAndHeldOut(setting.training(), heldOut);
      return work.apply(CosineDetector.trained(network, setting.engine()));
    }

    private static Path usable(Path cache) {
      String why = "it cannot be written to";
      try {
        UserCache.make(cache);
        if (Files.isWritable(cache)) {
          return cache;
        }
      } catch (IOException failure) {
        why = failure.toString();
      }
      throw new EvaluationException(
          "the folder that keeps trained detectors, %s, is of no use: %s; name another"
              .formatted(cache.toAbsolutePath(), why));
    }
  }

  /**
   * A network that somebody brought.
   *
   * @param file the model's; its contract stands beside it
   */
  record Model(Path file) implements DetectorSpec {
    private static final Pattern KINDS = Pattern.compile(".*\\.(onnx|zip|h5)");

    private static DetectorSpec parse(String text) {
      String model = PreprocessingContract.modelOf(text);
      if (!KINDS.matcher(model.toLowerCase(Locale.ROOT)).matches()) {
        throw new EvaluationException(
            ("the detector is '%s'; choose '%s', '%s', '%s', '%s', or the path of a network of your"
                    + " own (ONNX's .onnx, DL4J's .zip or Keras's .h5) with its contract beside it")
                .formatted(text, AUTO, PIXELS, HASH, NETWORK));
      }
      try {
        return new Model(Path.of(model));
      } catch (InvalidPathException invalid) {
        throw new EvaluationException(
            "the detector is '%s', which is no path: %s".formatted(text, invalid.getReason()),
            invalid);
      }
    }

    @Override
    public String fingerprint() {
      Path contract = PreprocessingContract.beside(file);
      PreprocessingContract.read(contract);
      return "model " + digest(file) + " by " + digest(contract);
    }

    private static String digest(Path file) {
      if (!Files.isRegularFile(file)) {
        throw new EvaluationException(
            "the detector %s is not there; check the path".formatted(file.toAbsolutePath()));
      }
      return Digests.sha256(file);
    }

    @Override
    public <T> T with(DetectorSetting setting, Function<Detector, T> work) {
      try (NetworkDescriptor descriptor = NetworkDescriptor.open(file)) {
        return work.apply(CosineDetector.brought(descriptor, setting.engine()));
      }
    }
  }

  /** A detector that is there already. */
  record Ready(Detector detector) implements DetectorSpec {
    @Override
    public String fingerprint() {
      return detector.identity().toString();
    }

    @Override
    public <T> T with(DetectorSetting setting, Function<Detector, T> work) {
      return work.apply(detector);
    }
  }
}
