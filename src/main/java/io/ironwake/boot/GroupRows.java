package io.ironwake.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.OptionView;
import io.ironwake.net.BootHints;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
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

  GroupRows(ObjectMapper json) {
    this.json = json;
  }

  void fill(GroupEntity row, Group group) {
    row.name = group.name();
    row.selector = write(group.selector().labels());
    row.loader = group.boot().loader().map(LoaderChoice::text).orElse(null);
    row.localBoot = group.boot().localBoot().map(LocalBoot::word).orElse(null);
    row.options = group.options().byCode().isEmpty() ? null : write(OptionView.of(group.options()));
  }

  Group group(GroupEntity row) {
    return new Group(
        row.name,
        new Selector(read(row.selector, LABELS)),
        new BootHints(
            Optional.ofNullable(row.loader).map(LoaderChoice::new),
            Optional.ofNullable(row.localBoot).map(LocalBoot::parse)),
        options(row.options));
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
