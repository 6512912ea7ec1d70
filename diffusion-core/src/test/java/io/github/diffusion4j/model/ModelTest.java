package io.github.diffusion4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {
  private static final UNetSpec NETWORK = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0);

  @TempDir Path folder;
  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void loadsWhatWasStored() {
    store(NETWORK, List.of("a", "b"));
    Model model = Model.load(folder, engine);
    assertThat(model.manifest().classes()).containsExactly("a", "b");
    assertThat(model.digest()).isEqualTo(Digests.sha256(folder.resolve(Model.WEIGHTS)));
    SamplerSpec sampler = new SamplerSpec(SamplerSpec.Kind.EULER, 2);
    assertThat(model.sample(sampler, 1, new int[] {0, -1}, 1, 0)).hasSize(2);
  }

  @Test
  void aFolderWithoutAModelSaysSo() {
    refuses("There is no model in ");
  }

  @Test
  void missingOrDamagedWeightsAreRefused() throws IOException {
    store(NETWORK, List.of());
    Path weights = folder.resolve(Model.WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 3] ^= 4;
    Files.write(weights, bytes);
    refuses("is not the file that model.json speaks of");
    Files.delete(weights);
    refuses("is missing beside model.json");
  }

  @Test
  void foreignManifestsAreRefused() throws IOException {
    store(NETWORK, List.of());
    Path file = folder.resolve(ModelManifest.FILE);
    String json = Files.readString(file);
    for (String hostile :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            json.replace("\"format\" : 2", "\"format\" : 1"),
            json.replace("\"imageSize\" : 8", "\"imageSize\" : 1000000"),
            json.replace("\"augmentation\" : 0", "\"augmentation\" : 1000000"),
            json.replace("\"edm\"", "\"unknown\"").replace("\"EDM\"", "\"UNKNOWN\""),
            json.replaceFirst("\\{", "{\"@class\" : \"java.lang.Runtime\","))) {
      Files.writeString(file, hostile);
      refuses("is not the manifest of a model of this toolkit");
    }
  }

  /** A manifest may not make us build what its weights cannot fill. */
  @Test
  void aManifestThatClaimsTooMuchIsRefusedBeforeMemoryIsTaken() throws IOException {
    store(NETWORK, List.of());
    Path file = folder.resolve(ModelManifest.FILE);
    Files.writeString(
        file, Files.readString(file).replace("\"baseChannels\" : 8", "\"baseChannels\" : 4096"));
    refuses("describes a network 8192 channels wide");
    store(NETWORK, List.of());
    Files.writeString(
        file, Files.readString(file).replace("\"baseChannels\" : 8", "\"baseChannels\" : 12"));
    refuses("does not fit its network");
  }

  @Test
  void unknownClassesAndUselessGuidanceAreNamed() {
    store(NETWORK, List.of("a", "b"));
    SamplerSpec sampler = new SamplerSpec(SamplerSpec.Kind.EULER, 2);
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Model.load(folder, engine).sample(sampler, 1, new int[] {2}, 1, 0))
        .withMessage("The model has no class 2; it has 0 to 1: [a, b]");
    store(NETWORK, List.of());
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Model.load(folder, engine).sample(sampler, 2, new int[] {-1}, 1, 0))
        .withMessageContaining("needs a model with classes");
  }

  private void refuses(String why) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Model.load(folder, engine))
        .withMessageContaining(why);
  }

  private void store(UNetSpec spec, List<String> classes) {
    UNet network = new UNet(engine, spec, UNetPorts.of(8, 1, classes.size()), DataType.FLOAT32, 1);
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Weights.export(network.parameters().byName(), "", entries);
    Path file = folder.resolve(Model.WEIGHTS);
    Safetensors.write(file, entries, Map.of());
    new ModelManifest(
            ModelManifest.FORMAT,
            engine.name(),
            spec,
            Formulation.EDM,
            UNetPorts.of(8, 1, classes.size()),
            classes,
            network.parameters().count(),
            1,
            1,
            1,
            "test",
            "",
            Digests.sha256(file),
            null)
        .write(folder);
  }
}
