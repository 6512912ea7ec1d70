package io.github.diffusion4j.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.diffusion4j.store.Safetensors.Contents;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged or made to harm: each is read as it was written, or refused. */
class SafetensorsHostileTest {
  /** What any read may take: buffers and class loading, whatever the file's size. */
  private static final long FIXED_ALLOCATION = 4_000_000;

  @TempDir Path folder;
  private Path file;
  private byte[] valid;
  private Contents contents;

  @BeforeEach
  void writeAValidFile() throws IOException {
    file = folder.resolve("model.safetensors");
    Safetensors.write(file, SampleFiles.tensors(), SampleFiles.METADATA);
    valid = Files.readAllBytes(file);
    contents = new Contents(SampleFiles.tensors(), SampleFiles.METADATA);
  }

  @Test
  void findsEveryFlippedBit() throws IOException {
    for (int bit = 0; bit < valid.length * 8; bit++) {
      byte[] bytes = valid.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bytes);
      assertRefused("bit " + bit);
    }
  }

  @Test
  void findsEveryTruncationAndAddition() throws IOException {
    for (int length = 0; length < valid.length; length++) {
      Files.write(file, Arrays.copyOf(valid, length));
      assertRefused("length " + length);
    }
    for (int added : new int[] {1, 8, 1_000}) {
      Files.write(file, Arrays.copyOf(valid, valid.length + added));
      assertRefused("added " + added);
    }
  }

  @Test
  void readsAsWrittenOrRefusesWhateverIsChanged() throws IOException {
    for (long seed = 0; seed < 4_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = valid;
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        bytes = mutated(bytes, random);
      }
      Files.write(file, bytes);
      try {
        assertThat(Safetensors.read(file)).as("seed %d", seed).isEqualTo(contents);
        assertThat(bytes).as("seed %d", seed).isEqualTo(valid);
      } catch (StoreException refused) {
        assertThat(refused).as("seed %d", seed).hasMessageContaining(file.toString());
      } catch (RuntimeException | OutOfMemoryError other) {
        fail("seed " + seed, other);
      }
    }
  }

  @Test
  void allocatesLittleMoreThanTheFileWithoutADigestToo() throws IOException {
    Safetensors.readForeign(file);
    for (long seed = 0; seed < 4_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = mutated(mutated(SampleFiles.byReferenceTool(), random), random);
      Files.write(file, bytes);
      long before = allocated();
      try {
        Safetensors.readForeign(file);
      } catch (StoreException refused) {
        assertThat(refused).as("seed %d", seed).hasMessageContaining(file.toString());
      } catch (RuntimeException | OutOfMemoryError other) {
        fail("seed " + seed, other);
      }
      assertThat(allocated() - before)
          .as("bytes allocated, seed %d", seed)
          .isLessThan(FIXED_ALLOCATION + 100L * bytes.length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // length, shape and offsets that do not agree
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[0],'data_offsets':[8,8]}}",
        // shapes whose product overflows or is not one
        "{'a':{'dtype':'F32','shape':[65536,65536,2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2147483647],'data_offsets':[0,8589934588]}}",
        "{'a':{'dtype':'F32','shape':[-1,-2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}}",
        // other forms
        "{'a':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]}}",
        "{'a':{'dtype':7,'shape':[2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':'2','data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[[2]],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,16]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8]}}",
        "{'a':{'dtype':'F32','shape':[2]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1}}",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}",
        "{'':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'a':[]}",
        "{'a':null}",
        "{'__metadata__':{'k':1}}",
        "{'__metadata__':{'k':{'deep':'er'}}}",
        "{'__metadata__':[]}",
        "{'__metadata__':{'k':'1','k':'2'}}",
        "{}{}",
        "{} x",
        "[]",
        " {}",
        "null",
        "{",
        "",
        "{'a'",
        "{'__metadata__':{'diffusion4j.sha256':'00'}}",
        "{'__metadata__':{'diffusion4j.sha256':'A'}}",
      })
  void refusesHeadersOfAnotherForm(String header) throws IOException {
    Files.write(file, SampleFiles.file(header.replace('\'', '"'), 8));

    assertThatThrownBy(() -> Safetensors.readForeign(file))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot use " + file + ": ")
        .hasMessageContaining("use another copy");
  }

  @Test
  void refusesDeepNestingAndLengthsThatAreNotThere() throws IOException {
    Files.write(file, SampleFiles.file("{\"a\":" + "[".repeat(50_000), 0));
    assertRefused("nesting");
    for (long length : new long[] {-1, Long.MIN_VALUE, 100_000_001, 99_999_999, Long.MAX_VALUE}) {
      byte[] bytes = valid.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      Files.write(file, bytes);
      assertRefused("header length " + length);
    }
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    for (byte[] json :
        new byte[][] {
          "{}".getBytes(UTF_16LE), "{\"__metadata__\":{\"\u00fc\":\"\"}}".getBytes(ISO_8859_1)
        }) {
      ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
      Files.write(file, bytes.putLong(json.length).put(json).array());
      assertThatThrownBy(() -> Safetensors.readForeign(file)).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void refusesADigestThatIsWrittenInAnotherWay() throws IOException {
    String text = new String(valid, 8, valid.length - 8, ISO_8859_1);
    String respelt = text.replace("\"diffusion4j.sha256\"", "\"diffusion4j\\u002esha256\"");
    byte[] json = respelt.substring(0, respelt.indexOf("}}") + 2).getBytes(ISO_8859_1);
    Files.write(file, SampleFiles.file(new String(json, UTF_8), 0));
    assertRefused("respelt key");
  }

  private void assertRefused(String what) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .as(what)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
  }

  private static byte[] mutated(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return bytes;
    }
    byte[] copy = bytes.clone();
    int at = random.nextInt(copy.length);
    int headerEnd = Math.min(copy.length, 8 + 300);
    switch (random.nextInt(6)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> copy = Arrays.copyOf(copy, at);
      case 3 ->
          copy[random.nextInt(headerEnd)] =
              (byte) "0123456789[]{},:\"-eE. \\".charAt(random.nextInt(23));
      case 4 -> System.arraycopy(bytes, random.nextInt(at + 1), copy, 0, copy.length - at);
      default -> {
        int length = random.nextInt(copy.length - at);
        int to = random.nextInt(copy.length - length);
        System.arraycopy(bytes, at, copy, to, length);
      }
    }
    return copy;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
