package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The computer that natives are chosen for.
 *
 * @param os the system's name as Java gives it in {@code os.name}
 * @param arch the architecture as Java gives it in {@code os.arch}: that of the JVM, which is
 *     x86_64 also where an ARM64 processor emulates it
 * @param flags instruction sets in lower case, such as {@code avx2}; empty when they are not known
 * @param libc C library of a Linux, such as {@code glibc 2.36}; empty when it is not known
 */
public record Host(String os, String arch, Set<String> flags, String libc) {

  private static final Pattern GLIBC = Pattern.compile("glibc 2\\.(\\d+).*");

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** What the compiler was told for the avx512 builds; some processors have only a part of it. */
  private static final Set<String> AVX512 =
      Set.of("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl");

  /** Copies the flags. */
  public Host {
    flags = Set.copyOf(flags);
  }

  /** Reads the host this JVM runs on; what cannot be read is taken as not known. */
  public static Host current() {
    VmInfo vm = VmInfo.read();
    return new Host(
        System.getProperty("os.name"), System.getProperty("os.arch"), readFlags(vm), vm.libc());
  }

  /** Returns system and architecture as JavaCPP writes them, such as {@code linux-x86_64}. */
  String platform() {
    return system() + "-" + architecture();
  }

  /** Returns the system as JavaCPP writes it; one that it does not know as Java writes it. */
  String system() {
    String name = os.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "windows";
    }
    return name.startsWith("mac") ? "macosx" : name;
  }

  boolean isX86() {
    return architecture().equals("x86_64");
  }

  boolean hasAvx512() {
    return flags.containsAll(AVX512);
  }

  boolean hasAvx2() {
    return flags.contains("avx2") && flags.contains("fma");
  }

  /** Tells whether the C library is known to be another one than glibc, or an older glibc 2. */
  boolean lacksGlibc(int minor) {
    var glibc = GLIBC.matcher(libc);
    boolean old = glibc.matches() && Integer.parseInt(glibc.group(1)) < minor;
    return libc.startsWith("musl") || old;
  }

  /** Returns the host as a person would name it: {@code Linux x86_64 with AVX-512}. */
  public String describe() {
    return os + " " + architecture() + (isX86() ? instructionSets() : "");
  }

  private String instructionSets() {
    if (flags.isEmpty()) {
      return ", instruction sets unknown";
    }
    if (hasAvx512()) {
      return " with AVX-512";
    }
    return hasAvx2() ? " with AVX2" : " without AVX2";
  }

  private String architecture() {
    return switch (arch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> arch.toLowerCase(Locale.ROOT);
    };
  }

  private static Set<String> readFlags(VmInfo vm) {
    try {
      // HotSpot leaves AVX-512 unused on some processors that have it, and then does not name it.
      if (Files.isReadable(CPU_INFO)) {
        return parseCpuInfo(Files.readString(CPU_INFO));
      }
    } catch (IOException unreadable) {
      // What HotSpot says is as good but for those processors.
    }
    return vm.flags();
  }

  /** Returns the words of the first {@code flags} line of a {@code /proc/cpuinfo}. */
  static Set<String> parseCpuInfo(String text) {
    return text.lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> words(line.substring(line.indexOf(':') + 1)))
        .orElse(Set.of());
  }

  /** Returns the words of a text in lower case, without commas. */
  static Set<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
