package io.ironwake.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.access.Vault;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.OptionView;
import io.ironwake.net.BootHints;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.profile.SealedVariables;
import io.ironwake.profile.Selector;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The group table. */
@ApplicationScoped
class GroupRows implements PanacheRepositoryBase<GroupEntity, UUID> {
  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
  private static final TypeReference<Map<Integer, OptionView>> OPTIONS = new TypeReference<>() {};

  private final ObjectMapper json;
  private final SealedVariables sealing;

  GroupRows(ObjectMapper json, SealedVariables sealing) {
    this.json = json;
    this.sealing = sealing;
  }

  void fill(GroupEntity row, Group group) {
    row.name = group.name();
    row.selector = write(group.selector().labels());
    row.loader = group.boot().loader().map(LoaderChoice::text).orElse(null);
    row.localBoot = group.boot().localBoot().map(LocalBoot::word).orElse(null);
    row.options = group.options().byCode().isEmpty() ? null : write(OptionView.of(group.options()));
    row.profile = group.profile().orElse(null);
    Optional<Vault.Sealed> sealed = sealing.seal(owner(row), group.variables());
    row.variables = sealed.map(Vault.Sealed::ciphertext).orElse(null);
    row.variablesKey = sealed.map(Vault.Sealed::keyId).orElse(null);
  }

  Group group(GroupEntity row) {
    return new Group(
        row.name,
        new Selector(read(row.selector, LABELS)),
        new BootHints(
            Optional.ofNullable(row.loader).map(LoaderChoice::new),
            Optional.ofNullable(row.localBoot).map(LocalBoot::parse)),
        options(row.options),
        Optional.ofNullable(row.profile),
        sealing.open(owner(row), row.variables, row.variablesKey));
  }

  private static String owner(GroupEntity row) {
    return "group:" + row.id;
  }

  private DeclaredOptions options(@Nullable String column) {
    return OptionView.declared(Optional.ofNullable(column).map(text -> read(text, OPTIONS)));
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a group could not be written", e);
    }
  }

  private <T> T read(String column, TypeReference<T> type) {
    try {
      return json.readValue(column, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored group is unreadable", e);
    }
  }
}
