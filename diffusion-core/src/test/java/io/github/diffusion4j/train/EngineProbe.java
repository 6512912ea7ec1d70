package io.github.diffusion4j.train;

import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Parameters;
import io.github.diffusion4j.nn.Transformer;
import io.github.diffusion4j.nn.TransformerSpec;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What engines compute alike: networks on the same weights, a training, and samples of its model.
 * Two engines cannot be in one process, so the ND4J one leaves its results in a folder of core's
 * build, and the tests of another compare theirs with them.
 */
public final class EngineProbe {
  /** Steps of a whole training. */
  public static final int STEPS = 200;

  /** The step after which the broken-off training was killed, and its last checkpoint's. */
  public static final int KILLED_AFTER = 130;

  private static final UNetSpec NETWORK = new UNetSpec(16, List.of(1, 2), 1, List.of(4), 8, 0);
  private static final Stripes DATA = new Stripes(60, "c".repeat(64));

  private final Engine engine;
  private final Path folder;

  /**
   * @param folder where models and results are
   */
  public EngineProbe(Engine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  /** Stops a run as a killed process would. */
  private static final class Killed extends RuntimeException {}

  /** Returns what networks make of Gaussian numbers, by name; weights are Gaussian, too. */
  public Map<String, Safetensors.Entry> networks() {
    Map<String, Safetensors.Entry> results = new LinkedHashMap<>();
    try (Scope scope = engine.inference()) {
      UNetSpec deep = new UNetSpec(32, List.of(1, 2, 2), 2, List.of(8), 16, 0);
      Conditioning labels = new Conditioning(new int[] {2, -1, 0});
      double[] noise = {-1.5, 0.2, 1};
      UNet pictures = new UNet(engine, deep, UNetPorts.of(16, 3, 4), DataType.FLOAT32, 7);
      perturb(pictures.parameters());
      results.put("u-net", entry(pictures.forward(gaussian("x", 3, 3, 16, 16), noise, labels)));

      UNetSpec small = new UNetSpec(12, List.of(1, 2), 1, List.of(4), 12, 0);
      UNet clips = UNet.ofClips(engine, small, 8, 1, 0, DataType.FLOAT32, 8);
      perturb(clips.parameters());
      Tensor clip = gaussian("clip", 3, 1, 5, 8, 8);
      results.put("clips", entry(clips.forward(clip, noise, Conditioning.none(3))));

      TransformerSpec encoder = new TransformerSpec(3, 32, 4, 4, true);
      Transformer transformer = new Transformer(engine, encoder, DataType.FLOAT32, 9);
      perturb(transformer.parameters());
      results.put("transformer", entry(transformer.forward(gaussian("text", 2, 11, 32), false)));
    }
    return results;
  }

  /**
   * Trains a model in a sub-folder, or goes on with what is there; returns the losses of all steps.
   */
  public List<Double> train(String name) {
    return run(name, TrainingObserver.none());
  }

  /** Trains a model until it is killed. */
  public void breakOff(String name) {
    try {
      run(name, new Stop());
    } catch (Killed expected) {
      return;
    }
    throw new AssertionError("the training was not broken off");
  }

  private List<Double> run(String name, TrainingObserver observer) {
    TrainingSpec spec =
        new TrainingSpec(
            STEPS, null, 16, 1, 1e-3, 10, Decay.COSINE, 0.01, 1, 0.99, 0.1, true, 3, false, 50, 2);
    Path model = folder.resolve(name);
    new Trainer(engine, DATA, NETWORK, Formulation.EDM, spec, model, observer).run();
    return losses(model);
  }

  /** Returns the loss of each step that led to a model. */
  public static List<Double> losses(Path model) {
    return MetricsLog.read(model.resolve("metrics.jsonl")).stream()
        .map(MetricsLog.Point::loss)
        .toList();
  }

  /** Returns what each sampler draws from a trained model, by the sampler's name. */
  public Map<String, Safetensors.Entry> samples(String name) {
    Map<String, Safetensors.Entry> results = new LinkedHashMap<>();
    Path weights = folder.resolve(name).resolve(Model.WEIGHTS);
    Preconditioning preconditioning = Formulation.EDM.preconditioning();
    int[] labels = {0, 1, -1, 1};
    for (SamplerSpec.Kind kind : SamplerSpec.Kind.values()) {
      if (kind == SamplerSpec.Kind.ANCESTRAL_LEARNED) {
        // The models here learn no variance.
        continue;
      }
      try (Scope scope = engine.inference()) {
        UNet network = new UNet(engine, NETWORK, UNetPorts.of(8, 1, 2), DataType.FLOAT32, 0);
        Weights.restore(
            engine,
            Safetensors.read(weights).tensors(),
            "",
            network.parameters().byName(),
            weights.toString());
        Tensor drawn =
            new SamplerSpec(kind, 12)
                .sample(
                    new NetworkDenoiser(network, preconditioning, new Conditioning(labels)),
                    preconditioning.process(),
                    engine,
                    Shape.of(4, 1, 8, 8),
                    NoiseStreams.of(11, 0, 4),
                    SamplingObserver.none());
        results.put(kind.label(), entry(drawn));
      }
    }
    return results;
  }

  /** Fresh networks end in zeros, so that all of them would agree. */
  private void perturb(Parameters parameters) {
    parameters
        .byName()
        .forEach(
            (name, value) -> {
              int[] lengths = value.shape().toArray();
              engine.lerp(value, gaussian(name, lengths), 0.05);
            });
  }

  private Tensor gaussian(String name, int... lengths) {
    Shape shape = Shape.of(lengths);
    float[] values = new float[shape.size()];
    RandomStream.of(21, name, 0).nextGaussians(values, 0, values.length);
    return engine.tensor(values, shape);
  }

  private static Safetensors.Entry entry(Tensor tensor) {
    return Safetensors.Entry.of(tensor.toFloats(), tensor.shape().toArray());
  }

  /** Kills the run that it observes. */
  private static final class Stop implements TrainingObserver {
    @Override
    public void onStep(TrainingStep step) {
      if (step.step() == KILLED_AFTER) {
        throw new Killed();
      }
    }

    @Override
    public void onCheckpoint(Path file, long step) {}

    @Override
    public void onNote(String line) {}
  }
}
