-- What a cluster is to be, and what was decided of it: founding counts how often it was begun, formed says whether it came into being
-- since, seating rises with every decision, so that two replicas never found one cluster twice. Its token is in secret, as cluster/<id>.
CREATE TABLE cluster (
  id       BINARY(16)  NOT NULL PRIMARY KEY,
  name     VARCHAR(63) NOT NULL,
  spec     JSON        NOT NULL,
  founding INT         NOT NULL DEFAULT 1,
  formed   BOOLEAN     NOT NULL DEFAULT FALSE,
  seating  BIGINT      NOT NULL DEFAULT 0,
  version  BIGINT      NOT NULL,
  UNIQUE KEY cluster_name (name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- install is the approval that made the machine a member, bootstrapped whether it was INSTALLED as one.
CREATE TABLE cluster_member (
  machine      BINARY(16)    NOT NULL PRIMARY KEY,
  cluster      BINARY(16)    NOT NULL,
  role         VARCHAR(16)   NOT NULL,
  ordinal      INT           NOT NULL,
  name         VARCHAR(63)   NOT NULL,
  address      VARBINARY(16) NULL,
  founder      BOOLEAN       NOT NULL,
  install      BINARY(16)    NULL,
  bootstrapped BOOLEAN       NOT NULL,
  KEY cluster_member_cluster (cluster, ordinal),
  KEY cluster_member_install (install)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
