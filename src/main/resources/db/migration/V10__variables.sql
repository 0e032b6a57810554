-- Variables hold secrets, so they are sealed like profiles; null says nothing. Nothing ever read what V1 called a group's variables.
ALTER TABLE `group`
  DROP COLUMN variables,
  ADD COLUMN variables     MEDIUMBLOB  NULL,
  ADD COLUMN variables_key VARCHAR(32) NULL;
ALTER TABLE machine
  ADD COLUMN variables     MEDIUMBLOB  NULL,
  ADD COLUMN variables_key VARCHAR(32) NULL;
-- What holds for all machines; one row.
CREATE TABLE global_variables (
  id         TINYINT     NOT NULL PRIMARY KEY,
  ciphertext MEDIUMBLOB  NOT NULL,
  key_id     VARCHAR(32) NOT NULL,
  version    BIGINT      NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
