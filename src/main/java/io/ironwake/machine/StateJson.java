package io.ironwake.machine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** How the database keeps a state: its data as JSON with the state's name beside it. */
final class StateJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addMixIn(MachineState.class, Named.class)
          .build();

  private StateJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = MachineState.Discovered.class, name = "DISCOVERED"),
    @JsonSubTypes.Type(value = MachineState.Approved.class, name = "APPROVED"),
    @JsonSubTypes.Type(value = MachineState.Installing.class, name = "INSTALLING"),
    @JsonSubTypes.Type(value = MachineState.Installed.class, name = "INSTALLED"),
    @JsonSubTypes.Type(value = MachineState.Failed.class, name = "FAILED"),
    @JsonSubTypes.Type(value = MachineState.Retired.class, name = "RETIRED")
  })
  private interface Named {}

  static String write(MachineState state) {
    try {
      return JSON.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state could not be written", e);
    }
  }

  static MachineState read(String text) {
    try {
      return JSON.readValue(text, MachineState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a machine's state_data cannot be read; restore the row from a backup", e);
    }
  }
}
