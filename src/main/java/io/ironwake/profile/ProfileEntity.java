package io.ironwake.profile;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "profile")
class ProfileEntity {
  @Id
  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  UUID id;

  String name;
  String os;

  @Column(name = "os_version")
  String osVersion;

  String arch;
  String effect;

  @Column(columnDefinition = "mediumblob")
  byte[] ciphertext;

  @Column(name = "key_id")
  String keyId;

  @Version long version;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;
}
