package io.github.diffusion4j.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as decoders want it, without a copy. Reading ends when the thread is
 * interrupted: a decoder that has been given up stops at its next byte; and when a decoder goes on
 * asking after the last byte.
 */
final class FileInput extends ImageInputStreamImpl {
  /** Some decoders look a little beyond the end; one that looks on reads what is not there. */
  private static final int MOST_READS_BEYOND = 256;

  private final byte[] file;
  private int readsBeyond;

  FileInput(byte[] file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    require();
    bitOffset = 0;
    return streamPos < file.length ? file[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    require();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= file.length) {
      return -1;
    }
    int count = (int) Math.min(length, file.length - streamPos);
    System.arraycopy(file, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return file.length;
  }

  private void require() throws IOException {
    checkClosed();
    if (streamPos >= file.length && ++readsBeyond > MOST_READS_BEYOND) {
      throw new EOFException();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("decoding was given up");
    }
  }
}
