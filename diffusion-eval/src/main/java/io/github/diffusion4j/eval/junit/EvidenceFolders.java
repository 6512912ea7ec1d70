package io.github.diffusion4j.eval.junit;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test of a run a folder of its own, named by class and method. */
final class EvidenceFolders {
  private static final String STANDARD = "target/diffusion-eval";

  private final Set<Path> taken = ConcurrentHashMap.newKeySet();

  Path of(ExtensionContext context) {
    Path base =
        Path.of(context.getConfigurationParameter(DiffusionEvaluation.DIRECTORY).orElse(STANDARD));
    Path owner = base.resolve(plain(context.getRequiredTestClass().getName()));
    String method = plain(context.getRequiredTestMethod().getName());
    Path folder = owner.resolve(method);
    // Repetitions and overloads share a name.
    for (int number = 2; !taken.add(folder); number++) {
      folder = owner.resolve(method + "-" + number);
    }
    return folder;
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}._$-]", "_");
  }
}
