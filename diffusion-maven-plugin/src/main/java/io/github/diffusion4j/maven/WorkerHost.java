package io.github.diffusion4j.maven;

import com.sun.management.OperatingSystemMXBean;
import io.github.diffusion4j.maven.worker.Console;
import io.github.diffusion4j.maven.worker.EngineAsked;
import io.github.diffusion4j.maven.worker.EngineNatives;
import io.github.diffusion4j.maven.worker.EngineSelection;
import io.github.diffusion4j.maven.worker.Host;
import io.github.diffusion4j.maven.worker.Natives;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** What the worker finds on this host: a Java, natives that fit the processor, memory. */
record WorkerHost(ToolchainManager toolchains, MavenSession session, Console console) {

  /** Returns the java of the JDK toolchain if the build has one, else the one that runs Maven. */
  Path java() {
    Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
    String tool = toolchain == null ? null : toolchain.findTool("java");
    if (tool != null) {
      return Path.of(tool);
    }
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
  }

  /**
   * Returns the natives of the engine that was asked for.
   *
   * @param classifier of ND4J's natives as the user named it; null for those that fit the processor
   */
  EngineNatives natives(EngineAsked asked, String classifier) throws MojoExecutionException {
    try {
      Host host = Host.current();
      EngineNatives natives = EngineSelection.select(asked, classifier, host);
      console.debug(
          host.describe() + ": " + natives.library() + " natives " + natives.classifier());
      if (natives instanceof Natives nd4j && !nd4j.hasOneDnn()) {
        console.warn(
            "The natives "
                + natives.classifier()
                + " have no oneDNN: convolutions, and with them training, run about ten times"
                + " slower.");
      }
      return natives;
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(e.getMessage());
    }
  }

  /** Returns nine tenths of the host's or container's memory; beyond it the kernel would kill. */
  static long offHeapBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() / 10 * 9
        : 0;
  }
}
