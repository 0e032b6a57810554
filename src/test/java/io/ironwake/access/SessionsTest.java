package io.ironwake.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ApiTokens.Caller CALLER =
      new ApiTokens.Caller(new UUID(1, 2), "admin", Role.ADMIN);

  @TempDir Path data;
  private Vault vault;
  private String cookie;

  @BeforeEach
  void signIn() {
    vault = new Vault(data, Optional.empty());
    cookie = at(NOW).open(CALLER);
  }

  @Test
  void aSessionNamesItsToken() {
    assertThat(at(NOW).read(cookie))
        .hasValueSatisfying(each -> assertThat(each.token()).isEqualTo(CALLER.token()));
  }

  @Test
  void itEndsAfterItsLifetime() {
    assertThat(at(NOW.plus(Sessions.LIFETIME).minusSeconds(1)).read(cookie)).isPresent();
    assertThat(at(NOW.plus(Sessions.LIFETIME)).read(cookie)).isEmpty();
  }

  @Test
  void everySessionHasItsOwnCsrfToken() {
    Sessions.Session one = at(NOW).read(cookie).orElseThrow();
    Sessions.Session other = at(NOW).read(at(NOW).open(CALLER)).orElseThrow();
    assertThat(one.isOwnPage(one.csrf())).isTrue();
    assertThat(one.isOwnPage(other.csrf())).isFalse();
    assertThat(one.isOwnPage("")).isFalse();
    assertThat(one.toString()).doesNotContain(one.csrf());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "0123456789abcdef.AAAA", "0123456789abcdef.!"})
  void anythingElseIsNoSession(String value) {
    assertThat(at(NOW).read(value)).isEmpty();
  }

  @Test
  void failuresFromOneAddressAreSlowedDownAndForgotten() {
    MovingClock clock = new MovingClock();
    FailedSignIns failures = new FailedSignIns(clock);
    for (int i = 0; i < 10; i++) {
      assertThat(failures.wait("192.0.2.1")).isZero();
      failures.failed("192.0.2.1");
    }
    assertThat(failures.wait("192.0.2.1")).isEqualTo(Duration.ofMinutes(1));
    assertThat(failures.wait("192.0.2.2")).isZero();
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    assertThat(failures.wait("192.0.2.1")).isZero();
  }

  private Sessions at(Instant now) {
    return new Sessions(vault, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static final class MovingClock extends Clock {
    private Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
