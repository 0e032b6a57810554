-- 'full': the client gets its reserved address where the subnet is in mode proxy too; NULL: as the subnet's mode says.
ALTER TABLE reservation ADD COLUMN mode VARCHAR(20) NULL;
