package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir Path temporary;
  private final List<String> notes = new ArrayList<>();

  private CacheFolder open(String name) {
    return CacheFolder.open(temporary.resolve(name).toString(), notes).orElseThrow();
  }

  private static Path file(CacheFolder folder, String name, int bytes, int daysAgo)
      throws IOException {
    Path file = Files.write(folder.path().resolve(name), new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(daysAgo))));
    return file;
  }

  @Test
  void noneIsNone() {
    assertThat(CacheFolder.open("none", notes)).isEmpty();
    assertThat(notes).isEmpty();
  }

  @Test
  void makesItForItsOwnerAlone() throws IOException {
    CacheFolder folder = open("a/b");
    assertThat(folder.path()).isDirectory();
    assumeTrue(
        temporary.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "no permissions of owner and others here");
    assertThat(Files.getPosixFilePermissions(folder.path()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void sayWhyAFolderIsOfNoUse() throws IOException {
    Path file = Files.write(temporary.resolve("file"), new byte[1]);
    for (String place : new String[] {file.toString(), file.resolve("inside").toString()}) {
      assertThatThrownBy(() -> CacheFolder.open(place, notes))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(place)
          .hasMessageContaining("data.cache");
    }
    assertThatThrownBy(() -> CacheFolder.open("a\0b", notes)).isInstanceOf(DataException.class);
  }

  @Test
  void whatWasNotUsedForLongestGoesFirst() throws IOException {
    CacheFolder folder = open("cache");
    Path old = file(folder, "1.pictures", 400, 3);
    Path older = file(folder, "2.digests", 400, 4);
    Path fresh = file(folder, "3.pictures", 400, 1);
    Path foreign = file(folder, "thesis.doc", 4000, 99);
    folder.makeRoom(300, 1000);
    assertThat(older).doesNotExist();
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(foreign).exists();
    folder.makeRoom(600, 1000);
    assertThat(fresh).exists();
    folder.makeRoom(5000, 1000);
    assertThat(fresh).doesNotExist();
  }

  @Test
  void useCountsAsNew() throws IOException {
    CacheFolder folder = open("cache");
    Path used = file(folder, "1.pictures", 400, 9);
    Path other = file(folder, "2.pictures", 400, 1);
    CacheFolder.used(used);
    folder.makeRoom(0, 500);
    assertThat(used).exists();
    assertThat(other).doesNotExist();
  }

  @Test
  void removesWhatWasLeftUnfinishedLongAgo() throws IOException {
    CacheFolder folder = open("cache");
    Path abandoned = file(folder, ".x.part", 10, 2);
    Path inTheMaking = file(folder, ".y.part", 10, 0);
    folder.makeRoom(0, 1000);
    assertThat(abandoned).doesNotExist();
    assertThat(inTheMaking).exists();
  }
}
