package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.data.annotation.AnnotationException;
import io.github.diffusion4j.data.annotation.CocoReader;
import io.github.diffusion4j.data.annotation.PictureAnnotations;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * COCO's layout: {@code annotations/instances_train.json} beside the folder of pictures {@code
 * train}, or {@code images/train}, or {@code images}.
 */
final class CocoFolder {
  private static final long MOST_BYTES = 2L << 30;
  private static final String START = "instances_";

  private CocoFolder() {}

  /**
   * Opens the file of a folder: the one there is, or the one for training.
   *
   * @return empty if there is none
   */
  static Optional<DataSource> in(Path folder) {
    List<Path> found = files(folder.resolve("annotations"));
    List<Path> training = found.stream().filter(file -> split(file).startsWith("train")).toList();
    List<Path> wanted = training.isEmpty() ? found : training;
    if (wanted.size() > 1) {
      throw new DataException(
          folder + " has several files of COCO annotations; give one of them: " + wanted + ".");
    }
    return wanted.stream().findFirst().map(CocoFolder::at);
  }

  private static List<Path> files(Path annotations) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(annotations)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(annotations, START + "*.json")) {
        files.forEach(found::add);
      } catch (DirectoryIteratorException failure) {
        throw DataException.reading(annotations, failure.getCause());
      } catch (IOException failure) {
        throw DataException.reading(annotations, failure);
      }
    }
    found.sort(null);
    return found;
  }

  /** Returns what the name says of which part of a data set this is, such as "train2017". */
  private static String split(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    return name.startsWith(START) ? name.substring(START.length()) : name;
  }

  /** Opens a file. */
  static DataSource at(Path file) {
    PictureAnnotations annotations = read(file);
    Path beside = file.toAbsolutePath().getParent();
    Path root = beside.endsWith("annotations") ? beside.getParent() : beside;
    AnnotatedFolder source =
        new AnnotatedFolder(
            "COCO annotations", root, pictures(root, split(file), annotations.pictures()));
    source.toldBy(file.toAbsolutePath());
    for (AnnotatedPicture picture : annotations.pictures()) {
      source.add(picture.name(), picture);
    }
    return source.complete(annotations.classes(), annotations.findings(), UnaryOperator.identity());
  }

  private static PictureAnnotations read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      if (Files.size(file) > MOST_BYTES) {
        throw new DataException(file + " has more than 2 GiB, too much for annotations; split it.");
      }
      return CocoReader.read(in);
    } catch (AnnotationException refused) {
      throw new DataException(file + " cannot be used: " + refused.getMessage() + ".", refused);
    } catch (IOException failure) {
      throw DataException.reading(file, failure);
    }
  }

  /** Returns the first folder that has any of the pictures. */
  private static Path pictures(Path root, String split, List<AnnotatedPicture> annotated) {
    Path images = root.resolve("images");
    List<String> names =
        annotated.stream()
            .map(picture -> Listing.normal(picture.name()))
            .filter(name -> !Listing.leadsOut(name) && name.indexOf('\0') < 0)
            .toList();
    return Stream.of(root.resolve(split), images.resolve(split), images, root)
        .filter(Files::isDirectory)
        .filter(folder -> names.stream().anyMatch(n -> Files.isRegularFile(folder.resolve(n))))
        .findFirst()
        .orElse(root);
  }
}
