package io.ironwake.access;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
