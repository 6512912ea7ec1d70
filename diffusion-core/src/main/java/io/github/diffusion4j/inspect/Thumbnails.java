package io.github.diffusion4j.inspect;

import io.github.diffusion4j.data.PictureVisitor;
import io.github.diffusion4j.data.StoredPicture;
import io.github.diffusion4j.data.StoredPictures;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.ContactSheet;
import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.inspect.Duplicates.Group;
import io.github.diffusion4j.inspect.Duplicates.Member;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The pictures that a page shows, small. Thread-safe. */
final class Thumbnails implements PictureVisitor {
  /** How many groups of each kind are shown. */
  static final int GROUPS = 16;

  /** How many pictures of a group are shown. */
  static final int MEMBERS = 4;

  private static final int SIDE = 64;
  private static final int MOSAIC = 96;
  private static final int MOSAIC_COLUMNS = 12;

  private final InspectionProgress progress;
  private final BitSet compared = new BitSet();
  private final BitSet spread = new BitSet();
  private final Map<Integer, byte[]> files = new ConcurrentHashMap<>();
  private final Map<Integer, Image> cells = new ConcurrentSkipListMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private int total;

  private Thumbnails(InspectionProgress progress) {
    this.progress = progress;
  }

  static Thumbnails of(StoredPictures pictures, DataReport report, InspectionProgress progress) {
    Thumbnails thumbnails = new Thumbnails(progress);
    shown(report.duplicates().exact()).forEach(thumbnails.compared::set);
    shown(report.duplicates().near()).forEach(thumbnails.compared::set);
    long count = report.contents().pictures() + (long) report.contents().unreadable().size();
    for (int i = 0; i < Math.min(MOSAIC, count); i++) {
      thumbnails.spread.set((int) (i * count / Math.min(MOSAIC, count)));
    }
    BitSet wanted = (BitSet) thumbnails.compared.clone();
    wanted.or(thumbnails.spread);
    thumbnails.total = wanted.cardinality();
    pictures.visit(wanted::get, thumbnails);
    return thumbnails;
  }

  private static Stream<Integer> shown(List<Group> groups) {
    return groups.stream()
        .limit(GROUPS)
        .flatMap(group -> group.pictures().stream().limit(MEMBERS))
        .map(Member::index);
  }

  @Override
  public void picture(int index, StoredPicture picture) {
    Image image = picture.decoded().image();
    if (compared.get(index)) {
      files.put(index, Png.encode(bounded(image)));
    }
    if (spread.get(index)) {
      cells.put(index, cell(image));
    }
    step();
  }

  @Override
  public void fault(int index, Unreadable fault) {
    // The page says elsewhere what cannot be read.
    step();
  }

  private void step() {
    progress.step("pictures drawn small", done.incrementAndGet(), total);
  }

  /** Shrinks a picture until it fits, and never enlarges it. */
  private static Image bounded(Image image) {
    double scale = Math.min(1, SIDE / (double) Math.max(image.width(), image.height()));
    return image.resized(
        (int) Math.max(1, Math.round(image.width() * scale)),
        (int) Math.max(1, Math.round(image.height() * scale)));
  }

  /** Cuts a picture to a square as training would; small ones keep their pixels visible. */
  private static Image cell(Image image) {
    int side = Math.min(image.width(), image.height());
    return side < SIDE
        ? image.fitted(side, Fit.CROP).enlarged(SIDE / side)
        : image.fitted(SIDE, Fit.CROP);
  }

  /** Returns a picture as a PNG file, if it was read. */
  Optional<byte[]> file(int index) {
    return Optional.ofNullable(files.get(index));
  }

  /** Returns pictures from all over the data set on one, if there are any. */
  Optional<byte[]> mosaic() {
    return cells.isEmpty()
        ? Optional.empty()
        : Optional.of(Png.encode(ContactSheet.of(List.copyOf(cells.values()), MOSAIC_COLUMNS)));
  }
}
