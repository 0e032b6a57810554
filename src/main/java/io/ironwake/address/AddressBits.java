package io.ironwake.address;

import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A set of addresses that finds the next one not in it without a walk over those that are: full
 * pages of 4096 are skipped whole, so a full /8 takes 4096 steps. Not thread-safe.
 */
final class AddressBits {
  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;

  private final Map<Long, Page> pages = new HashMap<>();

  private static final class Page {
    final BitSet bits = new BitSet(PAGE);
    int count;
  }

  /** Puts an address in, or takes it out. */
  void set(Ipv4 address, boolean in) {
    long number = address.unsigned();
    int bit = (int) (number % PAGE);
    Page page = pages.computeIfAbsent(number >>> PAGE_BITS, any -> new Page());
    if (page.bits.get(bit) != in) {
      page.bits.set(bit, in);
      page.count += in ? 1 : -1;
    }
    if (page.count == 0) {
      pages.remove(number >>> PAGE_BITS);
    }
  }

  /** The lowest address of {@code range} that is not in the set. */
  Optional<Ipv4> firstClear(IpRange range) {
    long last = range.last().unsigned();
    long at = range.first().unsigned();
    while (at <= last) {
      Page page = pages.get(at >>> PAGE_BITS);
      long pageStart = at >>> PAGE_BITS << PAGE_BITS;
      long clear = page == null ? at : pageStart + clearBit(page, (int) (at % PAGE));
      if (clear < pageStart + PAGE) {
        return clear <= last ? Optional.of(Ipv4.ANY.plus(clear)) : Optional.empty();
      }
      at = pageStart + PAGE;
    }
    return Optional.empty();
  }

  private static int clearBit(Page page, int from) {
    return page.count == PAGE ? PAGE : page.bits.nextClearBit(from);
  }
}
