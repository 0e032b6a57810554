package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One release from what a courier brought to our shelf, verified as if it had been fetched. */
final class Importing {
  private static final int BUFFER = 128 << 10;

  private final Path root;
  private final DiskBudget budget;
  private final TransferLimits limits;
  private final KeyRings rings;
  private final InstantSource clock;

  Importing(
      Path root, DiskBudget budget, TransferLimits limits, KeyRings rings, InstantSource clock) {
    this.root = root;
    this.budget = budget;
    this.limits = limits;
    this.rings = rings;
    this.clock = clock;
  }

  /**
   * Reads, verifies and publishes.
   *
   * @param by who asked
   * @throws MirrorException naming what is wrong and the fix; nothing of it is kept then
   */
  List<CheckedFile> run(ImportOrder order, Parcel parcel, String by, Progress progress)
      throws IOException {
    ImportPlan plan = ImportPlan.of(order, parcel);
    progress.expect(plan.recipe().all());
    try (Staging staging = Staging.open(root, order.release())) {
      staging.empty();
      for (Map.Entry<String, Parcel.Entry> each : plan.files().entrySet()) {
        copy(parcel, each.getValue(), staging.folder().resolve(each.getKey()), progress);
      }
      List<CheckedFile> files =
          new Verifier(rings, clock).verify(plan.recipe(), staging.folder(), progress);
      progress.proceed();
      String source = "import of " + order.name();
      staging.publish(files, Provenance.of(source, clock.instant(), by, plan.recipe(), files));
      return files;
    } catch (Unverified | DetachedSignature.UnknownKey e) {
      Staging.forget(root, order.release());
      throw new MirrorException(String.valueOf(e.getMessage()));
    }
  }

  private void copy(Parcel parcel, Parcel.Entry entry, Path target, Progress progress)
      throws IOException {
    if (entry.size() > limits.bytes()) {
      throw new MirrorException(
          entry.path()
              + " has more than "
              + limits.bytes()
              + " bytes, which no file of a release has");
    }
    budget.demand(entry.size());
    progress.say("reading " + entry.path());
    try (InputStream in = parcel.open(entry);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      String name = String.valueOf(target.getFileName());
      long size = pour(in, out, entry, name, progress);
      out.force(true);
      progress.done(name, size);
    }
  }

  private static long pour(
      InputStream in, FileChannel out, Parcel.Entry entry, String name, Progress progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      progress.proceed();
      size += n;
      if (size > entry.size()) {
        throw new MirrorException(entry.path() + " is longer than the archive says");
      }
      out.write(ByteBuffer.wrap(buffer, 0, n));
      progress.running(name, size, OptionalLong.of(entry.size()));
    }
    return size;
  }
}
