package io.github.diffusion4j.inspect;

import io.github.diffusion4j.data.Inspection;
import io.github.diffusion4j.data.PictureVisitor;
import io.github.diffusion4j.data.StoredPicture;
import io.github.diffusion4j.data.StoredPictures;
import io.github.diffusion4j.data.Unreadable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at all of a data set. Pictures are read once, and those that the page shows once more; of
 * each some hundred bytes are kept.
 */
public final class DataInspector implements AutoCloseable {
  private final StoredPictures pictures;
  private final int imageSize;
  private final InspectionProgress progress;

  private DataInspector(StoredPictures pictures, int imageSize, InspectionProgress progress) {
    this.pictures = pictures;
    this.imageSize = imageSize;
    this.progress = progress;
  }

  /**
   * Finds out what there is.
   *
   * @param path as in {@link io.github.diffusion4j.data.DataSpec#path}
   * @param imageSize the size that a model would learn, or 0 if that is open
   * @throws io.github.diffusion4j.data.DataException if there is no data, or of an unknown kind
   */
  public static DataInspector at(String path, int imageSize, InspectionProgress progress) {
    return new DataInspector(StoredPictures.at(path), imageSize, progress);
  }

  /**
   * Reads every picture.
   *
   * @throws io.github.diffusion4j.data.DataException if a file that holds all of the data is broken
   */
  public DataReport report() {
    Collector collector = new Collector(progress);
    Inspection contents = pictures.inspect(imageSize, collector);
    PictureFacts[] facts = collector.facts;
    Dimensions dimensions = Dimensions.of(facts);
    Captions captions = Captions.of(facts);
    Duplicates duplicates = new DuplicateSearch(facts, progress).run();
    List<String> flat =
        Arrays.stream(facts)
            .filter(Objects::nonNull)
            .filter(PictureFacts::flat)
            .map(PictureFacts::name)
            .toList();
    return new DataReport(
        contents,
        dimensions,
        captions,
        duplicates,
        flat,
        Findings.of(contents, dimensions, captions, duplicates, flat.size()));
  }

  /** Returns a report as a page with pictures, which are read for it again. */
  public String page(DataReport report) {
    return new ReportPage(report, Thumbnails.of(pictures, report, progress)).html();
  }

  @Override
  public void close() {
    pictures.close();
  }

  private static final class Collector implements PictureVisitor {
    private final InspectionProgress progress;
    private final AtomicInteger done = new AtomicInteger();
    private PictureFacts[] facts = {};

    Collector(InspectionProgress progress) {
      this.progress = progress;
    }

    @Override
    public void begin(int count) {
      facts = new PictureFacts[count];
    }

    @Override
    public void picture(int index, StoredPicture picture) {
      facts[index] = PictureFacts.of(picture);
      step();
    }

    @Override
    public void fault(int index, Unreadable fault) {
      step();
    }

    private void step() {
      progress.step("pictures read", done.incrementAndGet(), facts.length);
    }
  }
}
