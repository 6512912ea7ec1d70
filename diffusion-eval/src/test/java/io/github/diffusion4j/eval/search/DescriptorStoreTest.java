package io.github.diffusion4j.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorStoreTest {
  private static final DescriptorIdentity PIXELS =
      new DescriptorIdentity("pixels", "abc", "8x8 grey, größer");
  private static final DescriptorIdentity OTHER = DescriptorIdentity.of("other", "");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("made/here.descriptors");
  }

  private static String picture(int name) {
    return Digests.sha256(new byte[] {(byte) name, (byte) (name >> 8)});
  }

  private static float[] row(int number, int dimensions) {
    float[] row = new float[dimensions];
    RandomStream.of(number, "test.row", 0).nextGaussians(row, 0, dimensions);
    return row;
  }

  private DescriptorStore store(int rows, int dimensions) {
    try (StoreWriter writer = StoreWriter.open(file(), PIXELS)) {
      for (int i = 0; i < rows; i++) {
        writer.add(picture(i), row(i, dimensions));
      }
      return writer.finish();
    }
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    // More rows than are checked at once, and not a multiple of them.
    store(600, 7);
    DescriptorStore store = DescriptorStore.open(file(), PIXELS);
    assertThat(store.size()).isEqualTo(600);
    assertThat(store.dimensions()).isEqualTo(7);
    assertThat(store.descriptor()).isEqualTo(PIXELS);
    for (int i = 0; i < 600; i++) {
      assertThat(store.row(i)).as("row %d", i).containsExactly(row(i, 7));
      assertThat(store.picture(i)).isEqualTo(picture(i));
    }
    float[] some = new float[21];
    store.read(255, 3, some);
    assertThat(some).startsWith(row(255, 7)).endsWith(row(257, 7));
    store.verify();
    try (var files = Files.list(file().getParent())) {
      assertThat(files).as("nothing else is left").containsExactly(file());
    }
    assertThatThrownBy(() -> store.read(599, 2, new float[14]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rowsLieInSeveralMappedSegments() {
    store(11, 5);
    // Three rows and a part of one more.
    DescriptorStore store = DescriptorStore.open(file(), 4 * StoreHeader.recordBytes(5) - 1);
    float[] all = new float[55];
    store.read(0, 11, all);
    for (int i = 0; i < 11; i++) {
      assertThat(Arrays.copyOfRange(all, 5 * i, 5 * i + 5))
          .as("row %d", i)
          .containsExactly(row(i, 5));
    }
    store.verify();
  }

  @Test
  void findsPicturesByTheirDigests() {
    try (StoreWriter writer = StoreWriter.open(file(), PIXELS)) {
      for (int name : new int[] {4, 9, 4, 7, 9, 4}) {
        writer.add(picture(name), row(name, 2));
      }
      DescriptorStore store = writer.finish();
      assertThat(store.find(picture(9))).hasValue(1);
      assertThat(store.find(picture(4))).hasValue(0);
      assertThat(store.find(picture(5))).isEmpty();
      assertThat(store.samePictures().groups()).containsExactly(List.of(0, 2, 5), List.of(1, 4));
    }
  }

  @Test
  void refusesAnotherDescriptorsStore() {
    store(1, 2);
    assertThatThrownBy(() -> DescriptorStore.open(file(), OTHER))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining(
            "here.descriptors holds descriptors of pixels, weights abc, on 8x8 grey, größer and"
                + " not of other; name another file, or remove this one");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> DescriptorStore.open(file()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("describe the pictures first");
  }

  @Test
  void refusesNumbersThatAreNone() {
    try (StoreWriter writer = StoreWriter.open(file(), PIXELS)) {
      writer.add(picture(0), new float[] {1, 2});
      assertThatThrownBy(() -> writer.add(picture(1), new float[] {1, Float.NaN}))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("feature 1 of picture 1 of pixels")
          .hasMessageContaining("is NaN");
      assertThatThrownBy(() -> writer.add(picture(1), new float[] {1}))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("row 1 of pixels")
          .hasMessageContaining("has 1 numbers and row 0 has 2");
      assertThat(writer.rows()).isEqualTo(1);
    }
    try (StoreWriter writer = StoreWriter.open(folder.resolve("empty"), PIXELS)) {
      assertThatThrownBy(writer::finish)
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("describe at least one picture");
    }
  }

  @Test
  void goesOnWhereAnEarlierWriterEnded() throws IOException {
    try (StoreWriter writer = StoreWriter.open(file(), PIXELS)) {
      for (int i = 0; i < 5; i++) {
        writer.add(picture(i), row(i, 3));
      }
    }
    assertThat(file()).doesNotExist();
    // The process ended within a row.
    Path part = file().resolveSibling(".here.descriptors.part");
    byte[] left = Files.readAllBytes(part);
    Files.write(part, Arrays.copyOf(left, left.length - 5));
    try (StoreWriter writer = StoreWriter.open(file(), PIXELS)) {
      for (int i = 0; i < 4; i++) {
        assertThat(writer.resume(picture(i))).as("picture %d", i).isTrue();
      }
      assertThat(writer.resume(picture(4))).isFalse();
      writer.add(picture(4), row(4, 3));
      writer.finish().verify();
    }
    byte[] resumed = Files.readAllBytes(file());
    assertThat(resumed).isEqualTo(Files.readAllBytes(store(5, 3).file()));
  }

  @Test
  void takesUpOnlyWhatIsOfTheSamePictureAndDescriptor() {
    for (DescriptorIdentity descriptor : List.of(PIXELS, OTHER)) {
      Path file = folder.resolve(descriptor.name());
      try (StoreWriter writer = StoreWriter.open(file, PIXELS)) {
        for (int i = 0; i < 3; i++) {
          writer.add(picture(i), row(i, 3));
        }
      }
      try (StoreWriter writer = StoreWriter.open(file, descriptor)) {
        assertThat(writer.resume(picture(0))).isEqualTo(descriptor.equals(PIXELS));
        assertThat(writer.resume(picture(7))).as("of another picture").isFalse();
        assertThat(writer.resume(picture(1))).as("after one that was dropped").isFalse();
        writer.add(picture(7), row(7, 3));
        DescriptorStore store = writer.finish();
        store.verify();
        assertThat(store.descriptor()).isEqualTo(descriptor);
        assertThat(store.row(store.size() - 1)).containsExactly(row(7, 3));
      }
    }
  }

  @Test
  void oneWriterAtATime() {
    try (StoreWriter writer = StoreWriter.open(file(), PIXELS)) {
      assertThat(writer.rows()).isZero();
      assertThatThrownBy(() -> StoreWriter.open(file(), PIXELS))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is being written by another process");
    }
  }

  private static void readAll(Path file) {
    DescriptorStore store = DescriptorStore.open(file);
    for (int i = 0; i < store.size(); i++) {
      store.row(i);
    }
    store.verify();
  }

  @Test
  void noDamagePassesUnseen() throws IOException {
    byte[] whole = Files.readAllBytes(store(3, 4).file());
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Path damaged = Files.write(folder.resolve("flipped"), flipped);
      assertThatThrownBy(() -> readAll(damaged))
          .as("byte %d flipped", at)
          .isInstanceOf(StoreException.class);
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, at));
      assertThatThrownBy(() -> readAll(cut))
          .as("cut to %d bytes", at)
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void believesNoNumberThatTheFileIsTooShortFor() throws IOException {
    byte[] whole = Files.readAllBytes(store(3, 4).file());
    int header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(12) + 28;
    long[][] lies = {{8, 1 << 24}, {8, -1}, {12, 1 << 30}, {16, 1 << 30}, {16, -1}, {16, 0}};
    for (long[] lie : lies) {
      byte[] lying = whole.clone();
      ByteBuffer fields = ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN);
      if (lie[0] == 16) {
        fields.putLong(16, lie[1]);
      } else {
        fields.putInt((int) lie[0], (int) lie[1]);
      }
      // As a forger would: the checksum fits.
      fields.putInt(24, 0);
      CRC32 crc = new CRC32();
      crc.update(lying, 0, header);
      fields.putInt(24, (int) crc.getValue());
      Path file = Files.write(folder.resolve("lying"), lying);
      assertThatThrownBy(() -> DescriptorStore.open(file))
          .as("field %d says %d", lie[0], lie[1])
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("describe the pictures again");
    }
  }

  @Test
  void looksAtNumbersWhoseChecksumFits() throws IOException {
    byte[] whole = Files.readAllBytes(store(2, 1).file());
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int second = whole.length - 32 - StoreHeader.recordBytes(1);
    bytes.position(second);
    bytes.put(StoreRow.record(picture(1), new float[] {Float.POSITIVE_INFINITY}));
    Path file = Files.write(folder.resolve("infinite"), whole);
    assertThatThrownBy(() -> DescriptorStore.open(file).row(0))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("feature 0 of picture " + picture(1))
        .hasMessageContaining("is Infinity; all must be finite");
  }
}
