package io.ironwake.access;

import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.ConfigProvider;

/** The token the first start of the tested service left. */
public final class TestToken {
  private TestToken() {}

  /** The administrator's token. */
  public static String admin() {
    Path data = ConfigProvider.getConfig().getValue("ironwake.data", Path.class);
    try {
      return Files.readString(data.resolve("admin-token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON request by the administrator. */
  public static RequestSpecification asAdmin() {
    return RestAssured.given().auth().oauth2(admin()).contentType("application/json");
  }

  /** A JSON request by one who may only look. */
  public static RequestSpecification asViewer() {
    Token viewer = Token.random(new SecureRandom());
    Arc.container().instance(ApiTokens.class).get().replace("test-viewer", Role.VIEWER, viewer);
    return RestAssured.given().auth().oauth2(viewer.text()).contentType("application/json");
  }
}
