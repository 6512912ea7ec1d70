package io.github.diffusion4j.tensor.nd4j;

/**
 * Words why ND4J's native library could not be loaded, and the way out.
 *
 * @param host system and architecture, such as {@code Linux amd64}
 * @param extension variant of the natives that was asked for, such as {@code -onednn}; may be empty
 * @param reason what the system's loader said
 */
record LoadFailure(String host, String extension, String reason) {

  /** Reads the host this JVM runs on. */
  static LoadFailure of(Throwable failure, String extension) {
    return new LoadFailure(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        extension,
        reason(failure));
  }

  /** Returns sentences for the user. */
  String explain(String version) {
    return "ND4J's native library cannot be loaded on "
        + host
        + (extension.isEmpty() ? "" : " with extension " + extension)
        + ": "
        + reason
        + "\n"
        + wayOut(version);
  }

  private String wayOut(String version) {
    if (says("GLIBC_", "GLIBCXX_")) {
      return "The system's C library is too old. It takes glibc 2.27 or newer: Debian 10, Ubuntu"
          + " 18.04, RHEL 8 or newer.";
    }
    if (says("ld-linux", "Error relocating", "Error loading shared library")) {
      return "The system seems to have no glibc, as Alpine Linux. Use one that has it, such as"
          + " Debian.";
    }
    if (says("libgomp")) {
      return "Install the system's OpenMP library: libgomp1 in Debian and Ubuntu, libgomp in Fedora"
          + " and RHEL.";
    }
    if (says("wrong ELF class", "incompatible architecture", "on a ", "not a valid Win32")) {
      return "It was built for another processor than this Java. Take natives for "
          + host
          + ", or a Java that fits them.";
    }
    return "Put org.nd4j:nd4j-native:"
        + version
        + " with this host's classifier on the class path, and openblas and javacpp of"
        + " org.bytedeco for its platform; nd4j-native-platform brings those of most hosts. In the"
        + " Maven plugin leave diffusion.natives out.";
  }

  private boolean says(String... parts) {
    for (String part : parts) {
      if (reason.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first line of what the innermost cause says: JavaCPP wraps the loader's words. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.toString()
        : message.lines().findFirst().orElse("");
  }
}
