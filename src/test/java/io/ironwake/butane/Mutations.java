package io.ironwake.butane;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Documents with mistakes in them, the same for the same seed. */
final class Mutations {
  private static final String SIGNS = "{}[]:,-&*!|>'\"%@`#? \n\t0123abc\\u~<\uD800é\u2028\0=/";
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "/etc/x",
          "/etc/x/y",
          "/a/../b",
          "relative",
          "/dev/sda",
          "/dev/sdb/",
          "https://a/b",
          "http://",
          "http://user@h:99999/x",
          "https://h/%zz",
          "data:,x",
          "data:;base64,eA==",
          "data:;base64,eA",
          "data:text/plain;charset=utf-8,hi%20x",
          "data:,%zz",
          "data: ,x",
          "data:a,b",
          "ftp://x",
          "gs://b/o",
          "s3://b/o?versionId=",
          "tftp://h/f",
          "HTTP://A/b",
          "gzip",
          "xfs",
          "none",
          "raid1",
          "linear",
          "5",
          "sha512-00",
          "a.service",
          "a.mount",
          "x.conf",
          "[Unit]\nA=b\n",
          "[Install]\nWantedBy=x\n",
          "garbage",
          "[X]\n=y\n",
          " [Unit] \nA = b\n",
          "# c\n[U]\nA=b\\\n c\n",
          "core",
          "a:b",
          "01234567-89AB-CDEF-EDCB-A98765432101",
          "a".repeat(40));
  private static final List<Integer> NUMBERS =
      List.of(0, 1, 2, 5, 10, 420, 644, 493, 4095, 4096, 10_000, -1, 2_147_483_647, 2541);

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** A few characters more, less or lines in the wrong place. */
  String text(String document) {
    StringBuilder text = new StringBuilder(document);
    for (int i = 0; i <= random.nextInt(4); i++) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(80)));
        default -> {
          int to = random.nextInt(text.length() + 1);
          text.insert(to, text.substring(at, Math.min(text.length(), at + 40)));
        }
      }
    }
    return text.toString();
  }

  /** Another value somewhere, an entry less, or an entry twice; the version stays. */
  @SuppressWarnings("unchecked")
  void value(Object tree) {
    if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
      Map<String, Object> values = (Map<String, Object>) map;
      String key = List.copyOf(values.keySet()).get(random.nextInt(values.size()));
      if (!key.equals("version")) {
        values.put(key, other(values.get(key)));
        values.values().removeIf(each -> each == this);
      }
    } else if (tree instanceof List<?> list && !list.isEmpty()) {
      List<Object> values = (List<Object>) list;
      int at = random.nextInt(values.size());
      if (random.nextInt(8) == 0) {
        values.add(values.get(at));
      } else {
        values.set(at, other(values.get(at)));
        values.removeIf(each -> each == this);
      }
    }
  }

  /** This object itself stands for nothing. */
  private Object other(Object value) {
    if (random.nextInt(10) == 0) {
      return this;
    }
    return switch (value) {
      case String text -> one(TEXTS);
      case Number number -> one(NUMBERS);
      case Boolean flag -> !flag;
      default -> {
        value(value);
        yield value;
      }
    };
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
