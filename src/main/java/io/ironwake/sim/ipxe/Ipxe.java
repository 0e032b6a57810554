package io.ironwake.sim.ipxe;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * One start of iPXE: it downloads a script, runs it and whatever that chains to, and ends with one
 * outcome.
 */
public final class Ipxe {
  /**
   * Nested scripts share iPXE's stack of a few kilobytes, so a script that waits must use {@code
   * chain --replace}.
   */
  private static final int MAX_DEPTH = 16;

  private final IpxeHost host;
  private final IpxeSettings settings;
  private final LoadedImages images = new LoadedImages();
  private Optional<IpxeOutcome> left = Optional.empty();
  private boolean exit;
  private String why = "the script ended";
  private int depth;

  /**
   * @param host the machine it runs on
   * @param settings the machine's settings; scripts change them
   */
  public Ipxe(IpxeHost host, IpxeSettings settings) {
    this.host = host;
    this.settings = settings;
  }

  /**
   * Boots from a script's URL, as iPXE does with the file name its DHCP server gave.
   *
   * @throws IpxeException when a script asks for what this iPXE does not know
   */
  public IpxeOutcome boot(URI first) {
    int status;
    try {
      status = run(load(first));
    } catch (IOException failed) {
      status = 1;
      why = "the first script could not be fetched: " + failed.getMessage();
    }
    IpxeOutcome returned = new IpxeOutcome.Returned(status, exit, why);
    return left.orElse(returned);
  }

  LoadedScript load(URI uri) throws IOException {
    return new LoadedScript(uri, IpxeScript.parse(host.fetchScript(uri)));
  }

  /** Runs a script and those that replace it, and gives the status of the last. */
  int run(LoadedScript first) {
    if (++depth > MAX_DEPTH) {
      throw new IpxeException("scripts nest deeper than " + MAX_DEPTH + "; use chain --replace");
    }
    Optional<LoadedScript> next = Optional.of(first);
    int status = 0;
    while (next.isPresent() && left.isEmpty()) {
      ScriptRun run = new ScriptRun(this, next.get());
      status = run.execute();
      next = run.replacement();
    }
    depth--;
    return status;
  }

  IpxeHost host() {
    return host;
  }

  IpxeSettings settings() {
    return settings;
  }

  LoadedImages images() {
    return images;
  }

  boolean hasLeft() {
    return left.isPresent();
  }

  /** iPXE gives the machine away; nothing of any script runs any more. */
  void leave(IpxeOutcome outcome) {
    left = Optional.of(outcome);
  }

  /** Why the script that ended last ended. */
  void because(boolean saidExit, String reason) {
    exit = saidExit;
    why = reason;
  }
}
