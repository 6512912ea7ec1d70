package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPicturesTest {
  @TempDir Path folder;

  /** Notes whatever it is shown. */
  private static final class Notes implements PictureVisitor {
    private final List<Integer> begun = new ArrayList<>();
    private final Map<Integer, String> seen = Collections.synchronizedMap(new TreeMap<>());

    @Override
    public void begin(int pictures) {
      begun.add(pictures);
    }

    @Override
    public void picture(int index, StoredPicture picture) {
      seen.put(
          index,
          "%s %s %s '%s' '%s'"
              .formatted(
                  picture.name(),
                  picture.decoded().image(),
                  picture.decoded().format(),
                  picture.label(),
                  picture.caption()));
    }

    @Override
    public void fault(int index, Unreadable fault) {
      seen.put(index, fault.kind());
    }
  }

  private Notes inspected() {
    Notes notes = new Notes();
    try (StoredPictures pictures = StoredPictures.at(folder.toString())) {
      pictures.inspect(0, notes);
    }
    return notes;
  }

  private Notes visited(int index) {
    Notes notes = new Notes();
    try (StoredPictures pictures = StoredPictures.at(folder.toString())) {
      pictures.visit(i -> i == index, notes);
    }
    return notes;
  }

  @Test
  void showsFilesWithWhatIsKnownOfThem() {
    TestFiles.write(folder.resolve("a/1.png"), TestFiles.grey(4, 3, 1));
    TestFiles.write(folder.resolve("a/1.txt"), "one".getBytes(StandardCharsets.UTF_8));
    TestFiles.write(folder.resolve("b/2.png"), new byte[2]);
    TestFiles.write(folder.resolve("b/3.png"), TestFiles.red(5, 6));

    Notes notes = inspected();

    assertThat(notes.begun).containsExactly(3);
    assertThat(notes.seen)
        .containsExactly(
            Map.entry(0, "a/1.png 4x3 grey PNG 'a' 'one'"),
            Map.entry(1, "not a picture"),
            Map.entry(2, "b/3.png 5x6 RGB PNG 'b' ''"));
    assertThat(visited(2).seen).containsOnlyKeys(2);
    assertThat(visited(1).seen).containsExactly(Map.entry(1, "not a picture"));
  }

  @Test
  void showsPicturesOfIdxByTheirNumbers() {
    TestFiles.write(folder.resolve("t-images-idx3-ubyte"), TestFiles.idx(3, 5, 4));
    TestFiles.write(folder.resolve("t-labels-idx1-ubyte"), TestFiles.idx(3));

    assertThat(inspected().seen).hasSize(3).containsEntry(1, "#1 4x5 grey IDX '1' ''");
    assertThat(visited(2).seen).containsExactly(Map.entry(2, "#2 4x5 grey IDX '2' ''"));
  }

  @Test
  void showsShapesWithTheirCaptions() {
    Notes notes = new Notes();
    try (StoredPictures pictures = StoredPictures.at("shapes")) {
      pictures.visit(i -> i < 2, notes);
    }
    assertThat(notes.seen).hasSize(2);
    assertThat(notes.seen.get(0)).startsWith("#0 32x32 RGB drawn '").doesNotContain("''");
  }

  @Test
  void digestsWhatDatasetsDigest() {
    TestFiles.write(folder.resolve("t-images-idx3-ubyte"), TestFiles.idx(2, 3, 3));
    TestFiles.write(folder.resolve("p/1.png"), TestFiles.grey(4, 3, 1));
    for (String path :
        List.of(folder.resolve("t-images-idx3-ubyte").toString(), folder + "/p", "shapes")) {
      Dataset data = Datasets.open(DataSpec.of(path, 8));
      try (StoredPictures pictures = StoredPictures.at(path)) {
        pictures.visit(
            index -> index < 2,
            (index, picture) ->
                assertThat(picture.digest()).as(path).isEqualTo(data.digest(index)));
      }
    }
  }

  @Test
  void takesNoControlCharactersFromNames() {
    TestFiles.write(folder.resolve("x\u001b/\u202e1.png"), TestFiles.grey(1, 1, 1));
    assertThat(inspected().seen).containsExactly(Map.entry(0, "x?/?1.png 1x1 grey PNG '' ''"));
  }
}
