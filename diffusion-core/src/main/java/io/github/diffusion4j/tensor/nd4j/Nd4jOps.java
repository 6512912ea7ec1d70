package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Calls into ND4J with the result's array given, so that it never allocates its own. */
final class Nd4jOps {
  private Nd4jOps() {}

  static void run(String name, INDArray[] inputs, INDArray[] outputs, int... arguments) {
    DynamicCustomOp.DynamicCustomOpsBuilder builder =
        DynamicCustomOp.builder(name).addInputs(inputs).addOutputs(outputs);
    if (arguments.length > 0) {
      builder.addIntegerArguments(arguments);
    }
    Nd4j.getExecutioner().exec(builder.build());
  }

  static INDArray[] arrays(INDArray... arrays) {
    return arrays;
  }

  /** A reduction whose dimensions stay with length 1. */
  static void runKeepingDimensions(
      String name, INDArray input, INDArray output, int... dimensions) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder(name)
                .addInputs(input)
                .addOutputs(output)
                .addIntegerArguments(dimensions)
                .addBooleanArguments(true)
                .build());
  }

  /** Copies elements between arrays of one size. */
  static void copy(Value from, Value to) {
    int width = from.type() == DataType.FLOAT32 ? 4 : 8;
    to.storage.bytes().put(0, from.storage.bytes(), 0, from.size() * width);
  }

  /** {@code result = a + b} for equal shapes; the result may be one of them. */
  static void add(Value a, Value b, Value result) {
    a.array().addi(b.array(), result.array());
  }
}
