package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.bench.Work;
import io.github.diffusion4j.maven.worker.Host;
import io.github.diffusion4j.maven.worker.Natives;
import io.github.diffusion4j.maven.worker.OpenBlas;
import io.github.diffusion4j.maven.worker.Threads;
import io.github.diffusion4j.maven.worker.WorkerEnvironment;
import io.github.diffusion4j.maven.worker.WorkerJvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The contenders there are.
 *
 * @param home the folder {@code bench}, built
 * @param cores that each may use
 * @param natives of ND4J that are on the class path
 * @param python the interpreter for PyTorch
 */
record Roster(Path home, int cores, Natives natives, String python) {
  /** Those that take part unless told otherwise. */
  static final List<String> DEFAULT = List.of("diffusion4j", "libtorch", "pytorch");

  /** Those that take part when asked for. */
  static final List<String> EXTRA =
      List.of("torch-engine", "torch-engine-bfloat16", "libtorch-untuned", "samediff");

  /** SameDiff leaves arrays to the garbage collector, which runs when this much is taken. */
  private static final long SAMEDIFF_BYTES = 8L << 30;

  private static final String ENGINE = "io.github.diffusion4j.bench.engine.";

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Returns who takes part in a work unless told otherwise. */
  static List<String> usual(Work work) {
    List<String> usual = new ArrayList<>(DEFAULT);
    if (work instanceof NeighboursWork) {
      // Tuned, LibTorch multiplies matrices with one thread: half of the peak that is asked for.
      usual.add("libtorch-untuned");
    }
    return usual;
  }

  /**
   * The contenders as they were built, for all cores of this machine.
   *
   * @param home the folder {@code bench}
   * @param python the interpreter for PyTorch
   */
  static Roster at(Path home, String python) throws IOException {
    Properties built = new Properties();
    try (InputStream in = Roster.class.getResourceAsStream("natives.properties")) {
      built.load(in);
    }
    return new Roster(
        home.toAbsolutePath(),
        Runtime.getRuntime().availableProcessors(),
        Natives.parse(built.getProperty("classifier")),
        python);
  }

  /**
   * Says how a contender is started; {@code jmh}, {@code scaling}, {@code search-stores} and {@code
   * study} are none, but run as ours does. {@code faiss} takes part in {@code bench/search} alone.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Launch launch(String contender) throws IOException {
    return switch (contender) {
      case "diffusion4j" -> onNd4j(contender, "engine", ENGINE + "EngineMain", 0);
      case "torch-engine" -> onLibTorch(contender, "float32");
      case "torch-engine-bfloat16" -> onLibTorch(contender, "bfloat16");
      case "samediff" ->
          onNd4j(
              contender,
              "engine",
              "io.github.diffusion4j.bench.samediff.SameDiffMain",
              SAMEDIFF_BYTES);
      case "scaling" -> onNd4j(contender, "engine", ENGINE + "ScalingMain", 0);
      case "search-stores" -> onNd4j(contender, "engine", ENGINE + "SearchStores", 0);
      case "faiss" ->
          new Launch(
              contender,
              List.of(python, "-B", home.resolve("faiss/search.py").toString()),
              allThreads());
      case "study" ->
          onNd4j(contender, "studies", "io.github.diffusion4j.bench.study.StudyMain", 0);
      case "jmh" -> onNd4j(contender, "engine", "org.openjdk.jmh.Main", 0);
      case "libtorch" -> new Launch(contender, libTorch(), tuned());
      case "libtorch-untuned" -> new Launch(contender, libTorch(), Map.of());
      case "pytorch" ->
          new Launch(
              contender,
              List.of(python, "-B", home.resolve("pytorch/contender.py").toString()),
              tuned());
      default ->
          throw new IllegalArgumentException(
              "no contender is called '"
                  + contender
                  + "'; there are "
                  + String.join(", ", DEFAULT)
                  + ", and on demand "
                  + String.join(", ", EXTRA));
    };
  }

  /**
   * Exactly as the Maven plugin starts its worker.
   *
   * @param module whose class path it gets
   * @param offHeapBytes how much memory native code may take; 0 for no limit
   */
  private Launch onNd4j(String contender, String module, String mainClass, long offHeapBytes)
      throws IOException {
    return asWorker(
        contender,
        new WorkerJvm(
            JAVA,
            classPath(module),
            mainClass,
            natives.extension(),
            null,
            offHeapBytes,
            List.of(),
            null));
  }

  /** The same works on our other engine: without ND4J, whose JavaCPP is an older one. */
  private Launch onLibTorch(String contender, String precision) throws IOException {
    List<Path> classPath = new ArrayList<>(classPath("torch"));
    classPath("engine").stream().filter(Roster::isNotOfNd4j).forEach(classPath::add);
    return asWorker(
        contender,
        new WorkerJvm(
            JAVA,
            classPath,
            ENGINE + "EngineMain",
            "",
            null,
            0,
            List.of("-Dbench.engine=torch", "-Dbench.precision=" + precision),
            null));
  }

  private static boolean isNotOfNd4j(Path library) {
    String path = library.toString().replace(File.separatorChar, '/');
    return !path.contains("/org/nd4j/") && !path.contains("/org/bytedeco/");
  }

  private Launch asWorker(String contender, WorkerJvm jvm) {
    Threads threads = new Threads(cores, false);
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(jvm.options(home.resolve("target/logs/crash-" + contender + ".log"), threads));
    command.addAll(List.of("-cp", join(jvm.classPath()), jvm.mainClass()));
    Map<String, String> environment = new LinkedHashMap<>();
    WorkerEnvironment.apply(environment, threads, Host.current());
    return new Launch(contender, command, environment);
  }

  private List<String> libTorch() throws IOException {
    return List.of(
        JAVA.toString(),
        "-XX:+UseParallelGC",
        "-XX:ErrorFile=" + home.resolve("target/logs/crash-libtorch.log"),
        // JavaCPP would stop at the size of the heap, although tensors live outside of it.
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-cp",
        join(classPath("torch")),
        "io.github.diffusion4j.bench.libtorch.TorchMain");
  }

  /**
   * All cores for Torch's own threads, and OpenBLAS, which they call, without more of its own and
   * with the kernels that ours gets.
   */
  private Map<String, String> tuned() {
    Map<String, String> tuned = new LinkedHashMap<>();
    tuned.put("OMP_NUM_THREADS", Integer.toString(cores));
    tuned.put("OPENBLAS_NUM_THREADS", "1");
    OpenBlas.kernels(Host.current()).ifPresent(name -> tuned.put(OpenBlas.VARIABLE, name));
    return tuned;
  }

  /** As FAISS waits while OpenBLAS multiplies, both get all cores. */
  private Map<String, String> allThreads() {
    Map<String, String> threads = tuned();
    threads.put("OPENBLAS_NUM_THREADS", Integer.toString(cores));
    return threads;
  }

  private List<Path> classPath(String module) throws IOException {
    Path target = home.resolve(module).resolve("target");
    List<Path> classPath = new ArrayList<>(List.of(target.resolve("classes")));
    String libraries = Files.readString(target.resolve("class-path"));
    Arrays.stream(libraries.trim().split(File.pathSeparator)).map(Path::of).forEach(classPath::add);
    return classPath;
  }

  private static String join(List<Path> classPath) {
    return String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
  }
}
