package io.github.diffusion4j.bench.decode;

import io.github.diffusion4j.bench.Statistics;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Pixels;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Decodes the pictures below a folder on one thread, contenders in turns, and prints a table in
 * Markdown: pictures and megapixels a second, medians over rounds.
 */
final class DecodeCommand {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 9;
  private static final int SIZE = 64;

  private DecodeCommand() {}

  /**
   * @param arguments a folder, how many of its pictures at most, and a Python interpreter
   */
  public static void main(String[] arguments) throws IOException, UnreadableImageException {
    if (arguments.length != 3) {
      System.err.println("usage: bench/decode FOLDER [MOST [PYTHON]]");
      System.exit(2);
    }
    List<Path> paths = pictures(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    List<byte[]> files = new ArrayList<>();
    double megapixels = 0;
    for (Path path : paths) {
      files.add(Files.readAllBytes(path));
      Pixels pixels =
          ImageReader.decode(files.get(files.size() - 1), path.toString(), ReadOptions.DEFAULT)
              .pixels();
      megapixels += pixels.width() * pixels.height() / 1e6;
    }
    Path list = Files.createTempFile("pictures", ".txt");
    List<Decoder> decoders = new ArrayList<>(List.of(new Here(files), new ImageIoAlone(files)));
    try {
      Files.write(list, paths.stream().map(Path::toString).toList());
      decoders.add(new Pillow(arguments[2], Path.of("bench", "pillow", "decode.py"), list));
    } catch (IOException absent) {
      System.out.println("Without Pillow: " + absent.getMessage() + "\n");
    }
    try {
      System.out.printf(
          Locale.ROOT, "%,d pictures, %.1f megapixels in all%n%n", files.size(), megapixels);
      System.out.println("| | decoded, pictures/s | MP/s | fitted to 64x64, pictures/s | spread |");
      System.out.println("| --- | ---: | ---: | ---: | ---: |");
      List<Statistics> decoded = measured(decoders, 0);
      List<Statistics> fitted = measured(decoders, SIZE);
      for (int i = 0; i < decoders.size(); i++) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %,.0f | %.1f | %,.0f | %.0f and %.0f %% |%n",
            decoders.get(i).title(),
            files.size() / decoded.get(i).median(),
            megapixels / decoded.get(i).median(),
            files.size() / fitted.get(i).median(),
            100 * decoded.get(i).spread(),
            100 * fitted.get(i).spread());
      }
    } finally {
      decoders.forEach(Decoder::close);
      Files.delete(list);
    }
  }

  private static List<Path> pictures(Path folder, int most) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(
              path -> path.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)"))
          .sorted()
          .limit(most)
          .toList();
    }
  }

  private static List<Statistics> measured(List<Decoder> decoders, int size) throws IOException {
    List<List<Double>> times = new ArrayList<>();
    decoders.forEach(decoder -> times.add(new ArrayList<>()));
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (int i = 0; i < decoders.size(); i++) {
        double seconds = decoders.get(i).run(size);
        if (round >= WARM_UP) {
          times.get(i).add(seconds);
        }
      }
    }
    return times.stream().map(Statistics::of).toList();
  }
}
