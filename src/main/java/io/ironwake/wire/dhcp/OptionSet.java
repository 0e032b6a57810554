package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Options by code, each with its whole value: pieces are joined on decode and cut on encode (RFC
 * 3396). The same shape holds sub-options of options 43, 82 and 175.
 *
 * @param values code to value; the codes are 1 to 254, since 0 is padding and 255 the end mark (RFC
 *     2132 §3)
 */
@Pure
public record OptionSet(SortedMap<Integer, Octets> values) {
  static final int PAD = 0;
  static final int END = 255;

  /** No options. */
  public static final OptionSet EMPTY = new OptionSet(Collections.emptySortedMap());

  public OptionSet {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    values.keySet().forEach(OptionSet::requireCode);
  }

  static int requireCode(int code) {
    if (code <= PAD || code >= END) {
      throw new IllegalArgumentException("an option code is 1 to 254, got " + code);
    }
    return code;
  }

  /** The codes present, ascending. */
  public SortedSet<Integer> codes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values.keySet()));
  }

  /** The value's bytes as they came; empty when the option is absent. */
  public Optional<Octets> raw(int code) {
    return Optional.ofNullable(values.get(code));
  }

  /** True when the option is present, well-formed or not. */
  public boolean has(DhcpOption<?> option) {
    return values.containsKey(option.code());
  }

  /**
   * The option's typed value; empty when it is absent.
   *
   * @throws WireException when it is present and malformed; the offset counts from the start of the
   *     value
   */
  public <T> Optional<T> get(DhcpOption<T> option) throws WireException {
    Octets value = values.get(option.code());
    return value == null ? Optional.empty() : Optional.of(option.read(value));
  }

  /**
   * As {@link #get}, but a malformed option counts as absent: for options a client may get wrong
   * without harm.
   */
  public <T> Optional<T> find(DhcpOption<T> option) {
    try {
      return get(option);
    } catch (WireException malformed) {
      return Optional.empty();
    }
  }

  /** This set with the option put or replaced. */
  public <T> OptionSet with(DhcpOption<T> option, T value) {
    return with(option.code(), option.write(value));
  }

  /** This set with the option put or replaced by bytes as they are. */
  public OptionSet with(int code, Octets value) {
    TreeMap<Integer, Octets> changed = new TreeMap<>(values);
    changed.put(code, value);
    return new OptionSet(changed);
  }

  /** This set without the option. */
  public OptionSet without(int code) {
    TreeMap<Integer, Octets> changed = new TreeMap<>(values);
    changed.remove(code);
    return new OptionSet(changed);
  }

  /** Starts a set from nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options; one copy is made at the end. For one thread. */
  public static final class Builder {
    private final TreeMap<Integer, Octets> values = new TreeMap<>();

    private Builder() {}

    /** Puts or replaces the option. */
    public <T> Builder put(DhcpOption<T> option, T value) {
      values.put(option.code(), option.write(value));
      return this;
    }

    /** Puts or replaces the option by bytes as they are. */
    public Builder put(int code, Octets value) {
      values.put(code, value);
      return this;
    }

    /** Takes the option out again. */
    public Builder remove(int code) {
      values.remove(code);
      return this;
    }

    /** Puts or replaces every option of {@code other}. */
    public Builder putAll(OptionSet other) {
      values.putAll(other.values());
      return this;
    }

    public OptionSet build() {
      return new OptionSet(values);
    }
  }
}
