package io.github.diffusion4j.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * How the gates were judged, as the goal {@code check} wrote it into its JUnit XML.
 *
 * @param gates each, in order
 */
record JudgementFile(List<Gate> gates) {
  private static final long LARGEST = 16L << 20;
  private static final String PASS = "PASS";

  /**
   * A gate.
   *
   * @param name such as {@code replication}
   * @param verdict PASS, FAIL or INCONCLUSIVE
   * @param sentence the numbers of one that is not met; else ""
   */
  record Gate(String name, String verdict, String sentence) {}

  JudgementFile {
    gates = List.copyOf(gates);
  }

  boolean passed() {
    return !gates.isEmpty() && gates.stream().allMatch(gate -> gate.verdict().equals(PASS));
  }

  /**
   * Reads a file, which anybody may have written.
   *
   * @throws IOException if there is none, or it is no JUnit XML; the message says so
   */
  static JudgementFile read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is larger than any judgement; run diffusion:check again");
    }
    NodeList cases = parsed(file).getDocumentElement().getElementsByTagName("testcase");
    List<Gate> gates = new ArrayList<>();
    for (int i = 0; i < cases.getLength(); i++) {
      gates.add(gate((Element) cases.item(i)));
    }
    return new JudgementFile(gates);
  }

  private static Gate gate(Element testCase) {
    String name = testCase.getAttribute("name");
    NodeList failures = testCase.getElementsByTagName("failure");
    if (failures.getLength() == 0) {
      return new Gate(name, PASS, "");
    }
    Element failure = (Element) failures.item(0);
    return new Gate(name, failure.getAttribute("type"), failure.getAttribute("message"));
  }

  private static Document parsed(Path file) throws IOException {
    try (InputStream xml = Files.newInputStream(file)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(xml);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(file + " is no JUnit XML; run diffusion:check again", e);
    }
  }
}
