package io.ironwake.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document of every golden file before the program that reads it. */
@Tag("clients")
class FamilyConsumersTest {
  @TempDir Path folder;

  static Stream<Named<Document>> documents() throws IOException {
    return Golden.documents()
        .map(each -> Named.of(each.getKey() + " " + each.getValue().name(), each.getValue()));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void acceptsEveryDocument(Document document) throws Exception {
    Consumers.check(document, folder);
  }
}
