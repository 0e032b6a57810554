package io.ironwake.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Reads JSON by its types: 7 is not true, and "7" is not 7. Whoever sends the wrong one is told.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {
  private static final List<CoercionInputShape> SCALARS =
      List.of(
          CoercionInputShape.Boolean,
          CoercionInputShape.Integer,
          CoercionInputShape.Float,
          CoercionInputShape.String);

  @Override
  public void customize(ObjectMapper json) {
    refuse(json, LogicalType.Boolean, CoercionInputShape.Boolean);
    refuse(json, LogicalType.Integer, CoercionInputShape.Integer);
    refuse(json, LogicalType.Textual, CoercionInputShape.String);
  }

  private static void refuse(ObjectMapper json, LogicalType type, CoercionInputShape own) {
    SCALARS.stream()
        .filter(shape -> shape != own)
        .forEach(shape -> json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail));
  }
}
