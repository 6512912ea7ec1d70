package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.Console;
import io.github.diffusion4j.maven.worker.EngineNatives;
import io.github.diffusion4j.maven.worker.Host;
import io.github.diffusion4j.maven.worker.ModelRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/** Finds the worker's jars, in the local repository or by downloading them. */
final class WorkerClassPath {

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;
  private final Console console;

  WorkerClassPath(
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories,
      Console console) {
    this.system = system;
    this.session = session;
    this.repositories = repositories;
    this.console = console;
  }

  /**
   * Returns the class path.
   *
   * @param natives of the engine that the worker computes with; empty if it only reads
   * @param models what runs a network that the user brought, where the worker computes
   */
  List<Path> resolve(Optional<EngineNatives> natives, ModelRuntime models)
      throws MojoExecutionException {
    WorkerArtifacts artifacts =
        natives
            .map(chosen -> WorkerArtifacts.withEngine(Versions.load(), chosen, models))
            .orElseGet(() -> WorkerArtifacts.withoutEngine(Versions.load()));
    natives.ifPresent(chosen -> announce(artifacts, chosen));
    try {
      DependencyNode root = collect(artifacts);
      DependencyFilter filter = artifacts.withoutOtherNatives();
      announceDownload(root, filter);
      return system
          .resolveDependencies(session, new DependencyRequest(root, filter))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (RepositoryException e) {
      throw new MojoExecutionException(
          "The jars of the worker cannot be found: "
              + e.getMessage()
              + (session.isOffline() ? "\nRun the build once without --offline." : ""),
          e);
    }
  }

  private DependencyNode collect(WorkerArtifacts artifacts) throws RepositoryException {
    CollectRequest collect = new CollectRequest();
    collect.setDependencies(artifacts.roots());
    collect.setManagedDependencies(
        system
            .readArtifactDescriptor(
                session, new ArtifactDescriptorRequest(artifacts.program(), repositories, "worker"))
            .getManagedDependencies());
    collect.setRepositories(repositories);
    return system.collectDependencies(session, collect).getRoot();
  }

  /** Says on a host's first run what was chosen for it. */
  private void announce(WorkerArtifacts artifacts, EngineNatives natives) {
    if (artifacts.engine().filter(engine -> !isPresent(engine)).isPresent()) {
      console.info(
          Host.current().describe()
              + ": "
              + natives.library()
              + " natives "
              + natives.classifier()
              + ".");
    }
  }

  /** Says what is about to be downloaded; so far only POMs were. */
  private void announceDownload(DependencyNode root, DependencyFilter filter) {
    List<Artifact> missing =
        nodes(root)
            .filter(node -> filter.accept(node, List.of()))
            .map(DependencyNode::getArtifact)
            .distinct()
            .filter(artifact -> !isPresent(artifact))
            .toList();
    if (!missing.isEmpty() && !session.isOffline()) {
      console.info(Download.of(missing).describe());
    }
  }

  private static Stream<DependencyNode> nodes(DependencyNode node) {
    return Stream.concat(
        Stream.of(node), node.getChildren().stream().flatMap(WorkerClassPath::nodes));
  }

  private boolean isPresent(Artifact artifact) {
    // A module of the same build is in no repository.
    WorkspaceReader build = session.getWorkspaceReader();
    return build != null && build.findArtifact(artifact) != null
        || session
            .getLocalRepositoryManager()
            .find(session, new LocalArtifactRequest(artifact, repositories, "worker"))
            .isAvailable();
  }
}
