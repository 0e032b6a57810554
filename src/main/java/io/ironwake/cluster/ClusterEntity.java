package io.ironwake.cluster;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "cluster")
class ClusterEntity {
  @Id
  @JdbcTypeCode(SqlTypes.BINARY)
  @Column(length = 16)
  UUID id;

  String name;

  @Column(columnDefinition = "json")
  String spec;

  /** How often it was begun; written by {@link ClusterRows} alone. */
  @Column(insertable = false, updatable = false)
  int founding;

  @Column(insertable = false, updatable = false)
  boolean formed;

  /** Rises with everything decided of its members. */
  @Column(insertable = false, updatable = false)
  long seating;

  @Version long version;
}
