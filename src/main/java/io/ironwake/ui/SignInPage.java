package io.ironwake.ui;

import io.ironwake.access.Sessions;
import io.ironwake.access.SignIn;
import io.ironwake.access.SignIn.Outcome;
import io.ironwake.access.Token;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;

/** Turns an API token into a session cookie, and ends the session again. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class SignInPage {
  private static final URI HOME = URI.create("/");

  private final SignIn signIn;
  private final Pages pages;

  SignInPage(SignIn signIn, Pages pages) {
    this.signIn = signIn;
    this.pages = pages;
  }

  /** Forgets the old session, so that a dead cookie does not stand in the way of a new one. */
  @GET
  @Path("sign-in")
  @PermitAll
  @Operation(hidden = true)
  public Response form(@Context HttpServerRequest request) {
    return Response.ok(pages.render("sign-in", Map.of("problem", "")))
        .cookie(cookie("", Duration.ZERO, request))
        .build();
  }

  @POST
  @Path("sign-in")
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response signIn(
      @RestForm Optional<String> token,
      @HeaderParam("Sec-Fetch-Site") Optional<String> from,
      @Context HttpServerRequest request) {
    if (from.filter("cross-site"::equals).isPresent()) {
      return refuse(403, "Sign in on this page itself.");
    }
    Outcome outcome =
        signIn.with(
            Token.presented(token.orElse("").strip()), request.remoteAddress().hostAddress());
    return switch (outcome) {
      case Outcome.SignedIn(String value) ->
          Response.seeOther(HOME).cookie(cookie(value, Sessions.LIFETIME, request)).build();
      case Outcome.Refused() -> refuse(401, "That token is unknown or has expired.");
      case Outcome.TooMany(Duration wait) ->
          refuse(429, "Too many wrong tokens; try again in " + (wait.toSeconds() + 1) + " s.");
    };
  }

  @POST
  @Path("sign-out")
  @Authenticated
  @Operation(hidden = true)
  public Response signOut(@Context HttpServerRequest request) {
    return Response.noContent()
        .header("HX-Redirect", "/sign-in")
        .cookie(cookie("", Duration.ZERO, request))
        .build();
  }

  private Response refuse(int status, String why) {
    return Response.status(status).entity(pages.render("sign-in", Map.of("problem", why))).build();
  }

  private static NewCookie cookie(String value, Duration lifetime, HttpServerRequest request) {
    return new NewCookie.Builder(Sessions.COOKIE)
        .value(value)
        .path("/")
        .maxAge((int) lifetime.toSeconds())
        .httpOnly(true)
        .secure(request.isSSL())
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
