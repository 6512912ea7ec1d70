package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A worker that behaves as the system property {@code fake} says. */
public final class FakeWorker {

  private FakeWorker() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    Path result = Path.of(value(arguments, "--worker-result"));
    Path progress = Path.of(value(arguments, "--worker-progress"));
    String nonce = value(arguments, "--worker-nonce");
    System.out.println("arguments " + arguments);
    System.err.println(
        "OMP_NUM_THREADS "
            + System.getenv("OMP_NUM_THREADS")
            + ", processors "
            + Runtime.getRuntime().availableProcessors());
    switch (System.getProperty("fake")) {
      case "ok" -> {
        Files.writeString(
            progress,
            """
            {"line": "Retraining: model is missing", "done": 0, "total": 2, "note": true}
            not json
            {"line": "step 2/2", "done": 2, "total": 2, "note": false}
            """);
        end(result, nonce, "ok", 0, "Trained 2 steps");
      }
      case "foreign" -> end(result, "someone else's", "ok", 0, "Trained");
      case "no-result" -> System.exit(0);
      case "lying" -> {
        write(result, nonce, "ok", 0, "Trained");
        System.exit(1);
      }
      case "bad-input" -> end(result, nonce, "failed", 3, "The folder x is missing. Name another.");
      case "memory" -> end(result, nonce, "failed", 4, "Out of memory: lower the batch size.");
      case "gate" -> end(result, nonce, "failed", 2, "fid is 30, but expected maximum is 25");
      case "unexpected" -> {
        System.err.println("last words");
        end(result, nonce, "failed", 1, "a bug");
      }
      case "crash" -> {
        System.err.println("last words");
        Runtime.getRuntime().halt(134);
      }
      case "illegal-instruction" -> {
        Files.writeString(result.resolveSibling("hs_err.log"), "#\n#  SIGILL (0x4) at pc=0x0\n");
        Runtime.getRuntime().halt(134);
      }
      case "hang" -> Thread.sleep(600_000);
      case "saves-when-stopped" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> save(result)));
        Thread.sleep(600_000);
      }
      default -> throw new IllegalArgumentException(System.getProperty("fake"));
    }
  }

  private static void save(Path result) {
    try {
      Files.writeString(result.resolveSibling("saved"), "checkpoint");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void end(Path result, String nonce, String status, int code, String message)
      throws IOException {
    write(result, nonce, status, code, message);
    System.exit(code);
  }

  private static void write(Path result, String nonce, String status, int code, String message)
      throws IOException {
    Files.writeString(
        result,
        """
        {"nonce": "%s", "status": "%s", "exitCode": %d, "message": "%s",
         "outputs": {"model": "/m"}, "later": 1}
        """
            .formatted(nonce, status, code, message));
  }

  private static String value(List<String> arguments, String name) {
    return arguments.get(arguments.indexOf(name) + 1);
  }
}
