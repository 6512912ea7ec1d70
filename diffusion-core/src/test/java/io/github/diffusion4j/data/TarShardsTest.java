package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarShardsTest {
  @TempDir Path folder;

  private void shard(String name, int first, int count) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = first; i < first + count; i++) {
      files.put(i + ".seg.png", TestFiles.grey(4, 4, i));
      files.put(i + ".txt", text("picture " + i + "\n"));
      files.put(i + ".cls", text("" + i % 11));
      files.put(i + ".json", text("{\"caption\": \"other\", \"width\": 4, \"url\": null}"));
    }
    byte[] tar = TestFiles.tar(files);
    TestFiles.write(folder.resolve(name), name.endsWith("gz") ? TestFiles.gzip(tar) : tar);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Dataset open(String path) {
    return Datasets.open(new DataSpec(path, 4, 0, Fit.CROP, Unreadable.Policy.SKIP));
  }

  @Test
  void readsWebDataset() throws IOException {
    shard("train-000.tar", 0, 12);
    shard("train-001.tar.gz", 7, 12);
    shard("val-000.tar", 90, 1);
    Dataset data = open(folder.toString());
    assertThat(data.size()).isEqualTo(24);
    // By value, not by letters.
    assertThat(data.classes())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    for (int i = 0; i < data.size(); i++) {
      int number = data.image(i).sample(0, 0, 0);
      assertThat(data.caption(i)).isEqualTo("picture " + number);
      assertThat(data.label(i)).isEqualTo(number % 11);
    }
    assertThat(data.description()).contains("11 classes, 24 captions").doesNotContain("without");
    assertThat(data.manifest().entries())
        .extracting(DataManifest.Entry::name)
        .containsExactly("train-000.tar", "train-001.tar.gz");
    assertThat(Datasets.manifest(DataSpec.of(folder.toString(), 4))).isEqualTo(data.manifest());
    assertThat(Inspection.of(folder.toString()).kind())
        .isEqualTo("2 TARs of pictures, 24 captions");
  }

  @Test
  void readsARangeOfShards() throws IOException {
    for (int i = 8; i <= 11; i++) {
      shard("s-%03d.tar".formatted(i), i, 1);
    }
    Dataset data = open(folder.resolve("s-{009..011}.tar").toString());
    assertThat(IntStream.range(0, 3).map(i -> data.image(i).sample(0, 0, 0)))
        .containsExactly(9, 10, 11);
    assertThatThrownBy(() -> open(folder.resolve("s-{009..012}.tar").toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("s-012.tar, which is not there");
    assertThatThrownBy(() -> open(folder.resolve("s-{012..009}.tar").toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("upwards");
    assertThatThrownBy(() -> open(folder.resolve("s-{0..999999999}.tar").toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 to 100,000");
  }

  @Test
  void aBrokenShardIsListed() throws IOException {
    shard("a.tar", 1, 2);
    TestFiles.write(folder.resolve("b.tar"), new byte[700]);
    TestFiles.write(folder.resolve("c.tgz"), new byte[] {0x1F, (byte) 0x8B, 8, 0});
    Dataset data = open(folder.toString());
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.unreadable()).extracting(Unreadable::name).containsExactly("c.tgz");
  }

  @Test
  void classesAreFoldersInsideOfShards() throws IOException {
    byte[] grey = TestFiles.grey(4, 4, 1);
    TestFiles.write(folder.resolve("1.tar"), TestFiles.tar(Map.of("set/cat/1.png", grey)));
    TestFiles.write(folder.resolve("2.tar"), TestFiles.tar(Map.of("set/dog/1.png", grey)));
    assertThat(open(folder.toString()).classes()).containsExactly("cat", "dog");
  }

  @Test
  void severalArchivesOfOtherKindsAreAQuestion() throws IOException {
    shard("a.tar", 1, 1);
    TestFiles.write(folder.resolve("b.zip"), TestFiles.zip(Map.of("a.png", new byte[1])));
    assertThatThrownBy(() -> open(folder.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("several archives; give one of them");
  }
}
