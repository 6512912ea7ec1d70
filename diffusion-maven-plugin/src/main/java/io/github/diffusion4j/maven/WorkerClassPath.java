package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.Console;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.RemoteRepository;
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

  List<Path> resolve(WorkerArtifacts artifacts) throws MojoExecutionException {
    artifacts.engine().ifPresent(this::announceDownload);
    try {
      CollectRequest collect = new CollectRequest();
      collect.setDependencies(artifacts.roots());
      collect.setManagedDependencies(
          system
              .readArtifactDescriptor(
                  session,
                  new ArtifactDescriptorRequest(artifacts.program(), repositories, "worker"))
              .getManagedDependencies());
      collect.setRepositories(repositories);
      return system
          .resolveDependencies(
              session, new DependencyRequest(collect, artifacts.withoutOtherNatives()))
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

  private void announceDownload(Artifact engine) {
    boolean present =
        session
                .getLocalRepositoryManager()
                .find(session, new LocalArtifactRequest(engine, repositories, "worker"))
                .getFile()
            != null;
    if (!present && !session.isOffline()) {
      console.info(
          "Downloading the engine for "
              + engine.getClassifier()
              + ": up to 160 MB, once for this host.");
    }
  }
}
