package io.ironwake.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml} as docker-compose itself reads it. */
@Tag("clients")
class DockerComposeTest {
  private static final String INTERFACE = "IRONWAKE_INTERFACE";

  private record Answer(int exit, String out) {}

  @BeforeEach
  void dockerCompose() {
    RequiredTool.require("docker-compose", "docker-compose");
  }

  private static Answer config(Optional<String> servedInterface)
      throws IOException, InterruptedException {
    ProcessBuilder compose =
        new ProcessBuilder("docker-compose", "config").redirectErrorStream(true);
    compose.environment().remove(INTERFACE);
    servedInterface.ifPresent(name -> compose.environment().put(INTERFACE, name));
    Process process = compose.start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    }
  }

  private static JsonNode services() throws IOException, InterruptedException {
    Answer answer = config(Optional.of("eth1"));
    assertThat(answer.exit()).as(answer.out()).isZero();
    return new YAMLMapper().readTree(answer.out()).path("services");
  }

  @Test
  void ironwakeSitsOnTheHostNetworkWithThreeCapabilities() throws Exception {
    JsonNode ironwake = services().path("ironwake");

    assertThat(ironwake.path("network_mode").asText()).isEqualTo("host");
    assertThat(ironwake.path("cap_drop")).extracting(JsonNode::asText).containsExactly("ALL");
    assertThat(ironwake.path("cap_add"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("NET_BIND_SERVICE", "NET_RAW", "NET_ADMIN");
    assertThat(ironwake.path("command"))
        .extracting(JsonNode::asText)
        .contains("--interface", "eth1");
    assertThat(ironwake.path("depends_on").path("mariadb").path("condition").asText())
        .isEqualTo("service_healthy");
  }

  @Test
  void everyServiceRestartsAndHasAHealthCheck() throws Exception {
    assertThat(services())
        .hasSize(2)
        .allSatisfy(
            service -> {
              assertThat(service.path("restart").asText()).isEqualTo("unless-stopped");
              assertThat(service.path("healthcheck").path("test")).isNotEmpty();
            });
  }

  @Test
  void passwordsAndTokensAreNamedByFileOnly() throws Exception {
    Stream<Map.Entry<String, JsonNode>> variables =
        services().valueStream().flatMap(service -> service.path("environment").propertyStream());

    assertThat(variables.filter(variable -> variable.getKey().matches(".*(PASSWORD|TOKEN|KEY).*")))
        .filteredOn(variable -> !variable.getKey().equals("MARIADB_RANDOM_ROOT_PASSWORD"))
        .hasSize(4)
        .allSatisfy(
            variable -> {
              assertThat(variable.getKey()).endsWith("_FILE");
              assertThat(variable.getValue().asText()).startsWith("/run/secrets/");
            });
  }

  @Test
  void theDatabaseAnswersLoopbackOnly() throws Exception {
    assertThat(services().path("mariadb").path("ports").toString())
        .contains("127.0.0.1")
        .doesNotContain("0.0.0.0");
  }

  @Test
  void aForgottenInterfaceIsNamed() throws Exception {
    Answer answer = config(Optional.empty());

    assertThat(answer.exit()).isNotZero();
    assertThat(answer.out()).contains("name the network interface to serve");
  }
}
