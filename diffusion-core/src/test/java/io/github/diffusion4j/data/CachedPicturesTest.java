package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedPicturesTest {
  private static final int SIZE = 8;

  @TempDir Path folder;
  private Path data;
  private Path caches;

  @BeforeEach
  void places() {
    data = folder.resolve("data");
    caches = folder.resolve("caches");
  }

  private static byte[] noise(int seed, int channels) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] samples = new byte[11 * 9 * channels];
    random.nextBytes(samples);
    return Png.encode(new Image(11, 9, channels, samples));
  }

  private void pictures(int count) {
    for (int i = 0; i < count; i++) {
      String name = (i % 2 == 0 ? "a/" : "b/") + i + ".png";
      TestFiles.write(data.resolve(name), noise(i, i % 3 == 0 ? 3 : 1));
    }
  }

  private DataSpec spec(String cache) {
    return new DataSpec(data.toString(), SIZE, 0, Fit.CROP, Unreadable.Policy.SKIP, 0, cache);
  }

  private Dataset cached() {
    return Datasets.open(spec(caches.toString()));
  }

  private List<Path> cacheFiles() throws IOException {
    try (Stream<Path> files = Files.list(caches)) {
      return files.filter(file -> file.toString().endsWith(".pictures")).toList();
    }
  }

  private static void assertSame(Dataset a, Dataset b) {
    assertThat(a.size()).isEqualTo(b.size());
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.image(i)).as("picture %s", i).isEqualTo(b.image(i));
      assertThat(a.label(i)).isEqualTo(b.label(i));
    }
    assertThat(a.channels()).isEqualTo(b.channels());
    assertThat(a.imageSize()).isEqualTo(b.imageSize());
    assertThat(a.classes()).isEqualTo(b.classes());
    assertThat(a.description()).isEqualTo(b.description());
    assertThat(a.manifest()).isEqualTo(b.manifest());
    assertThat(a.unreadable()).isEqualTo(b.unreadable());
  }

  @Test
  void givesThePicturesThatDecodingGives() throws IOException {
    pictures(20);
    TestFiles.write(data.resolve("a/cut.png"), Arrays.copyOf(noise(1, 3), 60));
    TestFiles.write(data.resolve("b/empty.jpg"), new byte[0]);
    Dataset heap = Datasets.open(spec("none"));
    Dataset first = cached();
    Dataset second = cached();
    assertSame(first, heap);
    assertSame(second, heap);
    assertThat(heap.unreadable()).hasSize(2);
    assertThat(heap.notes()).isEmpty();
    assertThat(first.notes()).singleElement().asString().startsWith("Pictures were decoded into");
    assertThat(second.notes()).singleElement().asString().startsWith("Pictures come decoded from");
    assertThat(cacheFiles()).hasSize(1);
    try (Stream<Path> all = Files.list(caches)) {
      assertThat(all.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void givesThePicturesOfAnArchiveToo() throws IOException {
    data = folder.resolve("data.zip");
    TestFiles.write(
        data,
        TestFiles.zip(
            Map.of("x/1.png", noise(1, 3), "x/2.png", noise(2, 1), "3.png", new byte[4])));
    Dataset heap = Datasets.open(spec("none"));
    assertSame(cached(), heap);
    assertSame(cached(), heap);
  }

  /** Counts what is read of a source. */
  private static final class Counting implements PictureSource {
    private final PictureSource inner;
    private final List<String> read = new ArrayList<>();

    Counting(Path folder) {
      inner = PictureFolder.at(folder);
    }

    @Override
    public String kind() {
      return inner.kind();
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Listing<?> listing() {
      return inner.listing();
    }

    @Override
    public byte[] read(String name) throws UnreadableImageException {
      synchronized (read) {
        read.add(name);
      }
      return inner.read(name);
    }

    @Override
    public DataManifest manifest() {
      return inner.manifest();
    }
  }

  private List<String> readAtOpening() {
    Counting source = new Counting(data);
    source.open(spec(caches.toString()));
    return source.read;
  }

  @Test
  void readsNoPictureASecondTime() {
    pictures(9);
    TestFiles.write(data.resolve("broken.png"), new byte[30]);
    assertThat(readAtOpening()).hasSize(10);
    assertThat(readAtOpening()).isEmpty();
  }

  @Test
  void takesUnchangedPicturesFromTheCacheBefore() throws IOException {
    pictures(9);
    cached();
    TestFiles.write(data.resolve("a/2.png"), noise(77, 3));
    TestFiles.write(data.resolve("a/new.png"), noise(78, 3));
    Files.delete(data.resolve("b/3.png"));
    Dataset changed = cached();
    assertSame(changed, Datasets.open(spec("none")));
    assertThat(changed.notes()).singleElement().asString().contains("7 unchanged ones");
    assertThat(cacheFiles()).as("the one before is gone").hasSize(1);
  }

  @Test
  void findsTheSamePicturesInAnotherPlace() throws IOException {
    pictures(3);
    cached();
    Path moved = Files.move(data, folder.resolve("moved"));
    data = moved;
    assertThat(cached().notes()).singleElement().asString().startsWith("Pictures come decoded");
    assertThat(cacheFiles()).hasSize(1);
  }

  @Test
  void eachWayToPrepareHasItsOwn() throws IOException {
    pictures(3);
    String cache = caches.toString();
    for (Fit fit : Fit.values()) {
      for (int channels : new int[] {0, 1, 3}) {
        for (int size : new int[] {4, 8}) {
          DataSpec wanted =
              new DataSpec(data.toString(), size, channels, fit, Unreadable.Policy.FAIL, 0, cache);
          DataSpec plain =
              new DataSpec(data.toString(), size, channels, fit, Unreadable.Policy.FAIL, 0, "none");
          assertSame(Datasets.open(wanted), Datasets.open(plain));
        }
      }
    }
    assertThat(cacheFiles()).hasSize(12);
  }

  @Test
  void aDamagedFileIsMadeAnewWithANote() throws IOException {
    pictures(5);
    Dataset heap = Datasets.open(spec("none"));
    cached();
    Path file = cacheFiles().get(0);
    byte[] good = Files.readAllBytes(file);
    int noticed = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bad =
          Arrays.copyOf(
              good, random.nextInt(4) == 0 ? random.nextInt(good.length + 9) : good.length);
      for (int flips = random.nextInt(4); flips >= 0 && bad.length > 0; flips--) {
        // In what surrounds the pictures; those have checksums of their own.
        int end = Math.min(bad.length, PictureCacheHeader.BYTES);
        bad[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.delete(file);
      Files.write(file, bad);
      if (Arrays.equals(bad, good)) {
        continue;
      }
      Dataset again = cached();
      assertSame(again, heap);
      assertThat(again.notes()).as("seed %s", seed).hasSize(2);
      assertThat(again.notes().get(0)).contains(file.toString(), "it is made anew");
      assertThat(Files.readAllBytes(file)).hasSameSizeAs(good);
      noticed++;
    }
    assertThat(noticed).isGreaterThan(150);
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws IOException {
    pictures(5);
    cached();
    Path file = cacheFiles().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    Dataset again = cached();
    assertThat(again.notes().get(0)).contains("has an index that was changed; it is made anew");
    assertSame(again, Datasets.open(spec("none")));
  }

  @Test
  void aDamagedPictureIsNotTrained() throws IOException {
    pictures(5);
    cached();
    Path file = cacheFiles().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[PictureCacheHeader.BYTES + 3] ^= 1;
    Files.write(file, bytes);
    Dataset damaged = cached();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < damaged.size(); i++) {
                damaged.image(i);
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Remove it");
  }

  @Test
  void aForeignFileOfThatNameIsNotTrusted() throws IOException {
    pictures(5);
    cached();
    Path file = cacheFiles().get(0);
    byte[] other = Files.readAllBytes(file);
    Files.delete(file);
    TestFiles.write(data.resolve("a/0.png"), noise(99, 3));
    cached();
    Path now = cacheFiles().get(0);
    assertThat(now).isNotEqualTo(file);
    Files.write(now, other);
    assertSame(cached(), Datasets.open(spec("none")));
  }

  /** Headers that carry the right digest and lie: anybody can compute one. */
  @Test
  void aHeaderThatLiesIsRefusedBeforeMemoryIsTakenForIt() {
    String digest = Digests.sha256(new byte[0]);
    long length = 1000;
    PictureCacheHeader[] lies = {
      new PictureCacheHeader(Integer.MAX_VALUE, 8, 64, 500, length, digest, digest, digest),
      new PictureCacheHeader(-1, 8, 64, 500, length, digest, digest, digest),
      new PictureCacheHeader(1, 0, 64, 500, length, digest, digest, digest),
      new PictureCacheHeader(1, 8, 0, 500, length, digest, digest, digest),
      new PictureCacheHeader(1, 8, Long.MAX_VALUE, 500, length, digest, digest, digest),
      new PictureCacheHeader(1, 8, 64, 1001, length, digest, digest, digest),
      new PictureCacheHeader(1, 8, 64, -5, length, digest, digest, digest),
      new PictureCacheHeader(1, 8, 64, 500, length + 1, digest, digest, digest),
    };
    for (PictureCacheHeader lie : lies) {
      assertThatThrownBy(() -> PictureCacheHeader.read(ByteBuffer.wrap(lie.write()), length))
          .as("%s", lie)
          .isInstanceOf(PictureCache.Damaged.class);
    }
  }

  @Test
  void anIndexThatLiesIsRefused() {
    String digest = Digests.sha256(new byte[0]);
    PictureCacheHeader header =
        new PictureCacheHeader(1, 8, 1024, 2000, 2100, digest, digest, digest);
    long[] offsets = {-1, 0, 2000, 2000 - 63, 1024 - 8, Long.MAX_VALUE - 5};
    for (long offset : offsets) {
      PictureCacheIndex index = new PictureCacheIndex(1);
      index.readable(0, 1, digest, offset, 0);
      assertThatThrownBy(() -> PictureCacheIndex.read(index.write(), header))
          .as("offset %s", offset)
          .isInstanceOf(PictureCache.Damaged.class);
    }
    PictureCacheIndex two = new PictureCacheIndex(1);
    two.readable(0, 2, digest, 1024, 0);
    assertThatThrownBy(() -> PictureCacheIndex.read(two.write(), header))
        .isInstanceOf(PictureCache.Damaged.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {SIZE * SIZE * 3, 1000, 4099})
  void picturesDoNotReachOverTheEndOfASegment(long segmentBytes) throws IOException {
    pictures(30);
    Dataset heap = Datasets.open(spec("none"));
    PictureFolder source = PictureFolder.at(data);
    List<String> notes = new ArrayList<>();
    CacheFolder cache = CacheFolder.open(caches.toString(), notes).orElseThrow();
    PictureCache pictures =
        new CachedPictures(source, spec(caches.toString()), cache, notes, segmentBytes)
            .open()
            .orElseThrow()
            .pictures();
    for (int i = 0; i < heap.size(); i++) {
      assertThat(pictures.image(i).withChannels(3)).isEqualTo(heap.image(i));
    }
    assertThat(pictures.bytes()).isGreaterThan(segmentBytes);
  }

  @Test
  void manyAtOnceSeeWholeFilesOnly() throws Exception {
    pictures(30);
    Dataset heap = Datasets.open(spec("none"));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Dataset> open = this::cached;
      for (Future<Dataset> opened : pool.invokeAll(List.of(open, open, open, open))) {
        assertSame(opened.get(), heap);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(cacheFiles()).hasSize(1);
  }

  @Test
  void filesThatChangeMeanwhileEndInASentence() {
    pictures(4);
    PictureFolder folderNow = PictureFolder.at(data);
    PictureSource changing =
        (PictureSource)
            Proxy.newProxyInstance(
                PictureSource.class.getClassLoader(),
                new Class<?>[] {PictureSource.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("read")) {
                    TestFiles.write(data.resolve("a/0.png"), noise(55, 3));
                  }
                  return method.invoke(folderNow, arguments);
                });
    List<String> notes = new ArrayList<>();
    CacheFolder cache = CacheFolder.open(caches.toString(), notes).orElseThrow();
    assertThatThrownBy(
            () -> new CachedPictures(changing, spec(caches.toString()), cache, notes).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("changed while it was read (+0 -0 ~1 files)");
    assertThat(caches).isDirectoryNotContaining("glob:**.{part,pictures}");
  }

  @Test
  void onlyChangedFilesAreDigestedAgain() throws IOException {
    pictures(40);
    for (int i = 0; i < 40; i++) {
      Path file = data.resolve((i % 2 == 0 ? "a/" : "b/") + i + ".png");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }
    DataManifest plain = Datasets.manifest(spec("none"));
    assertThat(Datasets.manifest(spec(caches.toString()))).isEqualTo(plain);
    assertThat(Datasets.manifest(spec(caches.toString()))).isEqualTo(plain);
    TestFiles.write(data.resolve("a/0.png"), noise(98, 1));
    DataManifest changed = Datasets.manifest(spec(caches.toString()));
    assertThat(changed.difference(plain)).isEqualTo("+0 -0 ~1 files");
    assertThat(changed).isEqualTo(Datasets.manifest(spec("none")));
  }
}
