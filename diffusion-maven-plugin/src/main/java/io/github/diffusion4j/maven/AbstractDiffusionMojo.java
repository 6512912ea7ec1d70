package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.Console;
import io.github.diffusion4j.maven.worker.EngineAsked;
import io.github.diffusion4j.maven.worker.EngineNatives;
import io.github.diffusion4j.maven.worker.EngineRequest;
import io.github.diffusion4j.maven.worker.FooterProgress;
import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.LineProgress;
import io.github.diffusion4j.maven.worker.ProgressDisplay;
import io.github.diffusion4j.maven.worker.Threads;
import io.github.diffusion4j.maven.worker.WorkerException;
import io.github.diffusion4j.maven.worker.WorkerFiles;
import io.github.diffusion4j.maven.worker.WorkerJvm;
import io.github.diffusion4j.maven.worker.WorkerLauncher;
import io.github.diffusion4j.maven.worker.WorkerResult;
import io.github.diffusion4j.maven.worker.WorkerRun;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;

/** What all goals share: skipping, and the worker that does the work in a JVM of its own. */
abstract class AbstractDiffusionMojo extends AbstractMojo {

  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

  /**
   * Skips all goals of this plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Options for the worker's JVM, as a list: {@code <jvmArgs><arg>-Xss4m</arg></jvmArgs>}. On the
   * command line they are separated by commas. They come after the plugin's own, so they win.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.jvmArgs")
  private List<String> jvmArgs;

  /**
   * Largest Java heap of the worker, as for {@code -Xmx}: {@code 2g}, {@code 800m}. Pictures of a
   * data set are on the heap, tensors are not. The JVM's own default, a quarter of the memory, if
   * left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.maxHeap")
  private String maxHeap;

  /**
   * Longest run of the worker in seconds, with the time it waits for other workers of this host; 0
   * sets no limit. Without it {@code train} has no limit, {@code sample} and {@code inspect} have
   * an hour each. A training that is stopped can be continued.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.timeout")
  private Long timeout;

  /**
   * How many threads the worker computes with, to leave cores to others; all cores if left out. It
   * holds for native code and for Java's own loops.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.threads")
  private Integer threads;

  /**
   * What computes: {@code nd4j}, {@code torch} for LibTorch, or {@code auto} for the one that is
   * faster on this host. The recipe's if left out, and {@code nd4j} if that names none; for {@code
   * sample} always {@code nd4j}. Only the chosen engine's natives are downloaded. A model of one
   * can be continued and drawn from by the other.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.engine")
  private String engine;

  /**
   * What the engine computes on: {@code cpu}, and with {@code torch} also {@code cuda}, {@code
   * cuda:1} for the second one, or {@code mps}, where LibTorch has it. The recipe's if left out,
   * and {@code cpu} if that names none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.device")
  private String device;

  /**
   * How exactly convolutions and products of matrices are computed: {@code float32}, and with
   * {@code torch} also {@code bfloat16}, or {@code tf32} on CUDA. The recipe's if left out, and
   * {@code float32} if that names none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.precision")
  private String precision;

  /**
   * Classifier of the {@code nd4j-native} artifact to compute with, such as {@code
   * linux-x86_64-onednn}. Chosen for the host's processor if left out; the engine {@code torch} has
   * one a platform and ignores it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.natives")
  private String natives;

  /**
   * Folder where native libraries are unpacked, some 450 MB an engine, or 510 MB for ND4J on a
   * processor with AVX-512. JavaCPP's own, {@code ~/.javacpp/cache}, if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.cacheDirectory")
  private File cacheDirectory;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  private final RepositorySystem repositorySystem;
  private final ToolchainManager toolchains;

  AbstractDiffusionMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    this.repositorySystem = repositorySystem;
    this.toolchains = toolchains;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    String goal = execution.getGoal();
    if (skip || skipsGoal()) {
      String property = skip ? "diffusion.skip" : "diffusion." + goal + ".skip";
      getLog().info("Skipping diffusion:" + goal + " because " + property + " is set.");
      return;
    }
    Console console = new MojoConsole(getLog());
    try {
      Optional<GoalRequest> first = first();
      if (first.isPresent()) {
        show(run(first.get(), console));
      }
      report(run(request(), console));
    } catch (WorkerException e) {
      if (e.isGateNotMet() && !failsOnViolation()) {
        e.getMessage().lines().forEach(getLog()::warn);
        return;
      }
      if (e.isGateNotMet()) {
        throw new MojoFailureException(e.getMessage());
      }
      throw new MojoExecutionException(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(e.getMessage());
    }
  }

  /** Tells whether the goal's own skip property is set. */
  abstract boolean skipsGoal();

  /** Tells whether a gate that is not met fails the build. */
  boolean failsOnViolation() {
    return true;
  }

  /** Returns what the worker is asked before, if anything. */
  Optional<GoalRequest> first() {
    return Optional.empty();
  }

  /** Returns what the worker is asked. */
  abstract GoalRequest request();

  /** Returns the limit in seconds that holds when the user set none; 0 for no limit. */
  abstract long defaultTimeout();

  /** Tells the user where the outcome is. */
  abstract void report(WorkerResult result);

  /** Shows what the worker has to say. */
  final void show(WorkerResult result) {
    result.message().lines().forEach(getLog()::info);
  }

  /** Shows where an output is, unless the worker's message says so. */
  final void show(WorkerResult result, String output, String label) {
    result
        .output(output)
        .filter(path -> !result.message().contains(path))
        .ifPresent(path -> getLog().info(label + ": " + path));
  }

  /** Returns the folder that relative paths start from: the module's, or the current one. */
  final Path base() {
    File folder = project.getBasedir();
    return (folder == null ? Path.of("") : folder.toPath()).toAbsolutePath().normalize();
  }

  /** Returns the folder for all that is made: target/diffusion, or ./diffusion without a POM. */
  final Path output() {
    return hasPom()
        ? base().resolve(project.getBuild().getDirectory()).resolve("diffusion")
        : base().resolve("diffusion");
  }

  /** Tells whether the goal runs in a project. */
  final boolean hasPom() {
    return project.getFile() != null;
  }

  /** Returns the absolute path of a file the user named, or of a default below the output. */
  final Path pathOr(File named, String name) {
    return named == null ? output().resolve(name) : named.toPath().toAbsolutePath().normalize();
  }

  /** Returns what the user asks to compute with, beyond the recipe. */
  final EngineAsked engine() {
    return new EngineAsked(engine, device, precision);
  }

  private WorkerResult run(GoalRequest request, Console console)
      throws MojoExecutionException, WorkerException {
    WorkerHost host = new WorkerHost(toolchains, session, console);
    if (!request.computes()) {
      return launch(request, host, Optional.empty());
    }
    EngineAsked asked = request.engine();
    Optional<EngineRequest> question = request.engineQuestion();
    if (question.isPresent()) {
      asked = asked.or(EngineAsked.in(run(question.get(), console)));
    }
    return launch(request, host, Optional.of(host.natives(asked, natives)));
  }

  private WorkerResult launch(GoalRequest request, WorkerHost host, Optional<EngineNatives> chosen)
      throws MojoExecutionException, WorkerException {
    WorkerJvm jvm =
        new WorkerJvm(
            host.java(),
            new WorkerClassPath(
                    repositorySystem,
                    session.getRepositorySession(),
                    repositories(),
                    host.console())
                .resolve(chosen, request.modelRuntime()),
            WorkerJvm.MAIN_CLASS,
            chosen.map(EngineNatives::extension).orElse(""),
            maxHeap,
            WorkerHost.offHeapBytes(),
            jvmArgs == null ? List.of() : jvmArgs,
            cacheDirectory == null ? null : cacheDirectory.toPath().toAbsolutePath());
    WorkerRun run =
        new WorkerRun(
            request,
            jvm,
            new WorkerFiles(
                output()
                    .resolve(WorkerFiles.folderName(execution.getExecutionId(), request.goal()))),
            base(),
            lock(),
            Duration.ofSeconds(timeout == null ? defaultTimeout() : timeout),
            Threads.of(threads, Runtime.getRuntime().availableProcessors()),
            getLog().isDebugEnabled());
    return new WorkerLauncher(host.console(), progress(host.console())).run(run);
  }

  /** Modules that are built in parallel train one after the other; each takes all cores. */
  private Path lock() {
    return session
        .getRepositorySession()
        .getLocalRepository()
        .getBasedir()
        .toPath()
        .resolve(".diffusion4j")
        .resolve("worker.lock");
  }

  private List<RemoteRepository> repositories() {
    Set<RemoteRepository> all = new LinkedHashSet<>(project.getRemotePluginRepositories());
    all.addAll(project.getRemoteProjectRepositories());
    return List.copyOf(all);
  }

  private ProgressDisplay progress(Console console) {
    boolean footer =
        FooterProgress.isPossible(
            session.getRequest().isInteractiveMode(),
            System.console() != null,
            System.getenv("TERM"),
            session.getRequest().getDegreeOfConcurrency() > 1);
    return footer
        ? new FooterProgress(console, System.out)
        : new LineProgress(console, LINE_INTERVAL, System::nanoTime);
  }
}
