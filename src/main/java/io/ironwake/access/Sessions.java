package io.ironwake.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Signed-in browsers. A session lives in its own sealed cookie, so that every replica can read it;
 * it names an API token and ends with that token.
 */
@ApplicationScoped
public class Sessions {
  /** The cookie's name. */
  public static final String COOKIE = "ironwake-session";

  /** The header that proves that a change was asked for by our own page. */
  public static final String CSRF_HEADER = "X-CSRF-Token";

  /** How long a session lives after sign-in. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  private static final String CONTEXT = "session";

  private final Vault vault;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Sessions(Vault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * A signed-in browser.
   *
   * @param token the key of the API token it signed in with
   * @param csrf what {@link #CSRF_HEADER} must say on every change
   */
  public record Session(UUID token, Instant until, String csrf) {
    /** True when the header says what this session's own page was told. */
    boolean isOwnPage(String header) {
      return MessageDigest.isEqual(
          header.getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the CSRF token. */
    @Override
    public String toString() {
      return "session of token " + token + " until " + until;
    }
  }

  /** A new session's cookie value. */
  public String open(ApiTokens.Caller caller) {
    String csrf = Token.random(random).text();
    String plain =
        caller.token() + " " + clock.instant().plus(LIFETIME).getEpochSecond() + " " + csrf;
    Vault.Sealed sealed = vault.seal(plain.getBytes(StandardCharsets.UTF_8), CONTEXT);
    return sealed.keyId()
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.ciphertext());
  }

  /** The session of a cookie value; nothing when it is not ours, was changed, or is over. */
  public Optional<Session> read(String cookie) {
    return unseal(cookie).filter(each -> each.until().isAfter(clock.instant()));
  }

  private Optional<Session> unseal(String cookie) {
    int dot = cookie.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(cookie.substring(dot + 1));
      String[] plain =
          new String(vault.open(sealed, cookie.substring(0, dot), CONTEXT), StandardCharsets.UTF_8)
              .split(" ", 3);
      Instant until = Instant.ofEpochSecond(Long.parseLong(plain[1]));
      return Optional.of(new Session(UUID.fromString(plain[0]), until, plain[2]));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
