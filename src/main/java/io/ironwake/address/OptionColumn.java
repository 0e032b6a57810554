package io.ironwake.address;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Declared options as the JSON of a column; no options are the empty text. */
@ApplicationScoped
class OptionColumn {
  private static final TypeReference<Map<Integer, OptionView>> VIEWS = new TypeReference<>() {};

  private final ObjectMapper json;

  OptionColumn(ObjectMapper json) {
    this.json = json;
  }

  String write(DeclaredOptions options) {
    return options.byCode().isEmpty() ? "" : json.valueToTree(OptionView.of(options)).toString();
  }

  DeclaredOptions read(@Nullable Object column) {
    return column == null ? DeclaredOptions.NONE : parse(text(column));
  }

  private DeclaredOptions parse(String text) {
    try {
      return OptionView.toOptions(Optional.of(json.readValue(text, VIEWS)));
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("stored DHCP options are unreadable", unreadable);
    }
  }

  static String text(Object column) {
    return column instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(column);
  }
}
