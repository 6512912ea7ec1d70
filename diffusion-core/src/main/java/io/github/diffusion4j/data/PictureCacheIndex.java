package io.github.diffusion4j.data;

import io.github.diffusion4j.data.PictureCache.Damaged;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Where each picture of a cache lies, what it was made of, or why there is none. Filled from many
 * threads, each picture by one of them.
 */
final class PictureCacheIndex {
  private static final int DIGEST_BYTES = 32;
  private static final int MOST_CHARACTERS = 500;

  /**
   * Why a picture could not be read.
   *
   * @param kind as in {@link Unreadable}
   * @param reason as in {@link Unreadable}
   * @param passing whether it may be readable another time
   */
  record Fault(String kind, String reason, boolean passing) {
    Fault {
      reason = reason.substring(0, Math.min(MOST_CHARACTERS, reason.length()));
    }
  }

  private final byte[] channels;
  private final long[] offsets;
  private final int[] checksums;
  private final String[] digests;
  private final Fault[] faults;

  PictureCacheIndex(int pictures) {
    channels = new byte[pictures];
    offsets = new long[pictures];
    checksums = new int[pictures];
    digests = new String[pictures];
    faults = new Fault[pictures];
  }

  void readable(int picture, int itsChannels, String digest, long offset, int checksum) {
    channels[picture] = (byte) itsChannels;
    digests[picture] = digest;
    offsets[picture] = offset;
    checksums[picture] = checksum;
  }

  void unreadable(int picture, Fault fault) {
    faults[picture] = fault;
  }

  int count() {
    return channels.length;
  }

  int channels(int picture) {
    return channels[picture];
  }

  long offset(int picture) {
    return offsets[picture];
  }

  int checksum(int picture) {
    return checksums[picture];
  }

  String digest(int picture) {
    return digests[picture];
  }

  Fault fault(int picture) {
    return faults[picture];
  }

  byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int i = 0; i < channels.length; i++) {
        out.writeByte(channels[i]);
        if (channels[i] > 0) {
          out.writeLong(offsets[i]);
          out.writeInt(checksums[i]);
          out.write(HexFormat.of().parseHex(digests[i]));
        } else {
          out.writeUTF(faults[i].kind());
          out.writeUTF(faults[i].reason());
          out.writeBoolean(faults[i].passing());
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Reads one whose digest was checked; what it says is still looked at. */
  static PictureCacheIndex read(byte[] bytes, PictureCacheHeader header) throws Damaged {
    PictureCacheIndex index = new PictureCacheIndex(header.pictures());
    long area = (long) header.imageSize() * header.imageSize();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int i = 0; i < header.pictures(); i++) {
        int channels = in.readByte();
        if (channels == 0) {
          index.unreadable(i, new Fault(in.readUTF(), in.readUTF(), in.readBoolean()));
          continue;
        }
        long offset = in.readLong();
        int checksum = in.readInt();
        long last = offset + area * channels - 1;
        if ((channels != 1 && channels != 3)
            || offset < PictureCacheHeader.BYTES
            || last < offset
            || last >= header.indexOffset()
            || offset / header.segmentBytes() != last / header.segmentBytes()) {
          throw new Damaged("has a picture where there can be none");
        }
        byte[] digest = in.readNBytes(DIGEST_BYTES);
        index.readable(i, channels, HexFormat.of().formatHex(digest), offset, checksum);
      }
      if (in.read() >= 0) {
        throw new Damaged("has an index that is too long");
      }
      return index;
    } catch (IOException broken) {
      throw new Damaged("has an index that is broken");
    }
  }
}
