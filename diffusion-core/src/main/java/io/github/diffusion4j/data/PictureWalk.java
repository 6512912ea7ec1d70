package io.github.diffusion4j.data;

import io.github.diffusion4j.image.DecodedImage;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.store.Digests;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Decodes the pictures of a source one after the other, on a few threads, and keeps none.
 *
 * @param source where they are
 * @param names of its pictures
 */
record PictureWalk(PictureSource source, List<String> names) {
  static PictureWalk of(PictureSource source) {
    return new PictureWalk(source, source.names());
  }

  void visit(IntPredicate wanted, PictureVisitor visitor) {
    visitor.begin(names.size());
    int[] indices = IntStream.range(0, names.size()).filter(wanted).toArray();
    Workers.forEach(
        indices.length,
        i -> {
          int index = indices[i];
          String name = names.get(index);
          try {
            byte[] file = source.read(name);
            DecodedImage decoded = ImageReader.decode(file, name, ReadOptions.DEFAULT);
            source.requireSize(name, decoded.pixels().width(), decoded.pixels().height());
            visitor.picture(index, new StoredPicture(name, decoded, "", "", Digests.sha256(file)));
          } catch (UnreadableImageException fault) {
            visitor.fault(index, Unreadable.of(fault));
          }
        });
  }

  void inspect(InspectionTally tally) {
    Annotations annotations = Annotations.of(source);
    tally.kind(source.kind() + annotations.summary());
    tally.ignored(source.ignored());
    source.refused().forEach(tally::unreadable);
    Unreadable[] faults = new Unreadable[names.size()];
    visit(
        index -> true,
        new PictureVisitor() {
          @Override
          public void begin(int pictures) {
            tally.begin(pictures);
          }

          @Override
          public void picture(int index, StoredPicture picture) {
            String name = names.get(index);
            tally.picture(
                index,
                new StoredPicture(
                    name,
                    picture.decoded(),
                    annotations.classOf(name),
                    annotations.caption(name),
                    picture.digest()));
          }

          @Override
          public void fault(int index, Unreadable fault) {
            faults[index] = fault;
            tally.fault(index, fault);
          }
        });
    // In the order of the names, whichever thread was first.
    Arrays.stream(faults).filter(Objects::nonNull).forEach(tally::unreadable);
  }
}
