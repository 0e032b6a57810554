package io.ironwake.matchbox;

import io.ironwake.boot.PlaneRoutes;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.matchbox.MatchboxRack.Answer;
import io.ironwake.matchbox.MatchboxRack.Endpoint;
import io.ironwake.net.Ipv4;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Matchbox's read endpoints on the boot plane. They hand out configs by MAC, as Matchbox does:
 * without a nonce, without an approval, to whoever asks; so they are off unless the operator
 * switches them on.
 */
@ApplicationScoped
class MatchboxDoor implements PlaneRoutes {
  private static final Logger LOG = Logger.getLogger(MatchboxDoor.class);
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final Vertx vertx;
  private final Matchbox matchbox;
  private final MatchboxGuard guard;
  private final MatchboxConfig config;
  private final Machines machines;
  private final FlightRecorder recorder;
  private final Optional<MatchboxSigner> signer;

  MatchboxDoor(
      Vertx vertx,
      Matchbox matchbox,
      MatchboxGuard guard,
      MatchboxConfig config,
      Machines machines,
      FlightRecorder recorder) {
    this.vertx = vertx;
    this.matchbox = matchbox;
    this.guard = guard;
    this.config = config;
    this.machines = machines;
    this.recorder = recorder;
    this.signer =
        config.mode() == MatchboxConfig.Mode.OFF
            ? Optional.empty()
            : config.signingKey().map(file -> MatchboxSigner.read(file, passphrase(config)));
  }

  private static String passphrase(MatchboxConfig config) {
    return config
        .signingPassphraseFile()
        .map(
            file -> {
              try {
                return Files.readString(file).strip();
              } catch (IOException e) {
                throw new UncheckedIOException("the passphrase file cannot be read: " + file, e);
              }
            })
        .orElse("");
  }

  /** Ways around the gate are said at every start. */
  void warn(@Observes StartupEvent event) {
    switch (config.mode()) {
      case OFF -> {}
      case UNKNOWN ->
          LOG.warn(
              "Matchbox endpoints are on for unknown and DISCOVERED machines: whoever names a MAC is"
                  + " handed its config, and installs through them need no approval");
      case ALL ->
          LOG.warn(
              "MATCHBOX ENDPOINTS ARE ON FOR ALL MACHINES: they pass by every approval and state, so a"
                  + " machine that boots through them may be installed again and lose its disk;"
                  + " --matchbox unknown spares those Ironwake knows");
    }
  }

  @Override
  public void add(Router router) {
    if (config.mode() == MatchboxConfig.Mode.OFF) {
      return;
    }
    for (Endpoint endpoint : Endpoint.values()) {
      for (Form form : Form.values()) {
        if (form == Form.PLAIN || signer.isPresent()) {
          router
              .route("/" + endpoint.path() + form.suffix)
              .method(HttpMethod.GET)
              .method(HttpMethod.HEAD)
              .handler(context -> handle(context, endpoint, form));
        }
      }
    }
  }

  /** The answer itself, or its signature. */
  private enum Form {
    PLAIN(""),
    SIGNATURE(".sig"),
    ARMORED(".asc");

    private final String suffix;

    Form(String suffix) {
      this.suffix = suffix;
    }
  }

  private void handle(RoutingContext context, Endpoint endpoint, Form form) {
    Labels labels = Labels.of(Optional.ofNullable(context.request().query()).orElse(""));
    Ipv4 client = client(context);
    Optional<String> refusal =
        endpoint.isStatic() ? Optional.empty() : guard.refusal(labels, client);
    if (refusal.isPresent()) {
      LOG.infof("matchbox: %s asked for /%s: %s", client, endpoint.path(), refusal.get());
      refuse(context, refusal.get());
      return;
    }
    vertx
        .executeBlocking(() -> matchbox.rack().answer(endpoint, labels), false)
        .onFailure(context::fail)
        .onSuccess(
            answer -> {
              record(endpoint, labels, client, answer.isPresent());
              answer.ifPresentOrElse(
                  found -> send(context, found, form),
                  () -> refuse(context, "Matchbox has no answer to this query"));
            });
  }

  private static Ipv4 client(RoutingContext context) {
    try {
      return Ipv4.parse(context.request().remoteAddress().hostAddress());
    } catch (IllegalArgumentException e) {
      return Ipv4.ANY;
    }
  }

  private static void refuse(RoutingContext context, String why) {
    context.response().setStatusCode(404).putHeader("Content-Type", PLAIN).end(why + "\n");
  }

  private void send(RoutingContext context, Answer answer, Form form) {
    Buffer body =
        switch (form) {
          case PLAIN -> Buffer.buffer(answer.text().getBytes(StandardCharsets.UTF_8));
          case SIGNATURE -> Buffer.buffer(signer.orElseThrow().signature(answer.text()));
          case ARMORED -> Buffer.buffer(signer.orElseThrow().armored(answer.text()));
        };
    String type =
        switch (form) {
          case PLAIN -> answer.type();
          case SIGNATURE -> "application/octet-stream";
          case ARMORED -> PLAIN;
        };
    context
        .response()
        .putHeader("Content-Type", type)
        .putHeader("Cache-Control", "no-store")
        .end(body);
  }

  /** On the machine's timeline, so that nobody wonders where its system came from. */
  private void record(Endpoint endpoint, Labels labels, Ipv4 client, boolean answered) {
    guard
        .macs(labels, client)
        .findFirst()
        .ifPresent(
            mac ->
                recorder.record(
                    FlightRecorder.event("HTTP", "matchbox", mac)
                        .of(machines.snapshot().byMac(mac).map(Machine::id))
                        .with(
                            Map.of(
                                "endpoint",
                                endpoint.path(),
                                "answered",
                                answered,
                                "address",
                                client.toString()))));
  }
}
