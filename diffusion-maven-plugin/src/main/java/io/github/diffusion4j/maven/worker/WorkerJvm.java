package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How the worker's JVM is started.
 *
 * @param java the {@code java} program
 * @param classPath jars and folders, in order
 * @param mainClass class to run
 * @param extension variant of the natives that JavaCPP loads, empty for the plain one
 * @param maxHeap value for {@code -Xmx}, such as {@code 2g}; null for the JVM's default
 * @param offHeapBytes how much memory native code may take before an error names it; 0 for no limit
 * @param jvmArgs further options of the user, which win over ours
 * @param cacheDirectory where JavaCPP unpacks natives; null for its default
 */
public record WorkerJvm(
    Path java,
    List<Path> classPath,
    String mainClass,
    String extension,
    String maxHeap,
    long offHeapBytes,
    List<String> jvmArgs,
    Path cacheDirectory) {

  /** The class that the worker runs. */
  public static final String MAIN_CLASS = "io.github.diffusion4j.cli.Main";

  /** Copies the lists and checks that nothing needed is missing. */
  public WorkerJvm {
    Objects.requireNonNull(java, "java");
    Objects.requireNonNull(mainClass, "mainClass");
    Objects.requireNonNull(extension, "extension");
    classPath = List.copyOf(classPath);
    jvmArgs = List.copyOf(jvmArgs);
  }

  /**
   * Returns the JVM's options but for the class path; of two that disagree the last one wins.
   *
   * @param crashReport file that the JVM writes if it crashes
   * @param threads how many it and native code may use
   */
  public List<String> options(Path crashReport, Threads threads) {
    List<String> options = new ArrayList<>();
    if (jvmArgs.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
      // A JVM that is told two collectors does not start.
      options.add("-XX:+UseParallelGC");
    }
    options.add("-XX:ErrorFile=" + crashReport);
    options.addAll(threads.option());
    options.add("-Dfile.encoding=UTF-8");
    options.add("-Djava.awt.headless=true");
    // JavaCPP would stop at the size of the heap, although tensors live outside of it.
    options.add("-Dorg.bytedeco.javacpp.maxbytes=" + offHeapBytes);
    options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + offHeapBytes);
    if (!extension.isEmpty()) {
      options.add("-Dorg.bytedeco.javacpp.platform.extension=" + extension);
    }
    if (cacheDirectory != null) {
      options.add("-Dorg.bytedeco.javacpp.cachedir=" + cacheDirectory);
    }
    if (maxHeap != null && !maxHeap.isBlank()) {
      options.add("-Xmx" + maxHeap.trim());
    }
    options.addAll(jvmArgs);
    return options;
  }
}
