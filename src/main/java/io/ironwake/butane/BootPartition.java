package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Locale;

/** The partitions of a mirrored boot disk: size in MiB (0: the rest) and GPT type. */
@Pure
enum BootPartition {
  BIOS(1, "21686148-6449-6E6F-744E-656564454649"),
  ESP(127, "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"),
  PREP(4, "9E1A2D38-C612-4316-AA26-8B49521E5A8B"),
  RESERVED(1, "8DA63339-0007-60C0-C436-083AC8230908"),
  BOOT(384, ""),
  ROOT(0, "");

  private final long mebibytes;
  private final String type;

  BootPartition(long mebibytes, String type) {
    this.mebibytes = mebibytes;
    this.type = type;
  }

  /** As the n-th disk has it. */
  Value.Obj numbered(Origin origin, int disk) {
    Value.Obj partition =
        Value.Obj.empty(origin).set("label", name().toLowerCase(Locale.ROOT) + "-" + disk);
    partition = mebibytes == 0 ? partition : partition.set("sizeMiB", mebibytes);
    return type.isEmpty() ? partition : partition.set("typeGuid", type);
  }
}
