package io.github.diffusion4j.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {
  // FIPS 180-2, appendix B.1 and B.3.
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String MILLION_A =
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

  @Test
  void givesThePublishedDigestOfBytesInOneOrSeveralParts() {
    assertThat(Digests.sha256("abc".getBytes(US_ASCII))).isEqualTo(ABC);
    assertThat(Digests.sha256("a".getBytes(US_ASCII), new byte[0], "bc".getBytes(US_ASCII)))
        .isEqualTo(ABC);
  }

  @Test
  void givesThePublishedDigestOfAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "a".repeat(1_000_000));

    assertThat(Digests.sha256(file)).isEqualTo(MILLION_A);
  }

  @Test
  void namesTheFileThatIsNotThere(@TempDir Path folder) {
    Path file = folder.resolve("missing");

    assertThatThrownBy(() -> Digests.sha256(file))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot read " + file + ": no such file or folder.");
  }
}
