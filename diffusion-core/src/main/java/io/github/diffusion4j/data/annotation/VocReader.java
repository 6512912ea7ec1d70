package io.github.diffusion4j.data.annotation;

import io.github.diffusion4j.data.annotation.AnnotatedObject.Flags;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one of Pascal VOC's files, which tells of one picture. */
final class VocReader {
  static final int MOST_BYTES = 1 << 22;
  private static final int MOST_DEPTH = 32;
  private static final int LONGEST_TEXT = 1 << 12;
  private static final String OBJECT = "/annotation/object";

  /**
   * An object, whose class has no number yet.
   *
   * @param number its place in the file, from 1, by which segmentations call it
   */
  record Found(int number, String className, Box box, Flags flags) {}

  /** What a file tells. */
  record Content(int width, int height, List<Found> objects) {}

  private final Findings findings;
  private final String name;
  private final Deque<String> path = new ArrayDeque<>();
  private final Map<String, String> picture = new HashMap<>();
  private final List<Map<String, String>> objects = new ArrayList<>();

  private VocReader(String name, Findings findings) {
    this.name = name;
    this.findings = findings;
  }

  /**
   * Reads a file.
   *
   * @param name of the picture, for findings
   * @throws AnnotationException if it is too long, no XML of this kind, tells no size of the
   *     picture, or declares a document type, through which XML reaches for other files
   */
  static Content read(byte[] file, String name, Findings findings) throws AnnotationException {
    if (file.length > MOST_BYTES) {
      throw new AnnotationException("it has more than 4 MiB, too much for one picture");
    }
    VocReader reader = new VocReader(name, findings);
    try {
      reader.parse(file);
    } catch (XMLStreamException broken) {
      throw new AnnotationException(
          "it is no XML (line " + broken.getLocation().getLineNumber() + ")", broken);
    }
    return reader.content();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private void parse(byte[] file) throws XMLStreamException, AnnotationException {
    XMLStreamReader in = factory().createXMLStreamReader(new ByteArrayInputStream(file));
    StringBuilder text = new StringBuilder();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          start(in.getLocalName());
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (text.length() < LONGEST_TEXT) {
            text.append(in.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          end(text.toString().strip());
          text.setLength(0);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new AnnotationException(
                "it declares a document type or entities of its own, which are not read");
        default -> {
          // Comments and the like say nothing.
        }
      }
    }
  }

  private void start(String element) throws AnnotationException {
    String here = (path.isEmpty() ? "" : path.peek()) + "/" + element;
    if (path.size() == MOST_DEPTH) {
      throw new AnnotationException("its elements are nested more than " + MOST_DEPTH + " deep");
    }
    path.push(here);
    if (here.equals(OBJECT)) {
      objects.add(new HashMap<>());
    }
  }

  /** Of what stands twice, the first counts. */
  private void end(String text) {
    String here = path.pop();
    if (here.startsWith(OBJECT + "/")) {
      // Parts have names and boxes of their own, further down.
      objects.get(objects.size() - 1).putIfAbsent(here.substring(OBJECT.length() + 1), text);
    } else {
      picture.putIfAbsent(here, text);
    }
  }

  private Content content() throws AnnotationException {
    double width = number(picture.get("/annotation/size/width"));
    double height = number(picture.get("/annotation/size/height"));
    if (width != (int) width
        || height != (int) height
        || !Mask.isFrame((int) width, (int) height)) {
      throw new AnnotationException(
          "it is to tell a size of 1 to %,d pixels (annotation/size/width and height), not %s x %s"
              .formatted(
                  Mask.MOST_PIXELS,
                  picture.get("/annotation/size/width"),
                  picture.get("/annotation/size/height")));
    }
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      found(i + 1, objects.get(i), (int) width, (int) height).ifPresent(found::add);
    }
    return new Content((int) width, (int) height, found);
  }

  private Optional<Found> found(int number, Map<String, String> object, int width, int height) {
    String className = object.getOrDefault("name", "");
    String which = "object " + number + " of " + name;
    if (className.isEmpty()) {
      findings.add("objects left out, they have no class", which);
      return Optional.empty();
    }
    Optional<Box> box =
        Box.ofPixels(
            number(object.get("bndbox/xmin")),
            number(object.get("bndbox/ymin")),
            number(object.get("bndbox/xmax")),
            number(object.get("bndbox/ymax")));
    Flags flags =
        new Flags(false, "1".equals(object.get("difficult")), "1".equals(object.get("truncated")));
    return findings
        .clipped(box, width, height, which)
        .map(part -> new Found(number, className, part, flags));
  }

  private static double number(String text) {
    try {
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }
}
