package io.github.diffusion4j.eval.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.tensor.Windows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A contract as JSON. */
final class ContractFile {
  /** The longest licences have some 35 kB. */
  private static final int MOST_BYTES = 1 << 20;

  private static final int LONGEST_SHOWN = 120;

  static final Set<String> KEYS =
      Set.of(
          "name",
          "sha256",
          "data-files",
          "licence",
          "input",
          "width",
          "height",
          "resize",
          "short-edge",
          "filter",
          "antialias",
          "rounded",
          "channels",
          "range",
          "mean",
          "std",
          "layout",
          "output",
          "dimensions",
          "normalise",
          "floor",
          "calibration");

  private static final Set<String> CALIBRATION_KEYS =
      Set.of("preprocessing", "data", "pictures", "similarity", "false-positives", "confidence");

  private ContractFile() {}

  static PreprocessingContract read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new EvaluationException(
            "%s has more than %,d bytes, as no contract has; docs/descriptors.md says what one is"
                .formatted(file, MOST_BYTES));
      }
      return contract(Json.mapper().readTree(bytes));
    } catch (EvaluationException told) {
      throw new EvaluationException(file + ": " + told.getMessage(), told);
    } catch (NoSuchFileException none) {
      throw new EvaluationException(
          file
              + " is not there. A model is used with a file beside it that says what is done to"
              + " pictures first; docs/descriptors.md has its keys",
          none);
    } catch (JsonProcessingException broken) {
      throw new EvaluationException(
          file + " is no JSON: " + printable(broken.getOriginalMessage()) + "; mend it there",
          broken);
    } catch (IOException failure) {
      throw new EvaluationException(
          "cannot read %s (%s); allow reading it"
              .formatted(file, failure.getClass().getSimpleName()),
          failure);
    }
  }

  private static PreprocessingContract contract(JsonNode tree) {
    JsonFields fields = JsonFields.of(tree, "", KEYS);
    return new PreprocessingContract(
        fields.text("name", "the descriptor's name, such as \"sscd-disc-mixup\""),
        fields.text("sha256", "the SHA-256 of the model's file, as sha256sum prints it"),
        fields.optional("data-files").isEmpty()
            ? Map.of()
            : fields.texts("data-files", "the names of files and their SHA-256"),
        fields.text("licence", "the licence of the weights, such as \"MIT\""),
        fields.text("input", "the name of the network's input"),
        picture(fields),
        fields.text("output", "the name of the network's output or layer"),
        fields.whole("dimensions", "how many numbers the output has for a picture"),
        fields.flag("normalise"),
        fields.optional("floor").isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(fields.number("floor", "a similarity, such as 0.5")),
        fields.optional("calibration").map(ContractFile::calibration));
  }

  private static PictureInput picture(JsonFields fields) {
    String pair = "what levels 0 and 255 become, such as [0, 1]";
    List<Double> range = fields.numbers("range", pair);
    if (range.size() != 2) {
      throw new EvaluationException("range is %s; write %s".formatted(range, pair));
    }
    return new PictureInput(
        fields.whole("width", "the width of the network's pictures in pixels"),
        fields.whole("height", "the height of the network's pictures in pixels"),
        new Resizing(
            fields.word("resize", Resizing.Mode.class),
            fields.optional("short-edge").isEmpty()
                ? 0
                : fields.whole("short-edge", "a length in pixels"),
            fields.word("filter", Windows.Filter.class),
            fields.flag("antialias"),
            fields.flag("rounded")),
        fields.word("channels", PictureInput.Channels.class),
        range.get(0),
        range.get(1),
        fields.numbers("mean", "a number a channel, such as [0, 0, 0]"),
        fields.numbers("std", "a number a channel, such as [1, 1, 1]"),
        fields.word("layout", PictureInput.Layout.class));
  }

  private static CalibrationRecord calibration(JsonNode tree) {
    JsonFields fields = JsonFields.of(tree, "calibration.", CALIBRATION_KEYS);
    return new CalibrationRecord(
        fields.text("preprocessing", "the preprocessing that it was made with"),
        fields.text("data", "the name of the held-out pictures"),
        fields.whole("pictures", "how many there were"),
        fields.number("similarity", "the threshold"),
        fields.number("false-positives", "their share, 0 to 1"),
        fields.number("confidence", "a number between 0 and 1, such as 0.95"));
  }

  static byte[] bytes(PreprocessingContract contract) {
    ObjectNode tree = Json.mapper().createObjectNode();
    tree.put("name", contract.name());
    tree.put("sha256", contract.sha256());
    if (!contract.dataFiles().isEmpty()) {
      tree.set("data-files", Json.mapper().valueToTree(contract.dataFiles()));
    }
    tree.put("licence", contract.licence());
    tree.put("input", contract.input());
    put(tree, contract.picture());
    tree.put("output", contract.output());
    tree.put("dimensions", contract.dimensions());
    tree.put("normalise", contract.normalise());
    contract.floor().ifPresent(floor -> tree.put("floor", floor));
    contract.calibration().ifPresent(record -> put(tree.putObject("calibration"), record));
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void put(ObjectNode tree, PictureInput picture) {
    Resizing resizing = picture.resizing();
    tree.put("width", picture.width());
    tree.put("height", picture.height());
    tree.put("resize", Word.of(resizing.mode()));
    if (resizing.mode() == Resizing.Mode.SHORT_EDGE) {
      tree.put("short-edge", resizing.shortEdge());
    }
    tree.put("filter", Word.of(resizing.filter()));
    tree.put("antialias", resizing.antialias());
    tree.put("rounded", resizing.rounded());
    tree.put("channels", Word.of(picture.channels()));
    tree.putArray("range").add(picture.low()).add(picture.high());
    ArrayNode mean = tree.putArray("mean");
    picture.mean().forEach(mean::add);
    ArrayNode std = tree.putArray("std");
    picture.std().forEach(std::add);
    tree.put("layout", Word.of(picture.layout()));
  }

  private static void put(ObjectNode tree, CalibrationRecord record) {
    tree.put("preprocessing", record.preprocessing());
    tree.put("data", record.data());
    tree.put("pictures", record.pictures());
    tree.put("similarity", record.similarity());
    tree.put("false-positives", record.falsePositives());
    tree.put("confidence", record.confidence());
  }

  /** Returns text of unknown origin as a message may show it. */
  static String printable(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "..." : plain;
  }
}
