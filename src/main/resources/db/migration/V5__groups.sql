-- What a group says of its machines' boot and DHCP options; null says nothing. Profile and variables stand since V1.
ALTER TABLE `group`
  ADD COLUMN loader     VARCHAR(64) NULL,
  ADD COLUMN local_boot VARCHAR(16) NULL,
  ADD COLUMN options    JSON NULL;
