package io.github.diffusion4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
  @TempDir Path folder;

  private DataFiles of(byte[] model) throws IOException {
    return DataFiles.of(Files.write(folder.resolve("m.onnx"), model));
  }

  private static Proto tensor(String file) {
    return new Proto()
        .number(2, 1)
        .message(13, new Proto().text(1, "location").text(2, file))
        .number(14, 1);
  }

  private static Proto graph(int field, Proto part) {
    return new Proto().message(7, new Proto().message(field, part));
  }

  @Test
  void findsThemWhereverATensorCanBe() throws IOException {
    Proto sparse = new Proto().message(1, tensor("values")).message(2, tensor("indices"));
    Proto inner =
        new Proto().message(5, tensor("inner")).message(15, sparse).message(11, new Proto());
    Proto node =
        new Proto()
            .message(5, new Proto().message(5, tensor("t")))
            .message(5, new Proto().message(6, inner))
            .message(5, new Proto().message(10, tensor("tensors")))
            .message(5, new Proto().message(11, new Proto().message(5, tensor("graphs"))))
            .message(5, new Proto().message(22, sparse));
    Proto function =
        new Proto()
            .message(7, new Proto().message(5, new Proto().message(5, tensor("function"))))
            .message(11, new Proto().message(5, tensor("default")));
    Proto training =
        new Proto()
            .message(1, new Proto().message(5, tensor("start")))
            .message(2, new Proto().message(5, tensor("step")));
    byte[] model =
        graph(1, node)
            .message(7, new Proto().message(5, tensor("again")))
            .message(25, function)
            .message(20, training)
            .toBytes();

    assertThat(of(model).names())
        .containsExactlyInAnyOrder(
            "values",
            "indices",
            "inner",
            "t",
            "tensors",
            "graphs",
            "function",
            "default",
            "start",
            "step",
            "again");
  }

  @Test
  void findsNoneWhereThereAreNone() throws IOException {
    byte[] model =
        new OnnxModel().input("x", -1, 3).node("Flatten", "y", "x").output("y", -1).toBytes();
    assertThat(of(model).names()).isEmpty();
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    isRefused(new byte[0], "it has no graph");
    isRefused(new byte[] {0, 0, 0, 0, 'O', 'R', 'T', 'M', 0}, "ONNX Runtime's own format");
    isRefused(new byte[] {0x3A, 5, 1}, "a length in it is wrong");
    isRefused(new byte[] {0x3A, (byte) 0xFF}, "a length in it is wrong");
    isRefused(new byte[] {0x0B}, "a field of an unknown kind");
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xFF);
    isRefused(endless, "a number in it has no end");
    assertThatThrownBy(() -> DataFiles.of(folder.resolve("none.onnx")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("none.onnx");
  }

  @Test
  void graphsInGraphsDoNotOverflowTheStack() throws IOException {
    Proto graph = new Proto();
    for (int i = 0; i < 1000; i++) {
      graph = new Proto().message(1, new Proto().message(5, new Proto().message(6, graph)));
    }
    isRefused(new Proto().message(7, graph).toBytes(), "nested more than 100 messages deep");
  }

  private void isRefused(byte[] model, String why) {
    assertThatThrownBy(() -> of(model))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("m.onnx is no model in ONNX: ")
        .hasMessageContaining(why);
  }

  @Test
  void damageEndsInARefusalOrInAnotherModel() throws IOException {
    byte[] whole =
        new OnnxModel()
            .input("x", -1, 3)
            .external("w", "w.data", 3, 2)
            .node("MatMul", "y", "x", "w")
            .output("y", -1, 2)
            .toBytes();
    for (int seed = 0; seed < 2000; seed++) {
      RandomStream random = RandomStream.of(seed, "damage", 0);
      byte[] damaged =
          Arrays.copyOf(whole, seed % 2 == 0 ? whole.length : random.nextInt(whole.length));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        of(damaged);
      } catch (RuntimeException told) {
        assertThat(told).as("seed %d", seed).isInstanceOf(StoreException.class);
      }
    }
  }
}
