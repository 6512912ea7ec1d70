package io.github.diffusion4j.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Trains one U-Net on a data set into a model's folder.
 *
 * <p>A run that was killed goes on from its newest checkpoint as if it had never stopped: with the
 * same weights, losses and pictures, if it is limited by steps and not by time. One trainer runs
 * once; only {@link #stop()} may be called from another thread.
 */
public final class Trainer implements Training {
  private static final int SKIPS_ALLOWED = 9;
  private static final int LOSSES_AVERAGED = 100;

  private final Engine engine;
  private final Dataset data;
  private final UNetSpec networkSpec;
  private final Formulation formulation;
  private final TrainingSpec spec;
  private final LowResolution lowResolution;
  private final RunFolder folder;
  private final Checkpoints checkpoints;
  private final TrainingObserver observer;
  private volatile boolean stopped;

  private TrainingState state;
  private MetricsLog metrics;
  private double stepSeconds;

  /**
   * Prepares a run.
   *
   * @param modelFolder is made if it is not there
   */
  public Trainer(
      Engine engine,
      Dataset data,
      UNetSpec network,
      Formulation formulation,
      TrainingSpec training,
      Path modelFolder,
      TrainingObserver observer) {
    this(engine, data, network, formulation, training, null, modelFolder, observer);
  }

  /**
   * Prepares a run of a network that makes its pictures of smaller ones.
   *
   * @param lowResolution the small pictures that it learns to go by; null for none
   * @param modelFolder is made if it is not there
   */
  public Trainer(
      Engine engine,
      Dataset data,
      UNetSpec network,
      Formulation formulation,
      TrainingSpec training,
      LowResolution lowResolution,
      Path modelFolder,
      TrainingObserver observer) {
    this.engine = engine;
    this.data = data;
    this.networkSpec = network;
    this.formulation = formulation;
    this.spec = training;
    this.lowResolution = lowResolution;
    this.observer = observer;
    this.folder = new RunFolder(modelFolder);
    this.checkpoints =
        new Checkpoints(folder.checkpoints(), identity(), training.keepCheckpoints(), engine);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws TrainingException if losses or gradients were not finite ten times in a row
   * @throws io.github.diffusion4j.store.StoreException if something cannot be written
   * @throws IllegalArgumentException if the network does not fit the pictures
   */
  @Override
  public TrainingResult run() {
    NoiseProcess process = formulation.preconditioning().process();
    LevelSampler levels = LevelSampler.of(process, spec);
    state = new TrainingState(engine, newNetwork(), newNetwork(), levels, spec.average().power());
    Optional<Path> resumed = checkpoints.restore(state, observer);
    resumed.ifPresent(
        file -> observer.onNote("Resuming after step " + state.step + " from " + file));
    folder.forgetAfter(state.step);
    Batches batches = new Batches(data, levels, process, spec, lowResolution);
    if (spec.variesPictures()) {
      folder.drawAugmented(batches, data);
    }
    long before = System.nanoTime();
    try (MetricsLog log = MetricsLog.open(folder.metrics(), state.step);
        BatchFeed feed =
            new BatchFeed(
                batches, spec.accumulation(), state.step + 1, spec.steps(), BatchFeed.THREADS)) {
      metrics = log;
      double earlier = state.seconds;
      TrainingStepper stepper =
          new TrainingStepper(engine, state, feed, new Objective(engine, formulation), spec);
      // Even if nothing is left to do: whatever killed the run may have hit before the model.
      boolean saved = false;
      while (state.step < spec.steps() && !stopped && !outOfTime()) {
        take(stepper, feed, before, earlier);
        saved = state.step % spec.checkpointEvery() == 0;
        if (saved) {
          save();
        }
      }
      if (!saved) {
        save();
      }
    }
    boolean interrupted = stopped && state.step < spec.steps() && !outOfTime();
    return new TrainingResult(state.step, recentLoss(), resumed.isPresent(), interrupted);
  }

  private void take(TrainingStepper stepper, BatchFeed feed, long before, double earlier) {
    long start = System.nanoTime();
    double learningRate = LearningRate.at(spec, state.step + 1, state.seconds);
    TrainingStepper.Outcome outcome = stepper.take(learningRate);
    long end = System.nanoTime();
    state.seconds = earlier + (end - before) / 1e9;
    double taken = (end - start) / 1e9;
    stepSeconds = stepSeconds == 0 ? taken : 0.95 * stepSeconds + 0.05 * taken;
    double rate = spec.batchSize() / stepSeconds;
    metrics.append(
        new MetricsLog.Point(
            state.step,
            outcome.loss(),
            learningRate,
            outcome.gradientNorm(),
            rate,
            engine.memoryBytes(),
            state.seconds));
    observer.onStep(
        new TrainingStep(
            state.step,
            spec.steps(),
            outcome.loss(),
            learningRate,
            outcome.gradientNorm(),
            rate,
            engine.memoryBytes(),
            feed.waitedShare(),
            Duration.ofMillis((long) (state.seconds * 1000))));
    if (state.skipped > SKIPS_ALLOWED) {
      throw TrainingException.diverged(state.step, state.skipped, checkpoints.newest(), spec);
    }
  }

  private void save() {
    Path file = checkpoints.save(state);
    ModelManifest manifest = manifest();
    folder.writeModel(state.average, manifest);
    if (state.power != null) {
      folder.storeAverages(state.power, state.step, state.updates * spec.batchSize());
    }
    folder.drawSnapshot(engine, state.average, manifest, data);
    folder.writePage(RunFacts.of(data, manifest, spec));
    observer.onCheckpoint(file, state.step);
  }

  private ModelManifest manifest() {
    return new ModelManifest(
        ModelManifest.FORMAT,
        engine.name(),
        networkSpec,
        formulation,
        ports(),
        ports().classes() == 0 ? List.of() : data.classes(),
        state.network.parameters().count(),
        state.step,
        recentLoss(),
        spec.seed(),
        data.description(),
        data.manifest().digest(),
        "",
        lowResolution);
  }

  private double recentLoss() {
    List<MetricsLog.Point> points = MetricsLog.read(folder.metrics());
    return points.subList(Math.max(0, points.size() - LOSSES_AVERAGED), points.size()).stream()
        .mapToDouble(MetricsLog.Point::loss)
        .filter(Double::isFinite)
        .average()
        .orElse(0);
  }

  private boolean outOfTime() {
    return spec.maxDuration() != null && state.seconds * 1000 >= spec.maxDuration().toMillis();
  }

  private UNet newNetwork() {
    return new UNet(engine, networkSpec, ports(), DataType.FLOAT32, spec.seed());
  }

  private UNetPorts ports() {
    UNetPorts pictures = UNetPorts.of(data.imageSize(), data.channels(), data.classes().size());
    if (IntStream.range(0, data.size()).allMatch(i -> data.label(i) >= 0)) {
      pictures = pictures.alwaysWithClass();
    }
    UNetPorts ports = spec.ports(pictures, formulation);
    return lowResolution == null ? ports : lowResolution.addTo(ports);
  }

  /** What is switched off is left out: runs from before it could be on are the same. */
  private ObjectNode essentials() {
    ObjectNode training = Json.mapper().valueToTree(spec.essentials());
    if (spec.augmentation().changesNothing()) {
      training.remove("augmentation");
    }
    return training;
  }

  /** What decides the weights of every step: a checkpoint of anything else is of no use. */
  private String identity() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("network", networkSpec);
    parts.put("formulation", formulation);
    parts.put("training", essentials());
    parts.put("data", data.manifest().digest());
    parts.put("imageSize", data.imageSize());
    parts.put("channels", data.channels());
    if (lowResolution != null) {
      parts.put("lowResolution", lowResolution);
    }
    try {
      String json = Json.mapper().writeValueAsString(parts);
      return Digests.sha256(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
