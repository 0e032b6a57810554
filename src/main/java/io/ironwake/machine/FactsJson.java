package io.ironwake.machine;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Inventories as JSON: strictly read when an inspector sends one, and kept in the database. */
public final class FactsJson {
  /** The largest document, in bytes: 256 disks with all their links take about half of it. */
  public static final int LARGEST = 262_144;

  private static final int DEEPEST = 8;
  private static final int LONGEST_NUMBER = 20;
  private static final String TAKEN_AT = "taken-at";

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(4 * FactText.LONGEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(macs())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withConfigOverride(
              List.class, it -> it.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private FactsJson() {}

  private static SimpleModule macs() {
    return new SimpleModule()
        .addSerializer(
            MacAddress.class,
            new JsonSerializer<MacAddress>() {
              @Override
              public void serialize(MacAddress mac, JsonGenerator out, SerializerProvider context)
                  throws IOException {
                out.writeString(mac.toString());
              }
            })
        .addDeserializer(
            MacAddress.class,
            new JsonDeserializer<MacAddress>() {
              @Override
              public MacAddress deserialize(JsonParser in, DeserializationContext context)
                  throws IOException {
                return MacAddress.parse(String.valueOf(in.getValueAsString()));
              }
            });
  }

  /**
   * Reads what an inspector sent.
   *
   * @param takenAt when it arrived
   * @throws Problem INVALID naming the field and the bound
   */
  public static HardwareFacts received(byte[] document, Instant takenAt) {
    if (document.length > LARGEST) {
      throw Problem.invalid(
          "the inventory has " + document.length + " bytes; at most " + LARGEST + " are taken");
    }
    try {
      JsonNode tree = JSON.readTree(document);
      if (!(tree instanceof ObjectNode facts)) {
        throw Problem.invalid("the inventory is no JSON object");
      }
      facts.put(TAKEN_AT, takenAt.toString());
      return JSON.treeToValue(facts, HardwareFacts.class);
    } catch (JsonProcessingException e) {
      throw Problem.invalid("the inventory is refused: " + where(e));
    } catch (IOException e) {
      throw Problem.invalid("the inventory cannot be read");
    }
  }

  /** Names the field, never what stands in it. */
  private static String where(JsonProcessingException e) {
    String path =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(it -> it.getFieldName() == null ? "" + it.getIndex() : it.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    if (e instanceof UnrecognizedPropertyException) {
      return "unknown field " + FactText.shortened(path);
    }
    if (e.getCause() instanceof IllegalArgumentException bound) {
      return String.valueOf(bound.getMessage());
    }
    return path.isEmpty()
        ? "it is no valid JSON"
        : "field " + FactText.shortened(path) + " is missing or of the wrong type";
  }

  static HardwareFacts facts(String stored) {
    return read(stored, HardwareFacts.class);
  }

  static HardwareSummary summary(String stored) {
    return read(stored, HardwareSummary.class);
  }

  private static <T> T read(String stored, Class<T> type) {
    try {
      return JSON.readValue(stored, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored inventory cannot be read with this version", e);
    }
  }

  /** As it is stored, and as the API answers it. */
  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an inventory could not be written", e);
    }
  }
}
