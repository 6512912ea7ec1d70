package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFileTest {

  @TempDir Path folder;

  @Test
  void quotesForTheLauncher() {
    assertThat(ArgumentFile.quote("C:\\a b\\\"c\"")).isEqualTo("\"C:\\\\a b\\\\\\\"c\\\"\"");
    assertThat(ArgumentFile.quote("#x")).isEqualTo("\"#x\"");
  }

  @Test
  void holdsOptionsAndClassPath() throws Exception {
    Path file = folder.resolve("args");
    ArgumentFile.write(file, List.of("-Xmx1g"), List.of(Path.of("a b.jar"), Path.of("c.jar")));
    assertThat(Files.readString(file))
        .isEqualTo("\"-Xmx1g\"\n-cp\n\"a b.jar" + File.pathSeparator + "c.jar\"\n");
  }
}
