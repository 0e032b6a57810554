package io.ironwake.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Turns a token into a session. */
@ApplicationScoped
public class SignIn {
  private final ApiTokens tokens;
  private final Sessions sessions;
  private final FailedSignIns failures;

  SignIn(ApiTokens tokens, Sessions sessions, FailedSignIns failures) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.failures = failures;
  }

  /** What came of a try. */
  public sealed interface Outcome {
    /** The value of the session's cookie. */
    record SignedIn(String cookie) implements Outcome {
      /** Without the cookie. */
      @Override
      public String toString() {
        return "signed in";
      }
    }

    /** The token is unknown or has expired. */
    record Refused() implements Outcome {}

    /** Too many failures from this address: the token was not even looked at. */
    record TooMany(Duration retryAfter) implements Outcome {}
  }

  /**
   * Signs a browser in.
   *
   * @param address where the try comes from; failures are counted by it
   */
  public Outcome with(Token token, String address) {
    Duration wait = failures.wait(address);
    if (!wait.isZero()) {
      return new Outcome.TooMany(wait);
    }
    Optional<ApiTokens.Caller> caller = tokens.find(token);
    if (caller.isEmpty()) {
      failures.failed(address);
      return new Outcome.Refused();
    }
    return new Outcome.SignedIn(sessions.open(caller.get()));
  }
}
