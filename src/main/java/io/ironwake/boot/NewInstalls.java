package io.ironwake.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.access.Token;
import io.ironwake.access.Vault;
import io.ironwake.boot.ApprovalCheck.Ready;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.profile.Profile;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** Makes the row of an approval: what was checked, sealed, under a number of its own. */
@ApplicationScoped
class NewInstalls {
  private final Machines machines;
  private final Installs installs;
  private final DatabaseTime time;
  private final Uuid7 ids;
  private final ObjectMapper json;
  private final SecureRandom random = new SecureRandom();

  NewInstalls(
      Machines machines, Installs installs, DatabaseTime time, Uuid7 ids, ObjectMapper json) {
    this.machines = machines;
    this.installs = installs;
    this.time = time;
    this.ids = ids;
    this.json = json;
  }

  /** Inside the caller's transaction; it does not store the row. */
  InstallEntity of(Machine machine, Ready ready, Duration lifetime, String actor) {
    Token report = Token.random(random);
    InstallEntity row = new InstallEntity();
    row.id = ids.next();
    Vault.Sealed sealed =
        installs.seal(
            row.id,
            new FrozenRecord(
                ready.frozen(),
                report.text(),
                ready.release(),
                ready.variables(),
                ready.more(),
                ready.secrets(),
                ready.demand()));
    Instant now = time.now();
    row.machine = machine.id();
    row.number = machines.nextInstallNow(machine.id());
    row.profile = ready.profile().name();
    row.profileHash = hash(ready.profile());
    row.completion = ready.profile().completion().name();
    row.way = ready.frozen().way().name();
    row.arguments = ShownLine.of(ready.frozen(), ready.release());
    row.disk = machine.disk().orElse(null);
    row.assets = ready.digests();
    row.frozen = sealed.ciphertext();
    row.keyId = sealed.keyId();
    row.reportHash = report.sha256();
    row.approvedBy = actor;
    row.approvedAt = now;
    row.expiresAt = now.plus(lifetime);
    return row;
  }

  private byte[] hash(Profile profile) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(json.writeValueAsString(profile).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
