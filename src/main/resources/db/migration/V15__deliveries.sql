-- How the arguments of an install reach its machine: by a network boot, or by a link that an operator takes to it.
ALTER TABLE install ADD COLUMN way VARCHAR(16) NOT NULL DEFAULT 'NETWORK';

-- A link to an install's arguments. base is where the machine reaches the boot plane; unasked says whether a
-- menu begins by itself.
CREATE TABLE delivery (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  install    BINARY(16)   NOT NULL,
  token_hash BINARY(32)   NOT NULL,
  base       VARCHAR(192) NOT NULL,
  unasked    BOOLEAN      NOT NULL,
  made_by    VARCHAR(128) NOT NULL,
  made_at    DATETIME(6)  NOT NULL,
  UNIQUE KEY delivery_token (token_hash),
  KEY delivery_install (install)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
