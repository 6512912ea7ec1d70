package io.github.diffusion4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plugin.DescribingNetwork;
import io.github.diffusion4j.eval.plugin.NetworkSettings;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** A session of ONNX Runtime whose ports are those of a contract. */
final class OnnxNetwork implements DescribingNetwork {
  private final Path model;
  private final PreprocessingContract contract;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final boolean oneByOne;

  private OnnxNetwork(
      Path model, PreprocessingContract contract, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.model = model;
    this.contract = contract;
    this.environment = environment;
    this.session = session;
    this.oneByOne = requireInput()[0] == 1;
    requireOutput();
  }

  static OnnxNetwork open(Path model, PreprocessingContract contract, NetworkSettings settings) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = options(settings)) {
      OrtSession session = environment.createSession(model.toString(), options);
      try {
        return new OnnxNetwork(model, contract, environment, session);
      } catch (OrtException | RuntimeException refusal) {
        session.close();
        throw refusal;
      }
    } catch (OrtException failure) {
      throw new EvaluationException(
          "ONNX Runtime cannot open %s: %s; export it again, with operators that ONNX Runtime has"
              .formatted(model, failure.getMessage()),
          failure);
    }
  }

  private static OrtEnvironment environment() {
    StartLine.requireShort();
    try {
      // The library prints nothing: what is wrong comes as an exception.
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    } catch (LinkageError none) {
      throw new EvaluationException(
          "ONNX Runtime has no native library for this host (%s on %s), or it could not be loaded: %s; describe the pictures on another host"
              .formatted(
                  System.getProperty("os.name"), System.getProperty("os.arch"), none.getMessage()),
          none);
    }
  }

  private static OrtSession.SessionOptions options(NetworkSettings settings) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(settings.threads());
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setDeterministicCompute(true);
    options.addConfigEntry("session.load_model_format", "ONNX");
    return options;
  }

  /** Returns the shape of the one input, -1 where it is free. */
  private long[] requireInput() throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (!inputs.keySet().equals(Set.of(contract.input()))) {
      throw new EvaluationException(
          "%s has the inputs %s, and input of its contract is '%s'; a descriptor has one input, of pictures"
              .formatted(model, inputs.keySet(), contract.input()));
    }
    TensorInfo info = floats("input", contract.input(), inputs.get(contract.input()));
    long[] wanted = contract.picture().shape(1);
    long[] shape = info.getShape();
    boolean fits = shape.length == wanted.length;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = shape[i] == wanted[i] || shape[i] == -1;
    }
    if (!fits) {
      throw new EvaluationException(
          "input '%s' of %s is %s, -1 being any; the contract's width, height, channels and layout make %s of one picture: mend the contract, or export the model with this shape and any number of pictures"
              .formatted(contract.input(), model, Arrays.toString(shape), Arrays.toString(wanted)));
    }
    return shape;
  }

  private void requireOutput() throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    NodeInfo output = outputs.get(contract.output());
    if (output == null) {
      throw new EvaluationException(
          "%s has the outputs %s, and output of its contract is '%s'; name one of them, or export the model with that one"
              .formatted(model, outputs.keySet(), contract.output()));
    }
    long[] shape = floats("output", contract.output(), output).getShape();
    long numbers = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a < 0 || b < 0 ? -1 : a * b);
    if (shape.length == 0 || numbers >= 0 && numbers != contract.dimensions()) {
      throw new EvaluationException(
          "output '%s' of %s is %s, -1 being any, and dimensions of its contract is %d; it has a row of as many numbers a picture: mend the number, or name another output"
              .formatted(contract.output(), model, Arrays.toString(shape), contract.dimensions()));
    }
  }

  private TensorInfo floats(String port, String name, NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.FLOAT) {
      return info;
    }
    throw new EvaluationException(
        "%s '%s' of %s is %s; it must be a tensor of 32-bit floats: export the model with such"
            .formatted(port, name, model, node.getInfo()));
  }

  @Override
  public float[][] describe(float[] pictures, long[] shape) {
    int count = (int) shape[0];
    if (!oneByOne || count == 1) {
      return run(FloatBuffer.wrap(pictures), shape);
    }
    float[][] rows = new float[count][];
    int size = pictures.length / count;
    long[] single = shape.clone();
    single[0] = 1;
    for (int i = 0; i < count; i++) {
      rows[i] = run(FloatBuffer.wrap(pictures, i * size, size), single)[0];
    }
    return rows;
  }

  private float[][] run(FloatBuffer pictures, long[] shape) {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, pictures, shape);
        OrtSession.Result result =
            session.run(Map.of(contract.input(), input), Set.of(contract.output()))) {
      OnnxTensor output = (OnnxTensor) result.get(0);
      long[] made = output.getInfo().getShape();
      if (made.length == 0 || made[0] != shape[0]) {
        throw new EvaluationException(
            "output '%s' of %s is %s for %d pictures; its first dimension is their number: name another output, or export the model with one row a picture"
                .formatted(contract.output(), model, Arrays.toString(made), shape[0]));
      }
      FloatBuffer numbers = output.getFloatBuffer();
      float[][] rows = new float[(int) made[0]][numbers.remaining() / (int) made[0]];
      for (float[] row : rows) {
        numbers.get(row);
      }
      return rows;
    } catch (OrtException failure) {
      throw new EvaluationException(
          "%s failed on %s: %s; mend the contract, or export the model again"
              .formatted(model, Arrays.toString(shape), failure.getMessage()),
          failure);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException failure) {
      throw new EvaluationException(
          "cannot close %s: %s".formatted(model, failure.getMessage()), failure);
    }
  }
}
