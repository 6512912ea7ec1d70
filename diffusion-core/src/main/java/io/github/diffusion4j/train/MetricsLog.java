package io.github.diffusion4j.train;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.store.StoreException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a training run, one JSON object a line ({@code metrics.jsonl}), only ever appended
 * to while training. A process killed in the middle of a line leaves a torn last line, which is not
 * read. Not thread-safe.
 */
public final class MetricsLog implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 10_000;

  /**
   * The numbers of one step.
   *
   * @param step counted from 1
   * @param loss the weighted loss; not finite if the step was skipped
   * @param gradientNorm the norm over all weights, before clipping
   * @param memoryBytes memory that the process holds
   * @param seconds training time until then, of earlier runs too
   */
  @JsonPropertyOrder({
    "step",
    "loss",
    "learningRate",
    "gradientNorm",
    "imagesPerSecond",
    "memoryBytes",
    "seconds"
  })
  public record Point(
      long step,
      double loss,
      double learningRate,
      double gradientNorm,
      double imagesPerSecond,
      long memoryBytes,
      double seconds) {
    /**
     * Checks the step.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Point {
      if (step < 1) {
        throw new IllegalArgumentException("step is " + step + "; steps count from 1");
      }
    }
  }

  private final Path file;
  private final FileChannel channel;
  private long lastStep;

  private MetricsLog(Path file, FileChannel channel, long lastStep) {
    this.file = file;
    this.channel = channel;
    this.lastStep = lastStep;
  }

  /**
   * Opens the log to go on after a step: lines of later steps, which the resumed run will take
   * again, are cut off. Makes the file if there is none.
   *
   * @param step the step of the checkpoint that training goes on from; 0 to start anew
   * @throws StoreException if the file cannot be written, or has a line up to that step that is not
   *     one of ours
   */
  public static MetricsLog open(Path file, long step) {
    Contents kept = scan(file, step);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(kept.bytes);
      channel.position(kept.bytes);
      return new MetricsLog(file, channel, kept.lastStep());
    } catch (IOException failure) {
      throw failed("open", file, failure);
    }
  }

  /**
   * Reads all lines; none if there is no file.
   *
   * @throws StoreException if the file cannot be read, or has a line that is not one of ours
   */
  public static List<Point> read(Path file) {
    return List.copyOf(scan(file, Long.MAX_VALUE).points);
  }

  /**
   * Appends a line.
   *
   * @throws StoreException if it cannot be written
   * @throws IllegalArgumentException if the step is not later than the last one
   */
  public void append(Point point) {
    if (point.step() <= lastStep) {
      throw new IllegalArgumentException(
          "step " + point.step() + " does not come after step " + lastStep);
    }
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.writeBytes(Json.mapper().writeValueAsBytes(point));
      line.write('\n');
      ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      lastStep = point.step();
    } catch (IOException failure) {
      throw failed("append to", file, failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw failed("close", file, failure);
    }
  }

  /** The points up to a step, and how many bytes their lines take. */
  private record Contents(List<Point> points, long bytes) {
    long lastStep() {
      return points.isEmpty() ? 0 : points.get(points.size() - 1).step();
    }
  }

  private static Contents scan(Path file, long lastStep) {
    List<Point> points = new ArrayList<>();
    long bytes = 0;
    if (!Files.exists(file) || lastStep <= 0) {
      return new Contents(points, bytes);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (byte[] line = nextLine(in, file); line != null; line = nextLine(in, file)) {
        Point point = parse(line, file, points.size() + 1);
        if (point.step() > lastStep) {
          break;
        }
        if (!points.isEmpty() && point.step() <= points.get(points.size() - 1).step()) {
          throw unreadable(file, points.size() + 1, "its step does not come after the one before");
        }
        points.add(point);
        bytes += line.length + 1;
      }
      return new Contents(points, bytes);
    } catch (IOException failure) {
      throw failed("read", file, failure);
    }
  }

  /** Returns the next whole line without its end, or null if only a torn one or nothing is left. */
  private static byte[] nextLine(InputStream in, Path file) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toByteArray();
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new StoreException(
            "Cannot use %s: a line is longer than %d bytes. %s"
                .formatted(file, MAX_LINE_BYTES, wayOut()));
      }
      line.write(next);
    }
    return null;
  }

  private static Point parse(byte[] line, Path file, int number) throws IOException {
    try {
      Point point = Json.mapper().readValue(line, Point.class);
      if (point != null) {
        return point;
      }
      throw unreadable(file, number, "it is empty");
    } catch (JsonProcessingException notOurs) {
      throw unreadable(file, number, notOurs.getOriginalMessage());
    }
  }

  private static StoreException unreadable(Path file, int line, String why) {
    return new StoreException(
        "Cannot use %s: line %d is not a line of metrics: %s. %s"
            .formatted(file, line, why, wayOut()));
  }

  private static String wayOut() {
    return "Training does not need this file: move it away to start a new one.";
  }

  private static StoreException failed(String action, Path file, IOException failure) {
    return new StoreException("Cannot " + action + " " + file + ": " + failure + ".", failure);
  }
}
