package io.github.diffusion4j.bench.compare;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Measures how a training step's time and memory grow with batch, picture size and channels, each
 * setting in a process of its own, and prints a table and draws a plot.
 */
final class ScalingCommand {
  private static final int BATCH = 32;
  private static final int SIZE = 32;
  private static final int BASE = 64;

  private ScalingCommand() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("bench.home", "bench"));
    Launch launch = Roster.at(home, "python3").launch("scaling");
    List<Scaling> points = new ArrayList<>();
    System.out.println(Scaling.HEADER);
    for (Scaling.Setting setting : settings()) {
      Optional<Scaling> point = measure(launch, setting);
      point.ifPresent(points::add);
      System.out.println(point.map(Scaling::row).orElse("| " + setting + " | failed; see above |"));
    }
    Path plot = home.resolve("target/scaling.png");
    Files.createDirectories(plot.getParent());
    BufferedImage picture = ScalingPlot.draw(points);
    ImageIO.write(picture, "png", plot.toFile());
    System.out.println("plot: " + plot);
  }

  private static List<Scaling.Setting> settings() {
    List<Scaling.Setting> settings = new ArrayList<>();
    for (int batch : new int[] {8, 16, 32, 64, 128}) {
      settings.add(new Scaling.Setting("batch", batch, SIZE, BASE, false));
    }
    for (int size : new int[] {16, 32, 64}) {
      settings.add(new Scaling.Setting("size", BATCH, size, BASE, false));
    }
    for (int base : new int[] {32, 64, 128}) {
      settings.add(new Scaling.Setting("channels", BATCH, SIZE, base, false));
    }
    for (int batch : new int[] {32, 128}) {
      settings.add(new Scaling.Setting("checkpointing", batch, SIZE, BASE, true));
    }
    return settings;
  }

  private static Optional<Scaling> measure(Launch launch, Scaling.Setting setting)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(launch.command());
    command.addAll(setting.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    launch.applyTo(builder.environment());
    Process process = builder.start();
    Optional<Scaling> result = Optional.empty();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("scaling ")) {
          result = Optional.of(Scaling.parse(setting, line));
        }
      }
    }
    process.waitFor();
    return result;
  }
}
