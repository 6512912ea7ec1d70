package io.github.diffusion4j.data;

import java.util.function.IntPredicate;

/**
 * The pictures of a data set as their files hold them, before any is fitted to the size of a model.
 * None is kept: a visitor takes each as it is decoded.
 */
public final class StoredPictures implements AutoCloseable {
  private final String path;
  private final DataSource source;

  private StoredPictures(String path, DataSource source) {
    this.path = path;
    this.source = source;
  }

  /**
   * Finds out what there is without decoding a picture.
   *
   * @param path as in {@link DataSpec#path}
   * @throws DataException if there is no data, or of an unknown kind
   */
  public static StoredPictures at(String path) {
    return new StoredPictures(path, DataSource.at(path));
  }

  /**
   * Reads every picture once, shows it, and counts what there is.
   *
   * @param imageSize the size to say more about, or 0
   * @throws DataException if a file that holds all of the data is broken
   */
  public Inspection inspect(int imageSize, PictureVisitor visitor) {
    InspectionTally tally = new InspectionTally(imageSize, visitor);
    source.inspect(tally);
    tally.bytes(source.manifest().bytes());
    return tally.result(path);
  }

  /**
   * Reads some pictures and shows them; where files tell about pictures, without class and caption.
   *
   * @param wanted which indices are of interest
   * @throws DataException if a file that holds all of the data is broken
   */
  public void visit(IntPredicate wanted, PictureVisitor visitor) {
    source.visit(wanted, visitor);
  }

  @Override
  public void close() {
    source.close();
  }
}
