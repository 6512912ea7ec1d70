package io.github.diffusion4j.onnx;

/** A small model in ONNX, written by the numbers of onnx.proto. */
final class OnnxModel {
  private static final int FLOAT = 1;
  private static final int DOUBLE = 11;
  private static final int OPSET = 13;

  private final Proto graph = new Proto().text(2, "small");

  /** A length of any size is written as its name. */
  private static final String ANY = "n";

  OnnxModel input(String name, long... shape) {
    graph.message(11, port(name, FLOAT, shape));
    return this;
  }

  OnnxModel output(String name, long... shape) {
    graph.message(12, port(name, FLOAT, shape));
    return this;
  }

  OnnxModel doubleOutput(String name, long... shape) {
    graph.message(12, port(name, DOUBLE, shape));
    return this;
  }

  /** A node without attributes. */
  OnnxModel node(String type, String output, String... inputs) {
    graph.message(1, plain(type, output, inputs));
    return this;
  }

  /** A node with one attribute, a whole number. */
  OnnxModel node(String type, String attribute, long value, String output, String... inputs) {
    Proto number = new Proto().text(1, attribute).number(20, 2).number(3, value);
    graph.message(1, plain(type, output, inputs).message(5, number));
    return this;
  }

  private static Proto plain(String type, String output, String... inputs) {
    Proto node = new Proto();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, type);
  }

  OnnxModel weights(String name, float[] values, long... shape) {
    graph.message(5, tensor(name, shape).bytes(9, Proto.raw(values)));
    return this;
  }

  /** Weights that lie in another file. */
  OnnxModel external(String name, String file, long... shape) {
    graph.message(5, external(tensor(name, shape), file));
    return this;
  }

  /** A constant whose value lies in another file, within the attribute of a node. */
  OnnxModel externalConstant(String output, String file, long... shape) {
    Proto value =
        new Proto().text(1, "value").number(20, 4).message(5, external(tensor("c", shape), file));
    graph.message(1, plain("Constant", output).message(5, value));
    return this;
  }

  private static Proto external(Proto tensor, String file) {
    return tensor
        .message(13, new Proto().text(1, "offset").text(2, "0"))
        .message(13, new Proto().text(1, "location").text(2, file))
        .number(14, 1);
  }

  private static Proto tensor(String name, long... shape) {
    Proto tensor = new Proto();
    for (long length : shape) {
      tensor.number(1, length);
    }
    return tensor.number(2, FLOAT).text(8, name);
  }

  private static Proto port(String name, int type, long... shape) {
    Proto dimensions = new Proto();
    for (long length : shape) {
      dimensions.message(1, length < 0 ? new Proto().text(2, ANY) : new Proto().number(1, length));
    }
    Proto tensor = new Proto().number(1, type).message(2, dimensions);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  Proto graph() {
    return graph;
  }

  byte[] toBytes() {
    return new Proto()
        .number(1, 8)
        .message(7, graph)
        .message(8, new Proto().text(1, "").number(2, OPSET))
        .toBytes();
  }
}
