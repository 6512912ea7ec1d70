package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the files of a data set's pictures are called, where each is a file of its own.
 *
 * @param names by digest; of equal files the first
 */
record PictureFiles(Map<String, String> names) {

  static PictureFiles of(Dataset pictures) {
    Map<String, String> names = new HashMap<>();
    for (DataManifest.Entry entry : pictures.manifest().entries()) {
      names.putIfAbsent(entry.sha256(), entry.name());
    }
    return new PictureFiles(names);
  }

  /** Knows no names. */
  static PictureFiles none() {
    return new PictureFiles(Map.of());
  }

  Optional<String> name(String digest) {
    return Optional.ofNullable(names.get(digest));
  }
}
