-- Releases that garbage collection and removal leave alone, whoever needs them. release_folder is os/version/arch.
CREATE TABLE asset_pin (
  release_folder VARCHAR(200) NOT NULL PRIMARY KEY,
  pinned_by      VARCHAR(128) NOT NULL,
  pinned_at      DATETIME(6)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
