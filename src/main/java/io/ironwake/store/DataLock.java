package io.ironwake.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One server per data folder: a file lock, which the kernel lets go when the process dies, however
 * it dies.
 */
final class DataLock implements AutoCloseable {
  /**
   * Closing any channel on a file drops the process's locks on it, so a second try in this process
   * must not open one.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DataLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @throws EmbeddedDatabaseException when another server has it
   */
  static DataLock take(Path dataDir) throws IOException {
    Path file = dataDir.toRealPath().resolve("lock");
    if (!HELD.add(file)) {
      throw inUse(dataDir, String.valueOf(ProcessHandle.current().pid()));
    }
    try {
      return new DataLock(file, lock(dataDir, file));
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static FileChannel lock(Path dataDir, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    if (lock == null) {
      channel.close();
      throw inUse(dataDir, Files.readString(file).strip());
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static EmbeddedDatabaseException inUse(Path dataDir, String process) {
    return new EmbeddedDatabaseException(
        dataDir + " is in use by process " + process + "; stop it or choose another --data");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
