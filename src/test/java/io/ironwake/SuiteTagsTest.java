package io.ironwake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The launcher finds the classes of a suite by the tag in their source, so a tag may neither be
 * inherited nor come with another annotation: such a test would never run.
 */
class SuiteTagsTest {
  private static final Pattern TAG = Pattern.compile("@Tag\\(");
  private static final Pattern SUBCLASS = Pattern.compile("class \\w+\\s+extends (\\w+)");
  private static final Pattern ANNOTATION = Pattern.compile("@interface \\w+");

  @Test
  void everyTestCarriesItsTagItself() throws IOException {
    Map<String, String> sources = sources();
    assertThat(sources).isNotEmpty();
    List<String> lost = new ArrayList<>();
    sources.forEach(
        (name, source) -> {
          boolean tagged = TAG.matcher(source).find();
          if (tagged && ANNOTATION.matcher(source).find()) {
            lost.add(name + " hands a tag on");
          }
          Matcher parents = SUBCLASS.matcher(source);
          while (!tagged && parents.find()) {
            if (TAG.matcher(sources.getOrDefault(parents.group(1), "")).find()) {
              lost.add(name + " inherits the tag of " + parents.group(1));
            }
          }
        });
    assertThat(lost).as("write @Tag at the test itself").isEmpty();
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path each : (Iterable<Path>) files.filter(SuiteTagsTest::isJava)::iterator) {
        String name = each.getFileName().toString();
        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(each));
      }
    }
    return sources;
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("SuiteTagsTest.java");
  }
}
