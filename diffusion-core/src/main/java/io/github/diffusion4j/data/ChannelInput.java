package io.github.diffusion4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a file from where it stands, but no more than it was allowed to. */
final class ChannelInput extends InputStream {
  private final FileChannel channel;
  private final long size;
  private long position;
  private long end;

  ChannelInput(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /** Allows to read so many bytes from here; reading on is an {@link IOException}. */
  void allow(int bytes) {
    end = position + bytes;
  }

  long position() {
    return position;
  }

  long remaining() {
    return size - position;
  }

  /** Goes on behind so many bytes and what fills their last block. */
  void skipBlocks(long bytes, int block) {
    position += (bytes + block - 1) / block * block;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length > 0 && position >= end) {
      throw new IOException("a header has more than 1 MiB");
    }
    int most = (int) Math.min(length, end - position);
    int read = channel.read(ByteBuffer.wrap(target, offset, most), position);
    position += Math.max(0, read);
    return read;
  }
}
