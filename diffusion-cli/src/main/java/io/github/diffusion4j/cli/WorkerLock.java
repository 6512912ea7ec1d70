package io.github.diffusion4j.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one worker compute at a time: two side by side on the same cores only slow each other. */
final class WorkerLock {
  private final FileChannel channel;

  private WorkerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock; the operating system takes it back from a process that dies.
   *
   * @param file to lock; null for no lock
   */
  static WorkerLock acquire(Path file, Progress progress, Interruption interruption) {
    if (file == null) {
      return new WorkerLock(null);
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        progress.note("Waiting for another training or sampling run on this machine to end");
        await(channel, interruption);
      }
      return new WorkerLock(channel);
    } catch (IOException e) {
      throw new UserError("lock file " + file + " cannot be locked: " + e.getMessage(), e);
    }
  }

  /** Gives the lock back. */
  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The operating system gives the lock back when the process ends.
      return;
    }
  }

  private static void await(FileChannel channel, Interruption interruption) throws IOException {
    interruption.onRequest(Thread.currentThread()::interrupt);
    try {
      FileLock lock = channel.lock();
      if (!lock.isValid()) {
        throw new IOException("the lock was lost at once");
      }
    } catch (FileLockInterruptionException e) {
      channel.close();
      throw new Interrupted("Interrupted while waiting for another run to end");
    } finally {
      interruption.onRequest(() -> {});
      Thread.interrupted();
    }
  }
}
