package io.ironwake.boot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "install")
class InstallEntity {
  @Id
  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  UUID id;

  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  UUID machine;

  int number;
  String profile;

  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(name = "profile_hash", length = 32)
  byte[] profileHash;

  String completion;
  String way;

  @Column(columnDefinition = "text")
  String arguments;

  @Nullable String disk;

  @Column(columnDefinition = "json")
  String assets;

  @Column(columnDefinition = "mediumblob")
  byte[] frozen;

  @Column(name = "key_id")
  String keyId;

  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(name = "report_hash", length = 32)
  byte[] reportHash;

  @Column(name = "approved_by")
  String approvedBy;

  @Column(name = "approved_at")
  Instant approvedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Nullable String outcome;
  @Nullable String reason;
}
