-- An imported Matchbox directory, file by file, sealed: its templates may hold secrets.
CREATE TABLE matchbox_file (
  path       VARCHAR(255) NOT NULL PRIMARY KEY,
  ciphertext MEDIUMBLOB   NOT NULL,
  key_id     VARCHAR(32)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
