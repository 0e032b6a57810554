package io.ironwake.dhcp;

import io.ironwake.boot.BootAdvice;
import io.ironwake.boot.BootAdvisor;
import io.ironwake.boot.BootDecision;
import io.ironwake.boot.BootFile;
import io.ironwake.net.Ipv4;
import java.util.Optional;

/** Asks the boot gate on behalf of a request. */
record Gate(BootAdvisor advisor) {
  /** The gate's advice; empty when the client is no boot client. */
  Optional<BootAdvice> ask(Request request, Optional<Ipv4> clientAddress) {
    return request
        .client()
        .kind()
        .stage()
        .map(stage -> advisor.advise(request.bootRequest(stage, clientAddress)));
  }

  /** The file to name; none when the client is to be left alone. */
  static Optional<BootFile> file(BootAdvice advice) {
    return advice.decision() instanceof BootDecision.Ignore ? Optional.empty() : advice.file();
  }
}
