package io.github.diffusion4j.model;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Guidance;
import io.github.diffusion4j.edit.Inpainting;
import io.github.diffusion4j.edit.RePaint;
import io.github.diffusion4j.edit.SdEdit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.sample.Intervention;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.Sampler;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.sample.SamplingTask;
import io.github.diffusion4j.sample.Steering;
import io.github.diffusion4j.sample.SteeringSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Everything that one model can draw: from nothing, from other pictures, between them, guided and
 * steered.
 *
 * <p>Picture k of a seed is the same in any batch, up to rounding. Labels are classes of the model,
 * -1 for none in particular; of a model without classes that a classifier guides, they are the
 * classifier's.
 *
 * @param model draws from nothing, not from smaller pictures
 * @param sampler and its number of steps
 * @param guides what changes the model's estimates
 */
public record Drawing(Model model, SamplerSpec sampler, Guides guides) {

  /**
   * Checks that the parts fit.
   *
   * @throws ModelException if the model makes its pictures of smaller ones, guidance is asked of a
   *     model without classes, or the classifier cannot judge the model's noisy pictures
   */
  public Drawing {
    model.requireDrawsFromNothing();
    model.checkSampler(sampler);
    guides.requireFit(model);
  }

  /** Makes one without guidance. */
  public Drawing(Model model, SamplerSpec sampler) {
    this(model, sampler, Guides.NONE);
  }

  /** Returns the same, guided otherwise. */
  public Drawing with(Guides other) {
    return new Drawing(model, sampler, other);
  }

  /** Returns the same, guided without a classifier. */
  public Drawing with(Guidance other) {
    return with(guides.with(other));
  }

  /** Returns the same, guided by a classifier. */
  public Drawing with(ClassifierModel other, double scale) {
    return with(guides.with(other, scale));
  }

  /**
   * Checks that a strength leaves something to do.
   *
   * @throws ModelException if it is not above 0 and up to 1, leaves no step, or the sampler chooses
   *     its steps itself, so that there is no share of them
   */
  public void requireSteps(double strength) {
    if (strength != 1 && sampler.sampler().choosesLevels()) {
      throw new ModelException(
          "strength is "
              + strength
              + ", a share of the steps, but "
              + sampler.sampler().label()
              + " chooses its steps itself; take another sampler, or strength 1");
    }
    try {
      new SdEdit(strength).levels(sampler.grid(process()));
    } catch (IllegalArgumentException outside) {
      throw new ModelException(outside.getMessage(), outside);
    }
  }

  /** Draws one picture a label, from nothing but noise. */
  public List<Image> sample(int[] labels, long seed, int firstIndex) {
    NoiseStreams noise = NoiseStreams.of(seed, firstIndex, labels.length);
    return inScope(() -> drawn(labels, whole(noise, labels), noise, Intervention.none()));
  }

  /**
   * Draws pictures anew from the middle on; what is coarser than the noise put on them stays.
   *
   * @param pictures of the model's size and channels
   * @param labels one a picture
   * @param strength share of the steps that is taken, above 0 to 1
   * @throws ModelException if a picture has another size, or a label is unknown
   */
  public List<Image> edit(
      List<Image> pictures, int[] labels, double strength, long seed, int firstIndex) {
    NoiseStreams noise = NoiseStreams.of(seed, firstIndex, labels.length);
    return inScope(
        () ->
            drawn(
                labels,
                begun(planes().of(pictures, labels), strength, noise),
                noise,
                Intervention.none()));
  }

  /**
   * Draws a part of pictures anew and keeps the rest as it is.
   *
   * @param pictures of the model's size and channels
   * @param mask of the same size, for all pictures: white is drawn, black is kept, grey is mixed
   * @param labels one a picture
   * @param strength how much of the old part may be seen in the new, as in {@link #edit}; 1 for
   *     nothing
   * @param repaint how often it goes back up; {@code new RePaint(1, 1)} is inpainting as it is
   * @throws ModelException if a picture or the mask has another size, a label is unknown, a jump is
   *     too long for any, or the sampler has no steps to put the rest back between
   */
  public List<Image> inpaint(
      List<Image> pictures,
      Image mask,
      int[] labels,
      double strength,
      RePaint repaint,
      long seed,
      int firstIndex) {
    if (sampler.sampler() == SamplerSpec.Kind.DPM_ADAPTIVE) {
      throw new ModelException(
          "Inpainting puts back what is known after each step, but dpm-adaptive chooses its steps"
              + " itself; take another sampler");
    }
    NoiseStreams noise = NoiseStreams.of(seed, firstIndex, labels.length);
    return inScope(
        () -> {
          Tensor known = planes().of(pictures, labels);
          Start start = strength == 1 ? whole(noise, labels) : begun(known, strength, noise);
          Start jumping = new Start(start.x, repaint.levels(start.levels));
          if (repaint.samples() > 1 && jumping.levels.length == start.levels.length) {
            throw new ModelException(
                "jump is "
                    + repaint.jump()
                    + ", but "
                    + (start.levels.length - 1)
                    + " steps are taken, so that none is taken again; lower jump, or take more"
                    + " steps");
          }
          return drawn(labels, jumping, noise, new Inpainting(known, planes().mask(mask), noise));
        });
  }

  /**
   * Draws pictures that a function scores high; see {@link Steering}. The function need not be
   * differentiable and is asked of one picture after the other.
   *
   * @param score a finite number; the larger, the better
   * @param labels one for each picture that comes out
   */
  public List<Image> steer(
      SteeringSpec steering,
      ToDoubleFunction<Image> score,
      int[] labels,
      long seed,
      int firstIndex) {
    int particles = steering.particles();
    int[] each =
        IntStream.range(0, labels.length * particles).map(i -> labels[i / particles]).toArray();
    NoiseStreams noise = NoiseStreams.ofParticles(seed, firstIndex, labels.length, particles);
    Steering run =
        new Steering(
            steering,
            (picture, channels, height, width) ->
                score.applyAsDouble(Image.ofPlanar(picture, 0, channels, height, width)),
            seed,
            firstIndex,
            labels.length);
    return inScope(() -> run.choose(drawn(each, whole(noise, each), noise, run)));
  }

  /**
   * Draws pictures between two of a seed, both ends included. The noise goes along the arc between
   * theirs.
   *
   * @param label of all pictures
   * @param count how many, 2 or more
   * @throws ModelException if the sampler adds noise: the pictures would not follow each other
   */
  public List<Image> interpolate(int label, long seed, int firstIndex, int lastIndex, int count) {
    NoiseSpace space = noiseSpace();
    return space.between(label, space.drawn(seed, firstIndex), space.drawn(seed, lastIndex), count);
  }

  /**
   * Draws pictures between two that are given, both ends included as well as the sampler finds them
   * again: each is taken to its noise first, by the sampler walked the other way.
   *
   * @param label of all pictures
   * @param first of the model's size and channels
   * @param last likewise
   * @param count how many, 2 or more
   * @throws ModelException if the sampler adds noise, or a picture has another size
   */
  public List<Image> interpolate(int label, Image first, Image last, int count) {
    NoiseSpace space = noiseSpace();
    List<float[]> ends = space.encode(List.of(first, last), new int[] {label, label});
    return space.between(label, ends.get(0), ends.get(1), count);
  }

  /**
   * Returns the way from pictures to their noise and back.
   *
   * @throws ModelException if the sampler adds noise
   */
  public NoiseSpace noiseSpace() {
    return new NoiseSpace(this);
  }

  /** Where sampling starts, and the levels from there on. */
  record Start(Tensor x, double[] levels) {}

  Start whole(NoiseStreams noise, int[] labels) {
    double[] levels = sampler.grid(process());
    Tensor drawn = noise.next(engine(), planes().shape(labels.length), DataType.FLOAT32);
    return new Start(drawn.multiply(process().startDeviation(levels[0])), levels);
  }

  private Start begun(Tensor pictures, double strength, NoiseStreams noise) {
    requireSteps(strength);
    SdEdit edit = new SdEdit(strength);
    double[] sigmas = sampler.grid(process());
    return new Start(edit.start(sigmas, pictures, noise), edit.levels(sigmas));
  }

  Tensor drawn(int[] labels, Start start, NoiseStreams noise, Intervention intervention) {
    SamplingTask task = new SamplingTask(denoiser(labels), start.levels, start.x, noise);
    boolean rises =
        IntStream.range(1, start.levels.length)
            .anyMatch(i -> start.levels[i] > start.levels[i - 1]);
    Sampler built = sampler.build(process());
    return rises
        ? built.sampleWithRises(task, SamplingObserver.none(), intervention)
        : built.sample(task, SamplingObserver.none(), intervention);
  }

  /** The model as it is guided. */
  Denoiser denoiser(int[] labels) {
    guides.requireLabels(model, labels);
    return guides.around(model, new Conditioning(labels));
  }

  NoiseProcess process() {
    return model.manifest().formulation().preconditioning().process();
  }

  Engine engine() {
    return model.engine();
  }

  Planes planes() {
    return new Planes(engine(), model.manifest());
  }

  private List<Image> inScope(Supplier<Tensor> pictures) {
    try (Scope scope = engine().inference()) {
      return Planes.images(pictures.get());
    }
  }
}
