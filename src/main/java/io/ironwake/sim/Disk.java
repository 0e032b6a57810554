package io.ironwake.sim;

/** The machine's only disk. It outlives the machine's lives. */
public final class Disk {
  private volatile DiskContent content = new DiskContent.Empty();
  private volatile int installs;

  /** What is on it. */
  public DiskContent content() {
    return content;
  }

  /** How many times an installer finished on it. */
  public int installs() {
    return installs;
  }

  /** Something else is on it now. */
  void put(DiskContent other) {
    content = other;
  }

  /** An installer finished: the disk boots what it put there. */
  void install(DiskContent system) {
    content = system;
    installs++;
  }
}
