package io.ironwake.boot;

/** The gate as DHCP and port 4011 see it. */
public interface BootAdvisor {
  /**
   * Decides from memory what to tell this client. It never blocks, so event loops may call it, and
   * it never moves a machine's state; an unknown boot client may become known as Discovered a
   * moment later.
   */
  BootAdvice advise(BootRequest request);
}
