package io.github.diffusion4j.recipe;

import java.util.HashMap;
import java.util.Map;

/**
 * Where each value of a draft came from, for error messages: a file and line, an option, a preset.
 * Immutable.
 */
record Origins(Map<String, String> places) {
  Origins {
    places = Map.copyOf(places);
  }

  static Origins none() {
    return new Origins(Map.of());
  }

  /** Returns these places with the other's on top. */
  Origins plus(Origins other) {
    Map<String, String> all = new HashMap<>(places);
    all.putAll(other.places);
    return new Origins(all);
  }

  Origins plus(String path, String place) {
    return plus(new Origins(Map.of(path, place)));
  }

  boolean knows(String path) {
    return places.containsKey(path);
  }

  /** Returns the place of a value, or of the nearest section around it, and a colon. */
  String prefix(String path) {
    String at = path;
    while (true) {
      if (places.containsKey(at)) {
        return places.get(at) + ": ";
      }
      int end = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      if (end < 0) {
        return places.containsKey("") ? places.get("") + ": " : "";
      }
      at = at.substring(0, end);
    }
  }
}
