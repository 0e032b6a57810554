package io.ironwake.problem;

import java.util.Map;

/**
 * A refusal with everything its answer needs (RFC 9457): the REST doors turn it into {@code
 * application/problem+json}, the declared file into a message with its line. The detail names what
 * is wrong and the fix, and never holds a secret.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Map<String, Object> extensions;

  /** The kinds of refusal, each with its HTTP status and the last segment of its problem type. */
  public enum Kind {
    INVALID(400, "invalid"),
    NOT_FOUND(404, "not-found"),
    CONFLICT(409, "conflict"),
    ILLEGAL_TRANSITION(409, "illegal-transition"),
    NOT_APPROVABLE(409, "not-approvable"),
    STALE(412, "stale"),
    PRECONDITION_REQUIRED(428, "precondition-required"),
    UNAVAILABLE(503, "unavailable");

    private final int status;
    private final String slug;

    Kind(int status, String slug) {
      this.status = status;
      this.slug = slug;
    }

    public int status() {
      return status;
    }

    public String slug() {
      return slug;
    }
  }

  private Problem(Kind kind, String detail, Map<String, Object> extensions) {
    super(detail);
    this.kind = kind;
    this.extensions = Map.copyOf(extensions);
  }

  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, Map.of());
  }

  /** With members beside the standard ones, such as the allowed events of a state. */
  public static Problem of(Kind kind, String detail, Map<String, Object> extensions) {
    return new Problem(kind, detail, extensions);
  }

  /** The input is wrong; the detail says where and what would be right. */
  public static Problem invalid(String detail) {
    return of(Kind.INVALID, detail);
  }

  public static Problem notFound(String detail) {
    return of(Kind.NOT_FOUND, detail);
  }

  public static Problem conflict(String detail) {
    return of(Kind.CONFLICT, detail);
  }

  public static Problem unavailable(String detail) {
    return of(Kind.UNAVAILABLE, detail);
  }

  public Kind kind() {
    return kind;
  }

  public Map<String, Object> extensions() {
    return extensions;
  }

  /** The sentence for the operator. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
