package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.EngineNatives;
import io.github.diffusion4j.maven.worker.ModelRuntime;
import io.github.diffusion4j.maven.worker.Natives;
import io.github.diffusion4j.maven.worker.TorchNatives;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.Exclusion;

/**
 * What the worker's class path is made of.
 *
 * @param program the command line program
 * @param engine the jar with the native engine, by far the largest; empty if nothing is computed
 * @param roots all that is asked for by name
 */
record WorkerArtifacts(Artifact program, Optional<Artifact> engine, List<Dependency> roots) {

  /** Reads the hardware for ND4J's own reports, which nobody sees, and drags in old JNA. */
  private static final Exclusion OSHI = new Exclusion("com.github.oshi", "oshi-core", "*", "*");

  /** Of an import of Keras's: no class of it is used, and what it reads can bring it down. */
  private static final Exclusion GSON = new Exclusion("com.google.code.gson", "gson", "*", "*");

  /** What core needs for the engine on ND4J, of which nothing may stand beside LibTorch's. */
  private static final List<Exclusion> ND4J =
      List.of(
          new Exclusion("org.nd4j", "*", "*", "*"), new Exclusion("org.bytedeco", "*", "*", "*"));

  /** Returns what a goal needs that only reads files. */
  static WorkerArtifacts withoutEngine(Versions versions) {
    Artifact program = program(versions);
    return new WorkerArtifacts(program, Optional.empty(), List.of(withoutNd4j(program)));
  }

  /**
   * Returns what a goal needs that computes: the program, one engine with its natives, and what
   * runs the user's own network.
   *
   * @throws IllegalArgumentException if the two cannot be in one process
   */
  static WorkerArtifacts withEngine(Versions versions, EngineNatives natives, ModelRuntime models) {
    if (natives instanceof Natives nd4j) {
      return withNd4j(versions, nd4j, models);
    }
    if (models != ModelRuntime.NONE) {
      throw new IllegalArgumentException(
          "a network of your own is run beside ND4J only; set diffusion.engine to nd4j");
    }
    return withTorch(versions, (TorchNatives) natives);
  }

  /**
   * ND4J's Java classes and three jars of natives. Where oneDNN has Winograd convolutions, two
   * more: its own, and OpenCL's, which it is linked to.
   */
  private static WorkerArtifacts withNd4j(Versions versions, Natives natives, ModelRuntime models) {
    Artifact program = program(versions);
    Artifact engine = jar("org.nd4j", "nd4j-native", natives.classifier(), versions.nd4j());
    List<Dependency> roots = new ArrayList<>();
    roots.add(root(program));
    roots.add(root(jar("org.nd4j", "nd4j-native", "", versions.nd4j())));
    roots.add(root(engine));
    roots.add(root(jar("org.bytedeco", "javacpp", natives.platform(), versions.javacpp())));
    roots.add(root(jar("org.bytedeco", "openblas", natives.platform(), versions.openblas())));
    if (natives.hasWinograd()) {
      roots.add(root(jar("org.bytedeco", "dnnl", natives.platform(), versions.dnnl())));
      roots.add(root(jar("org.bytedeco", "opencl", natives.platform(), versions.opencl())));
    }
    running(models, versions, natives).forEach(jar -> roots.add(root(jar)));
    return new WorkerArtifacts(program, Optional.of(engine), List.copyOf(roots));
  }

  private static List<Artifact> running(ModelRuntime models, Versions versions, Natives natives) {
    Artifact dl4j = jar("io.github.diffusion4j", "diffusion-dl4j", "", versions.diffusion());
    return switch (models) {
      case NONE -> List.of();
      case ONNX ->
          List.of(jar("io.github.diffusion4j", "diffusion-onnx", "", versions.diffusion()));
      case DL4J -> List.of(dl4j);
      case KERAS ->
          List.of(
              dl4j,
              jar("org.deeplearning4j", "deeplearning4j-modelimport", "", versions.nd4j()),
              jar("org.bytedeco", "hdf5", natives.platform(), versions.hdf5()));
    };
  }

  /**
   * The engine on LibTorch, with three jars of natives, and nothing of ND4J: its JavaCPP is an
   * older one, and a process has one only. For CUDA its bindings and what there is of its libraries
   * come along.
   */
  private static WorkerArtifacts withTorch(Versions versions, TorchNatives natives) {
    Versions.Torch torch = versions.torch();
    String platform = natives.platform();
    Artifact program = program(versions);
    Artifact engine = jar("org.bytedeco", "pytorch", natives.classifier(), torch.pytorch());
    List<Artifact> jars = new ArrayList<>();
    jars.add(program);
    jars.add(jar("io.github.diffusion4j", "diffusion-torch", "", versions.diffusion()));
    jars.add(jar("org.bytedeco", "pytorch", "", torch.pytorch()));
    jars.add(engine);
    jars.add(jar("org.bytedeco", "javacpp", "", torch.javacpp()));
    jars.add(jar("org.bytedeco", "javacpp", platform, torch.javacpp()));
    jars.add(jar("org.bytedeco", "openblas", "", torch.openblas()));
    jars.add(jar("org.bytedeco", "openblas", platform, torch.openblas()));
    if (natives.cuda()) {
      jars.add(jar("org.bytedeco", "cuda", "", torch.cuda()));
      jars.add(jar("org.bytedeco", "cuda", platform, torch.cuda()));
      natives
          .redistributables()
          .forEach(name -> jars.add(jar("org.bytedeco", name, platform, torch.cuda())));
    }
    return new WorkerArtifacts(
        program, Optional.of(engine), jars.stream().map(WorkerArtifacts::withoutNd4j).toList());
  }

  /**
   * Returns a filter that lets no natives pass but the chosen ones: the POM of nd4j-native asks for
   * its plain build as well, 91 MB that nothing would load.
   */
  DependencyFilter withoutOtherNatives() {
    List<String> chosen = roots.stream().map(root -> key(root.getArtifact())).toList();
    return (node, parents) -> {
      Artifact artifact = node.getArtifact();
      return artifact != null
          && (artifact.getClassifier().isEmpty() || chosen.contains(key(artifact)));
    };
  }

  private static Artifact program(Versions versions) {
    return jar("io.github.diffusion4j", "diffusion-cli", "", versions.diffusion());
  }

  private static Dependency root(Artifact artifact) {
    return new Dependency(artifact, "runtime", false, List.of(OSHI, GSON));
  }

  private static Dependency withoutNd4j(Artifact artifact) {
    return new Dependency(artifact, "runtime", false, ND4J);
  }

  private static Artifact jar(String group, String name, String classifier, String version) {
    return new DefaultArtifact(group, name, classifier, "jar", version);
  }

  private static String key(Artifact artifact) {
    return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getClassifier();
  }
}
