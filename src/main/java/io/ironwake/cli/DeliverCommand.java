package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ironwake deliver}: the link of an install that an operator takes to the machine. */
@Command(
    name = "deliver",
    mixinStandardHelpOptions = true,
    description =
        "Make the link of an approved takeover, image or overlay. It is told once and is a secret.")
public final class DeliverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "MACHINE", description = "Its name or id.")
  private String machine = "";

  @Option(
      names = "--boot-url",
      paramLabel = "URL",
      description = "The boot plane as the machine reaches it, such as http://192.0.2.2:8069.")
  private @Nullable String bootUrl;

  @Option(
      names = "--unasked",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether the menu of an image begins by itself (default: unless it wipes).")
  private @Nullable Boolean unasked;

  @Override
  public Integer call() throws IOException {
    Map<String, Object> wish = new LinkedHashMap<>();
    Optional.ofNullable(bootUrl).ifPresent(it -> wish.put("boot-url", it));
    Optional.ofNullable(unasked).ifPresent(it -> wish.put("unasked", it));
    try (Api api = server.open()) {
      String key = URLEncoder.encode(machine, StandardCharsets.UTF_8);
      JsonNode link = api.post("machines/" + key + "/delivery", wish);
      String command = link.path("command").asText();
      PrintWriter out = spec.commandLine().getOut();
      out.println(command.isEmpty() ? link.path("url").asText() : command);
      return 0;
    }
  }
}
