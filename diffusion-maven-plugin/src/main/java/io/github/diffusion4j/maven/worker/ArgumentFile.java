package io.github.diffusion4j.maven.worker;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the {@code @argfile} of the {@code java} launcher. A class path of thirty jars is too long
 * for a Windows command line.
 */
final class ArgumentFile {

  private ArgumentFile() {}

  static void write(Path file, List<String> options, List<Path> classPath) throws IOException {
    String joined =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    StringBuilder text = new StringBuilder();
    options.forEach(option -> text.append(quote(option)).append('\n'));
    text.append("-cp\n").append(quote(joined)).append('\n');
    Files.write(file, text.toString().getBytes(launcherCharset()));
  }

  /**
   * Quotes one argument by the launcher's rules: only backslash and quote mean something inside.
   */
  static String quote(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The launcher reads bytes as the platform encodes file names, whatever file.encoding says. */
  private static Charset launcherCharset() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}
