package io.ironwake.machine;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "machine")
class MachineEntity {
  @Id
  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  UUID id;

  String name;
  String state;

  @Column(name = "state_data", columnDefinition = "json")
  String stateData;

  @Nullable Instant deadline;

  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  @Nullable UUID profile;

  @Column(columnDefinition = "json")
  String arguments;

  @Nullable String disk;

  @Column(columnDefinition = "json")
  String labels;

  boolean locked;

  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  @Nullable UUID live;

  @Column(name = "live_once")
  boolean liveOnce;

  @Nullable String loader;

  @Column(name = "local_boot")
  @Nullable String localBoot;

  @Column(columnDefinition = "mediumblob")
  byte @Nullable [] variables;

  @Column(name = "variables_key")
  @Nullable String variablesKey;

  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(name = "smbios_uuid", length = 16)
  @Nullable UUID smbiosUuid;

  @Nullable String serial;
  int installs;

  @Column(columnDefinition = "json")
  @Nullable String hardware;

  @Column(columnDefinition = "json")
  @Nullable String guard;

  @Column(name = "quarantined_at")
  @Nullable Instant quarantinedAt;

  @Column(name = "quarantine_reason")
  @Nullable String quarantineReason;

  @Column(name = "released_at")
  @Nullable Instant releasedAt;

  @Version long version;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;
}
