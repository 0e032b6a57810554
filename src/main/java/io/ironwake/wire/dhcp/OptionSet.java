package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Options by code, each with its whole value: pieces are joined on decode and cut on encode (RFC
 * 3396). The same shape holds sub-options of options 43, 82 and 175. Codes are 1 to 254, since 0 is
 * padding and 255 the end mark (RFC 2132 §3).
 */
@Pure
public final class OptionSet {
  static final int PAD = 0;
  static final int END = 255;

  /** No options. */
  public static final OptionSet EMPTY = new OptionSet(new int[0], new Octets[0]);

  // Two arrays in step, codes ascending: a packet has a dozen options, which a tree would only slow
  // down.
  private final int[] codes;
  private final Octets[] values;

  private OptionSet(int[] codes, Octets[] values) {
    this.codes = codes;
    this.values = values;
  }

  /**
   * Options from a map.
   *
   * @throws IllegalArgumentException for a code that is not 1 to 254
   */
  public OptionSet(SortedMap<Integer, Octets> values) {
    this(
        values.keySet().stream().mapToInt(OptionSet::requireCode).toArray(),
        values.values().toArray(Octets[]::new));
  }

  static int requireCode(int code) {
    if (code <= PAD || code >= END) {
      throw new IllegalArgumentException("an option code is 1 to 254, got " + code);
    }
    return code;
  }

  private @Nullable Octets find(int code) {
    int at = Arrays.binarySearch(codes, code);
    return at < 0 ? null : values[at];
  }

  /** The codes present, ascending. */
  public SortedSet<Integer> codes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values().keySet()));
  }

  /** Code to value, in ascending order. */
  public SortedMap<Integer, Octets> values() {
    SortedMap<Integer, Octets> map = new TreeMap<>();
    forEach(map::put);
    return Collections.unmodifiableSortedMap(map);
  }

  /** What is done with each option. */
  interface Visitor {
    void option(int code, Octets value);
  }

  /** Visits every option in ascending order. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < codes.length; i++) {
      visitor.option(codes[i], values[i]);
    }
  }

  /** The value's bytes as they came; empty when the option is absent. */
  public Optional<Octets> raw(int code) {
    return Optional.ofNullable(find(code));
  }

  /** True when the option is present, well-formed or not. */
  public boolean has(DhcpOption<?> option) {
    return find(option.code()) != null;
  }

  /**
   * The option's typed value; empty when it is absent.
   *
   * @throws WireException when it is present and malformed; the offset counts from the start of the
   *     value
   */
  public <T> Optional<T> get(DhcpOption<T> option) throws WireException {
    Octets value = find(option.code());
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
    return builder().putAll(this).put(code, value).build();
  }

  /** This set without the option. */
  public OptionSet without(int code) {
    if (find(code) == null) {
      return this;
    }
    Builder rest = builder();
    forEach(
        (other, value) -> {
          if (other != code) {
            rest.put(other, value);
          }
        });
    return rest.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptionSet set
        && Arrays.equals(codes, set.codes)
        && Arrays.equals(values, set.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(codes) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "OptionSet" + values();
  }

  /** Starts a set from nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options; one copy is made at the end. For one thread. */
  public static final class Builder {
    private int[] codes = new int[16];
    private Octets[] values = new Octets[16];
    private int size;

    private Builder() {}

    /** Puts or replaces the option. */
    public <T> Builder put(DhcpOption<T> option, T value) {
      return put(option.code(), option.write(value));
    }

    /** Puts or replaces the option by bytes as they are. */
    public Builder put(int code, Octets value) {
      int at = Arrays.binarySearch(codes, 0, size, requireCode(code));
      if (at < 0) {
        at = insert(-at - 1, code);
      }
      values[at] = value;
      return this;
    }

    private int insert(int at, int code) {
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      System.arraycopy(codes, at, codes, at + 1, size - at);
      System.arraycopy(values, at, values, at + 1, size - at);
      codes[at] = code;
      size++;
      return at;
    }

    /** Takes the option out again. */
    public Builder remove(int code) {
      int at = Arrays.binarySearch(codes, 0, size, code);
      if (at >= 0) {
        size--;
        System.arraycopy(codes, at + 1, codes, at, size - at);
        System.arraycopy(values, at + 1, values, at, size - at);
      }
      return this;
    }

    /** Joins a further piece to the option, which may be absent yet (RFC 3396 §7). */
    Builder append(int code, Octets piece) {
      int at = Arrays.binarySearch(codes, 0, size, code);
      return put(code, at < 0 ? piece : values[at].followedBy(piece));
    }

    /** Puts or replaces every option of {@code other}. */
    public Builder putAll(OptionSet other) {
      other.forEach(this::put);
      return this;
    }

    public OptionSet build() {
      return new OptionSet(Arrays.copyOf(codes, size), Arrays.copyOf(values, size));
    }
  }
}
