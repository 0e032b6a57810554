-- An operator's word on how one machine boots; null leaves it to its model, its subnet and its firmware.
ALTER TABLE machine
  ADD COLUMN loader     VARCHAR(64) NULL,
  ADD COLUMN local_boot VARCHAR(16) NULL;
