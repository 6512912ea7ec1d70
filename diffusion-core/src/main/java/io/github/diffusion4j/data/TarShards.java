package io.github.diffusion4j.data;

import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.store.DigestIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pictures in many TARs that are one data set, as WebDataset has them. A picture's name begins with
 * that of its shard, so that two shards may number alike.
 */
final class TarShards implements PictureSource {
  private final String name;
  private final List<Path> files;
  private final List<PictureTar> open = new ArrayList<>();
  private final Listing<Place> listing = new Listing<>();

  private TarShards(String name, List<Path> files) {
    this.name = name;
    this.files = List.copyOf(files);
  }

  /** Where a file lies: in which shard, under which name. */
  private record Place(PictureTar shard, String name) {}

  /**
   * Opens shards. One that cannot be read is listed as such, like a picture.
   *
   * @throws DataException if they hold too many files, or none a picture
   */
  static TarShards of(String name, List<Path> files) {
    TarShards shards = new TarShards(name, files);
    try {
      files.forEach(shards::add);
      if (shards.listing.isEmpty()) {
        throw new DataException("No pictures in the " + files.size() + " shards of " + name + ".");
      }
    } catch (DataException refusal) {
      shards.close();
      throw refusal;
    }
    return shards;
  }

  /** Returns the shards to train on: those called so, if any are. */
  static List<Path> forTraining(List<Path> files) {
    List<Path> training =
        files.stream().filter(file -> file.getFileName().toString().startsWith("train")).toList();
    return training.isEmpty() ? files : training;
  }

  private void add(Path file) {
    String shardName = file.getFileName().toString();
    PictureTar shard;
    try {
      shard = PictureTar.at(file);
    } catch (DataException broken) {
      listing.refuse(new Unreadable(shardName, "corrupt", broken.getMessage()));
      return;
    }
    open.add(shard);
    Listing<?> found = shard.listing();
    Stream.concat(found.pictures().keySet().stream(), found.companions().keySet().stream())
        .forEach(member -> listing.add(shardName + "/" + member, new Place(shard, member)));
    for (Unreadable fault : found.refused()) {
      String place = fault.name().equals(shardName) ? "" : shardName + "/";
      listing.refuse(new Unreadable(place + fault.name(), fault.kind(), fault.reason()));
    }
    listing.ignore(found.ignored());
    ArchiveLimits.DEFAULT.requireWithin(
        file, listing.pictures().size() + listing.companions().size(), 0);
  }

  @Override
  public String kind() {
    return files.size() + " TARs of pictures";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Listing<?> listing() {
    return listing;
  }

  @Override
  public List<Path> beside() {
    return Tables.beside(files.get(0));
  }

  @Override
  public String path(String member) {
    return listing.find(member).name();
  }

  @Override
  public byte[] read(String member) throws UnreadableImageException {
    Place place = listing.find(member);
    try {
      return place.shard().read(place.name());
    } catch (UnreadableImageException fault) {
      throw new UnreadableImageException(member, fault.kind(), fault.reason());
    }
  }

  @Override
  public DataManifest manifest() {
    return manifest(DigestIndex.none());
  }

  @Override
  public DataManifest manifest(DigestIndex known) {
    return DataManifest.ofFiles(Stream.concat(files.stream(), beside().stream()).toList(), known);
  }

  @Override
  public void close() {
    open.forEach(PictureTar::close);
  }
}
