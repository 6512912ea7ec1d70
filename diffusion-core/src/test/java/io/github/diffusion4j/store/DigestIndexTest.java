package io.github.diffusion4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestIndexTest {
  @TempDir Path folder;
  private Path index;
  private Path file;

  /** Long enough after the files of a test were written. */
  private Clock later;

  @BeforeEach
  void write() throws IOException {
    index = folder.resolve("index");
    file = Files.writeString(folder.resolve("a"), "one");
    later = Clock.fixed(Instant.now().plusSeconds(60), ZoneOffset.UTC);
  }

  private DigestIndex remembered() {
    DigestIndex first = DigestIndex.open(index, later);
    first.sha256(file);
    first.save();
    return DigestIndex.open(index, later);
  }

  @Test
  void readsAFileOnceOnly() {
    DigestIndex first = DigestIndex.open(index, later);
    assertThat(first.sha256(file)).isEqualTo(Digests.sha256("one".getBytes()));
    assertThat(first.hashed()).isEqualTo(1);
    first.save();
    DigestIndex second = DigestIndex.open(index, later);
    assertThat(second.sha256(file)).isEqualTo(Digests.sha256("one".getBytes()));
    assertThat(second.hashed()).isZero();
  }

  @Test
  void readsOnlyTheChangedOfManyAgain() throws IOException {
    int count = 300;
    DigestIndex first = DigestIndex.open(index, later);
    for (int i = 0; i < count; i++) {
      first.sha256(Files.writeString(folder.resolve("f" + i), "content " + i));
    }
    first.save();
    Files.writeString(folder.resolve("f7"), "Content 7");
    Files.writeString(folder.resolve("f9"), "content 9 and more");
    Path fresh = Files.writeString(folder.resolve("new"), "new");
    DigestIndex second = DigestIndex.open(index, later);
    for (int i = 0; i < count; i++) {
      assertThat(second.sha256(folder.resolve("f" + i)))
          .isEqualTo(Digests.sha256(folder.resolve("f" + i)));
    }
    second.sha256(fresh);
    assertThat(second.hashed()).isEqualTo(3);
  }

  /** A change in the tick in which the digest was taken leaves no trace in the file's times. */
  @Test
  void doesNotRelyOnADigestTakenInTheTickOfAChange() throws IOException {
    Clock now = Clock.systemUTC();
    DigestIndex first = DigestIndex.open(index, now);
    first.sha256(file);
    first.save();
    DigestIndex second = DigestIndex.open(index, later);
    second.sha256(file);
    assertThat(second.hashed()).as("just written when it was digested").isEqualTo(1);
    second.save();
    DigestIndex third = DigestIndex.open(index, later);
    third.sha256(file);
    assertThat(third.hashed()).isZero();
  }

  @Test
  void atTheEdgeOfATickIsNotOutsideOfIt() throws IOException {
    FileStamp stamp = FileStamp.of(file);
    for (long early : new long[] {0, 1}) {
      Clock clock =
          Clock.fixed(
              Instant.ofEpochMilli(stamp.changedMillis() + DigestIndex.TICK_MILLIS - early),
              ZoneOffset.UTC);
      DigestIndex first = DigestIndex.open(folder.resolve("index" + early), clock);
      first.sha256(file);
      first.save();
      DigestIndex second = DigestIndex.open(folder.resolve("index" + early), clock);
      second.sha256(file);
      assertThat(second.hashed()).as("%s ms early", early).isEqualTo((int) early);
    }
  }

  @Test
  void seesAChangeWhoseTimeWasSetBack() throws IOException {
    assumeTrue(
        file.getFileSystem().supportedFileAttributeViews().contains("unix"),
        "only Unix keeps a time that programs cannot set");
    FileTime before = Files.getLastModifiedTime(file);
    DigestIndex second = remembered();
    FileStamp old = FileStamp.of(file);
    while (FileStamp.of(file).changed() == old.changed()) {
      Files.writeString(file, "two");
      Files.setLastModifiedTime(file, before);
    }
    assertThat(second.sha256(file)).isEqualTo(Digests.sha256("two".getBytes()));
  }

  @Test
  void seesAnotherFileInThePlace() throws IOException {
    DigestIndex second = remembered();
    Path other = Files.writeString(folder.resolve("b"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.delete(file);
    Files.move(other, file);
    assertThat(second.sha256(file)).isEqualTo(Digests.sha256("two".getBytes()));
  }

  @Test
  void forgetsFilesThatAreGone() throws IOException {
    Path other = Files.writeString(folder.resolve("b"), "two");
    DigestIndex first = DigestIndex.open(index, later);
    first.sha256(file);
    first.sha256(other);
    first.save();
    long both = Files.size(index);
    DigestIndex second = DigestIndex.open(index, later);
    second.sha256(file);
    second.save();
    assertThat(Files.size(index)).isLessThan(both);
  }

  @Test
  void writesNothingIfNothingChanged() throws IOException {
    DigestIndex second = remembered();
    FileTime past = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(index, past);
    second.sha256(file);
    second.save();
    assertThat(Files.getLastModifiedTime(index)).isEqualTo(past);
  }

  @Test
  void takesADamagedIndexForAnEmptyOne() throws IOException {
    remembered();
    byte[] good = Files.readAllBytes(index);
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bad =
          Arrays.copyOf(good, random.nextInt(3) == 0 ? random.nextInt(good.length) : good.length);
      if (bad.length == good.length) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(index, bad);
      DigestIndex damaged = DigestIndex.open(index, later);
      assertThat(damaged.sha256(file)).isEqualTo(Digests.sha256(file));
      assertThat(damaged.hashed()).as("seed %s", seed).isEqualTo(1);
    }
  }

  @Test
  void withoutAFileAllAreRead() {
    DigestIndex none = DigestIndex.none();
    none.sha256(file);
    none.sha256(file);
    none.save();
    assertThat(none.hashed()).isEqualTo(2);
  }
}
