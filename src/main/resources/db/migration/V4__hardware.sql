-- What SMBIOS says a machine is, as iPXE told it: firmware quirk rules match it at the machine's next boot.
CREATE TABLE hardware (
  machine      BINARY(16)   NOT NULL PRIMARY KEY,
  manufacturer VARCHAR(128) NOT NULL,
  product      VARCHAR(128) NOT NULL,
  seen_at      DATETIME(6)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
