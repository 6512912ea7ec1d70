package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The environment variables that native code in the worker reads. */
public final class WorkerEnvironment {

  private static final String FILE = "environment.properties";
  private static final String THREADS = "OMP_NUM_THREADS";

  private WorkerEnvironment() {}

  /** Adds our defaults to an environment; what the user has set stays, but for the threads. */
  public static void apply(Map<String, String> environment, Threads threads, Host host) {
    OpenBlas.kernels(host).ifPresent(name -> environment.putIfAbsent(OpenBlas.VARIABLE, name));
    defaults().forEach((name, value) -> environment.putIfAbsent((String) name, (String) value));
    if (threads.capped()) {
      environment.put(THREADS, Integer.toString(threads.count()));
    } else {
      environment.putIfAbsent(THREADS, Integer.toString(threads.count()));
    }
  }

  private static Properties defaults() {
    Properties defaults = new Properties();
    try (InputStream input = WorkerEnvironment.class.getResourceAsStream(FILE)) {
      defaults.load(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return defaults;
  }
}
