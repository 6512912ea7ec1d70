package io.github.diffusion4j.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as decoders want it, without a copy. Reading ends when the thread is
 * interrupted: a decoder that has been given up stops at its next byte.
 */
final class FileInput extends ImageInputStreamImpl {
  private final byte[] file;

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
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("decoding was given up");
    }
  }
}
