package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/**
 * A key of a {@link Shape.Group}.
 *
 * @param name Ignition's, or in its manner for what only Butane has
 * @param shape of its value
 * @param home which documents have it
 * @param since first minor version: of Ignition, for {@link Home#FCOS} of that variant
 * @param instead what to do where it cannot be used; empty if the version says it all
 */
@Pure
record Field(String name, Shape shape, Home home, int since, String instead) {

  /** Which documents have a key. */
  @Pure
  enum Home {
    /** Ignition, and Butane in its words. */
    EVERYWHERE,
    /** Ignition alone. */
    IGNITION,
    /** {@link #EVERYWHERE} but Flatcar. */
    NOT_FLATCAR,
    /** Butane of any variant. */
    BUTANE,
    /** Butane for Fedora CoreOS. */
    FCOS,
    /** Butane, but it reads files beside the document, and we have none. */
    LOCAL
  }

  static Field text(String name) {
    return new Field(name, Shape.Single.TEXT, Home.EVERYWHERE, 0, "");
  }

  static Field whole(String name) {
    return new Field(name, Shape.Single.WHOLE, Home.EVERYWHERE, 0, "");
  }

  static Field flag(String name) {
    return new Field(name, Shape.Single.FLAG, Home.EVERYWHERE, 0, "");
  }

  static Field mode() {
    return new Field("mode", Shape.Single.MODE, Home.EVERYWHERE, 0, "");
  }

  static Field group(String name, Shape.Group group) {
    return new Field(name, group, Home.EVERYWHERE, 0, "");
  }

  static Field group(String name, Field... fields) {
    return group(name, Shape.Group.of(fields));
  }

  /** A list of maps, told apart by the first of {@code identity} that is set. */
  static Field list(String name, Shape.Group of, String... identity) {
    return new Field(name, new Shape.Listing(of, List.of(identity)), Home.EVERYWHERE, 0, "");
  }

  /** A list of texts that may repeat. */
  static Field texts(String name) {
    return new Field(name, new Shape.Listing(Shape.Single.TEXT, List.of()), Home.EVERYWHERE, 0, "");
  }

  /** A list of different texts. */
  static Field distinct(String name) {
    return new Field(
        name,
        new Shape.Listing(Shape.Single.TEXT, List.of(Shape.Listing.SELF)),
        Home.EVERYWHERE,
        0,
        "");
  }

  Field since(int minor) {
    return new Field(name, shape, home, minor, instead);
  }

  Field only(Home where, String otherwise) {
    return new Field(name, shape, where, since, otherwise);
  }

  boolean isKnownIn(Dialect dialect) {
    return switch (home) {
      case EVERYWHERE -> dialect.ignition() >= since;
      case IGNITION -> !dialect.isButane();
      case NOT_FLATCAR -> dialect.variant() != Variant.FLATCAR && dialect.ignition() >= since;
      case BUTANE -> dialect.isButane() && dialect.ignition() >= since;
      case FCOS -> dialect.variant() == Variant.FCOS && dialect.minor() >= since;
      case LOCAL -> false;
    };
  }

  /** Why it cannot stand in a document of this dialect, and what can. */
  String refusal(Dialect dialect) {
    Optional<Dialect> first =
        Dialect.all(dialect.variant()).stream().filter(this::isKnownIn).findFirst();
    return first
        .map(
            each ->
                "needs version "
                    + each.version()
                    + "; this document says version "
                    + dialect.version())
        .orElse(instead);
  }
}
