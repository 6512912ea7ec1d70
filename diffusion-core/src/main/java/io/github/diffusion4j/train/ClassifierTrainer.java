package io.github.diffusion4j.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.denoise.NetworkClassifier;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.model.ClassifierModel;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.NoisyClassifier;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a classifier of noisy pictures, for guidance (Dhariwal and Nichol 2021), or one of
 * pictures without noise, to judge what models draw. It learns by cross-entropy, from pictures at
 * levels that the noise process draws.
 *
 * <p>A run that was killed goes on from its checkpoint as if it had never stopped. One trainer runs
 * once; only {@link #stop()} may be called from another thread.
 */
public final class ClassifierTrainer implements Training {
  private static final String CHECKPOINT = "checkpoint.safetensors";

  private final Engine engine;
  private final Dataset data;
  private final Dataset heldOut;
  private final ClassifierSpec network;
  private final Formulation formulation;
  private final ClassifierTrainingSpec spec;
  private final Path folder;
  private final TrainingObserver observer;
  private volatile boolean stopped;

  /**
   * Prepares a run.
   *
   * @param data whose pictures have classes
   * @param heldOut pictures that accuracy is measured on; those of {@code data} if there are no
   *     others, which flatters
   * @param encoder the U-Net whose way down the classifier is made of
   * @param formulation whose noise is put on the pictures; null for none
   * @param folder of the classifier; is made if it is not there
   * @throws IllegalArgumentException if the data has fewer than two classes, or the network or the
   *     held-out pictures do not fit it
   */
  public ClassifierTrainer(
      Engine engine,
      Dataset data,
      Dataset heldOut,
      UNetSpec encoder,
      ClassifierSpec.Pooling pooling,
      Formulation formulation,
      ClassifierTrainingSpec training,
      Path folder,
      TrainingObserver observer) {
    if (data.classes().size() < 2) {
      throw new IllegalArgumentException(
          "a classifier tells classes apart, but the data has "
              + data.classes().size()
              + "; put the pictures of each class into a folder of its own");
    }
    if (!heldOut.classes().equals(data.classes())
        || heldOut.imageSize() != data.imageSize()
        || heldOut.channels() != data.channels()) {
      throw new IllegalArgumentException(
          "the held-out pictures have other classes or another size than those to learn from");
    }
    this.engine = engine;
    this.data = data;
    this.heldOut = heldOut;
    this.formulation = formulation;
    this.spec = training;
    this.folder = folder;
    this.observer = observer;
    network =
        new ClassifierSpec(
            encoder, pooling, data.imageSize(), data.channels(), data.classes().size());
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws TrainingException if the loss is not finite
   * @throws io.github.diffusion4j.store.StoreException if something cannot be written
   */
  @Override
  public TrainingResult run() {
    AtomicFiles.removeLeftovers(folder);
    Classifier classifier = new Classifier(engine, network, DataType.FLOAT32, spec.seed());
    ClassifierState state = new ClassifierState(engine, classifier);
    Path checkpoint = folder.resolve(CHECKPOINT);
    boolean resumed = state.restore(checkpoint, identity(), observer);
    if (resumed) {
      observer.onNote("Resuming after step " + state.step + " from " + checkpoint);
    }
    // Levels are not used where there is no noise, but batches draw them.
    NoiseProcess drawn = formulation == null ? new LogNormalNoise() : process();
    Batches batches =
        new Batches(data, LevelSampler.of(drawn, spec.batches()), drawn, spec.batches(), null);
    long before = System.nanoTime();
    try (BatchFeed feed =
        new BatchFeed(batches, 1, state.step + 1, spec.steps(), BatchFeed.THREADS)) {
      while (state.step < spec.steps() && !stopped) {
        take(classifier, state, feed, before);
        if (state.step % spec.checkpointEvery() == 0 && state.step < spec.steps()) {
          state.save(checkpoint, identity());
          observer.onCheckpoint(checkpoint, state.step);
        }
      }
    }
    state.save(checkpoint, identity());
    write(classifier, state);
    observer.onCheckpoint(checkpoint, state.step);
    return new TrainingResult(
        state.step, state.loss, resumed, stopped && state.step < spec.steps());
  }

  private void take(Classifier classifier, ClassifierState state, BatchFeed feed, long before) {
    long start = System.nanoTime();
    Batches.Batch batch = feed.take();
    long step = state.step + 1;
    try (Scope scope = engine.scope()) {
      Tensor loss = loss(classifier, batch, step);
      double value = loss.item();
      if (!Double.isFinite(value)) {
        throw new TrainingException(
            "Training stopped at step "
                + step
                + ": the loss is "
                + value
                + ". Lower the learning rate (now "
                + spec.learningRate()
                + "), and look for broken pictures in the data.");
      }
      List<Tensor> gradients = engine.gradients(loss, state.weights());
      double norm = Math.sqrt(gradients.stream().mapToDouble(engine::sumOfSquares).sum());
      state.update(spec, value, gradients);
      observer.onStep(
          new TrainingStep(
              step,
              spec.steps(),
              value,
              spec.learningRateAt(step),
              norm,
              spec.batchSize() * 1e9 / (System.nanoTime() - start),
              engine.memoryBytes(),
              feed.waitedShare(),
              Duration.ofNanos(System.nanoTime() - before)));
    }
  }

  private Tensor loss(Classifier classifier, Batches.Batch batch, long step) {
    boolean noisy = formulation != null;
    Shape shape = Shape.of(spec.batchSize(), data.channels(), data.imageSize(), data.imageSize());
    if (Arrays.stream(batch.labels()).anyMatch(label -> label < 0)) {
      throw new TrainingException("Training stopped: some pictures of the data have no class");
    }
    NoisyClassifier training =
        classifier.training(RandomStream.of(spec.seed(), "dropout", step).nextLong(), false);
    return new NetworkClassifier(training, process())
        .logits(
            engine.tensor(noisy ? batch.noisy() : batch.clean(), shape),
            noisy ? batch.sigmas() : new double[spec.batchSize()])
        .crossEntropy(Indices.of(batch.labels()))
        .mean();
  }

  private NoiseProcess process() {
    return formulation == null ? null : formulation.preconditioning().process();
  }

  private void write(Classifier classifier, ClassifierState state) {
    List<ClassifierManifest.Accuracy> accuracies =
        new NoisyAccuracy(
                engine, new NetworkClassifier(classifier, process()), heldOut, spec.seed())
            .measure();
    for (ClassifierManifest.Accuracy accuracy : accuracies) {
      observer.onNote(
          "At sigma %.3g the classifier is right in %.1f %% of cases"
              .formatted(accuracy.sigma(), 100 * accuracy.share()));
    }
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Weights.export(classifier.parameters().byName(), "", entries);
    Path file = folder.resolve(ClassifierModel.WEIGHTS);
    Safetensors.write(file, entries, Map.of("step", String.valueOf(state.step)));
    new ClassifierManifest(
            ClassifierManifest.FORMAT,
            engine.name(),
            network,
            formulation,
            data.classes(),
            state.step,
            state.loss,
            accuracies,
            spec.seed(),
            data.description(),
            data.manifest().digest(),
            Digests.sha256(file))
        .write(folder);
  }

  /** What decides the weights of every step: a checkpoint of anything else is of no use. */
  private String identity() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("classifier", network);
    parts.put("formulation", formulation);
    parts.put(
        "training",
        new ClassifierTrainingSpec(
            spec.steps(),
            spec.batchSize(),
            spec.learningRate(),
            spec.weightDecay(),
            spec.horizontalFlip(),
            spec.seed(),
            1));
    parts.put("data", data.manifest().digest());
    try {
      String json = Json.mapper().writeValueAsString(parts);
      return Digests.sha256(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
