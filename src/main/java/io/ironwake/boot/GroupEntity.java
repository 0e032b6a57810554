package io.ironwake.boot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "`group`")
class GroupEntity {
  @Id
  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  UUID id;

  String name;

  @Column(columnDefinition = "json")
  String selector;

  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  @Nullable UUID profile;

  @Column(columnDefinition = "mediumblob")
  byte @Nullable [] variables;

  @Column(name = "variables_key")
  @Nullable String variablesKey;

  @Nullable String loader;

  @Column(name = "local_boot")
  @Nullable String localBoot;

  @Column(columnDefinition = "json")
  @Nullable String options;

  @Version long version;
}
