package io.github.diffusion4j.eval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingContractTest {
  private static final Set<String> OPTIONAL =
      Set.of("data-files", "short-edge", "floor", "calibration");
  private static final long PLENTY = 1 << 20;

  @TempDir Path folder;

  private PreprocessingContract read(ObjectNode tree) {
    return Contracts.read(folder, tree);
  }

  private void isRefused(ObjectNode tree, String... parts) {
    assertThatThrownBy(() -> read(tree))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("contract.json: ")
        .hasMessageContainingAll(parts);
  }

  @Test
  void readsEveryKeyAndWritesItAgain() {
    PreprocessingContract contract = read(Contracts.tree());

    assertThat(contract.name()).isEqualTo("small");
    assertThat(contract.dataFiles()).containsOnlyKeys("small.onnx.data");
    assertThat(contract.licence()).isEqualTo("MIT");
    assertThat(contract.input()).isEqualTo("pixels");
    assertThat(contract.dimensions()).isEqualTo(2);
    assertThat(contract.floor()).hasValue(0.5);
    assertThat(contract.calibration().orElseThrow().pictures()).isEqualTo(100);
    assertThat(contract.preprocessing()).isEqualTo(Contracts.PREPROCESSING);
    Path copy = folder.resolve("copy.json");
    contract.write(copy);
    assertThat(PreprocessingContract.read(copy)).isEqualTo(contract);
    PreprocessingContract plain = read(Contracts.plain());
    plain.write(copy);
    assertThat(PreprocessingContract.read(copy)).isEqualTo(plain);
  }

  @Test
  void aMissingKeyIsNamed() {
    for (String key : keys(Contracts.plain())) {
      ObjectNode tree = Contracts.plain();
      tree.remove(key);
      if (!OPTIONAL.contains(key)) {
        isRefused(tree, "the key '" + key + "' is missing; write ");
      }
    }
    ObjectNode tree = Contracts.tree();
    ((ObjectNode) tree.get("calibration")).remove("data");
    isRefused(tree, "'calibration.data' is missing");
  }

  @Test
  void anUnknownKeyIsNamedWithTheKnownOnes() {
    ObjectNode tree = Contracts.tree();
    tree.put("normalize", true);
    isRefused(tree, "the key 'normalize' is unknown", "normalise");

    ObjectNode inner = Contracts.tree();
    ((ObjectNode) inner.get("calibration")).put("rate\n", 1);
    isRefused(inner, "'calibration.rate?' is unknown");
  }

  @Test
  void aValueOfAnotherKindIsNamed() {
    for (String key : keys(Contracts.tree())) {
      for (String wrong : new String[] {"null", "{\"a\": 1}", "[true]", "17e30"}) {
        ObjectNode tree = Contracts.tree();
        tree.set(key, json(wrong));
        // A number is allowed where it stands for one, and 17e30 is out of no range of a floor.
        if (!(key.equals("floor") && wrong.equals("17e30"))) {
          isRefused(tree, key);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | '\"\"' | name is ''",
        "name | '\"a\\u0007b\"' | name is 'a?b'",
        "sha256 | '\"12\"' | 64 hexadecimal digits",
        "licence | '\" \"' | licence is blank",
        "data-files | '{\"../x\": \"0\"}' | data-files names '../x'",
        "data-files | '{\"a/x\": \"0\"}' | data-files names 'a/x'",
        "data-files | '{\"a\": \"0\"}' | data-files.a is '0'",
        "width | 0 | width is 0",
        "width | 6 | short-edge is 5",
        "height | 5000 | height is 5000",
        "short-edge | 3 | short-edge is 3",
        "resize | '\"squash\"' | 'squash'; it is one of short-edge, stretch, crop",
        "resize | '\"stretch\"' | short-edge is 5 with the resize mode stretch",
        "filter | '\"nearest\"' | one of box, bilinear, bicubic, lanczos",
        "channels | '\"RGB\"' | one of grey, rgb, bgr",
        "layout | '\"chw\"' | one of nchw, nhwc",
        "range | '[0]' | range is [0.0]",
        "range | '[1, 0]' | range is [1.0, 0.0]",
        "mean | '[1, 2]' | mean is [1.0, 2.0]",
        "std | '[1, 2, -1]' | std is [1.0, 2.0, -1.0]",
        "dimensions | 0 | dimensions is 0",
        "dimensions | 1.5 | dimensions is 1.5",
        "normalise | '\"true\"' | write true or false",
      })
  void aValueOutOfRangeIsNamed(String key, String value, String expected) {
    ObjectNode tree = Contracts.tree();
    tree.set(key, json(value));
    isRefused(tree, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "data, '\"\"'",
    "pictures, 0",
    "similarity, '\"high\"'",
    "false-positives, 1.5",
    "confidence, 1"
  })
  void aCalibrationOutOfRangeIsNamed(String key, String value) {
    ObjectNode tree = Contracts.tree();
    ((ObjectNode) tree.get("calibration")).set(key, json(value));
    isRefused(tree, "calibration." + key);
  }

  @Test
  void aCalibrationOfOtherPreprocessingIsNone() {
    ObjectNode tree = Contracts.tree();
    tree.put("filter", "bicubic");
    isRefused(tree, "calibration is of the preprocessing", "bilinear", "bicubic", "again");
  }

  /** Of all that changes a row the identity tells; of what does not, it does not. */
  @Test
  void identitiesDifferWithWhatChangesARow() {
    DescriptorIdentity own = read(Contracts.plain()).identity();
    Set<DescriptorIdentity> seen = new HashSet<>(Set.of(own));
    String[][] changes = {
      {"name", "\"other\""},
      {"sha256", '"' + "f".repeat(64) + '"'},
      {"data-files", "{\"w\": \"" + "a".repeat(64) + "\"}"},
      {"data-files", "{\"w\": \"" + "b".repeat(64) + "\"}"},
      {"width", "5"},
      {"height", "4"},
      {"short-edge", "6"},
      {"filter", "\"bicubic\""},
      {"antialias", "false"},
      {"rounded", "false"},
      {"channels", "\"bgr\""},
      {"range", "[0, 2]"},
      {"range", "[-1, 1]"},
      {"mean", "[0.5, 0.25, 0.25]"},
      {"std", "[1, 2, 3]"},
      {"layout", "\"nhwc\""},
      {"output", "\"pooled\""},
      {"dimensions", "3"},
      {"normalise", "true"},
    };
    for (String[] change : changes) {
      ObjectNode tree = Contracts.plain();
      tree.set(change[0], json(change[1]));
      DescriptorIdentity other = read(tree).identity();
      assertThat(seen.add(other)).as(Arrays.toString(change)).isTrue();
      Features a = Features.of(own, new double[][] {{1}});
      Features b = Features.of(other, new double[][] {{1}});
      assertThatThrownBy(() -> a.requireComparable(b)).isInstanceOf(EvaluationException.class);
    }
    ObjectNode same = Contracts.tree();
    same.remove("data-files");
    same.put("licence", "Apache-2.0");
    same.put("floor", 0.9);
    same.set("range", json("[-0.0, 1.0]"));
    assertThat(read(same).identity()).isEqualTo(own);
  }

  @Test
  void filesAreThoseOfTheContract() throws IOException {
    Path model = Files.writeString(folder.resolve("small.onnx"), "model");
    Path data = Files.writeString(folder.resolve("small.onnx.data"), "data");
    ObjectNode tree = Contracts.tree();
    tree.put("sha256", Digests.sha256(model));
    tree.putObject("data-files").put("small.onnx.data", Digests.sha256(data));
    PreprocessingContract contract = read(tree);

    contract.requireFiles(model, 9);
    assertThatThrownBy(() -> contract.requireFiles(model, 8))
        .hasMessageContaining("9 bytes, and at most 8 are allowed");
    Files.writeString(data, "dato");
    assertThatThrownBy(() -> contract.requireFiles(model, PLENTY))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContainingAll("data-files.small.onnx.data", Digests.sha256(data));
    Files.writeString(model, "modal");
    assertThatThrownBy(() -> contract.requireFiles(model, PLENTY))
        .hasMessageContainingAll("small.onnx has the SHA-256", "it is another file");
    Files.delete(data);
    assertThatThrownBy(() -> contract.requireFiles(model, PLENTY))
        .hasMessageContaining("cannot read")
        .hasMessageContaining("small.onnx.data");
  }

  @Test
  void refusesFilesThatAreNoContract() throws IOException {
    Path file = folder.resolve("contract.json");
    assertThatThrownBy(() -> PreprocessingContract.read(file))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("is not there")
        .hasMessageContaining("docs/descriptors.md");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> PreprocessingContract.read(file)).hasMessageContaining("more than");
    Files.writeString(file, "{\"name\": \"a\", \"name\": \"b\"}");
    assertThatThrownBy(() -> PreprocessingContract.read(file)).hasMessageContaining("Duplicate");
    Files.writeString(file, "[".repeat(100_000));
    assertThatThrownBy(() -> PreprocessingContract.read(file))
        .isInstanceOf(EvaluationException.class);
    Files.writeString(file, "[]");
    assertThatThrownBy(() -> PreprocessingContract.read(file))
        .hasMessageContaining("a contract is []; it is an object with the keys");
  }

  @Test
  void damageIsAlwaysToldAsSuch() throws IOException {
    Path file = folder.resolve("contract.json");
    byte[] whole = Json.mapper().writeValueAsBytes(Contracts.tree());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PreprocessingContract.read(file))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(EvaluationException.class);
    }
    for (int seed = 0; seed < 500; seed++) {
      RandomStream random = RandomStream.of(seed, "damage", 0);
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      Files.write(file, damaged);
      try {
        PreprocessingContract.read(file);
      } catch (RuntimeException told) {
        assertThat(told).as("seed %d", seed).isInstanceOf(EvaluationException.class);
      }
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<String> keys(ObjectNode tree) {
    List<String> keys = new ArrayList<>();
    tree.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
