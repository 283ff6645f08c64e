-- What lists, codes and addresses are checked by that no entry holds a hash of.

ALTER TABLE list ADD COLUMN email BLOB;     -- hash over the e-mail addresses of its rows
ALTER TABLE list ADD COLUMN replaced BLOB;  -- hash over the codes of its tickets that lists replaced; empty: some are lost
ALTER TABLE code ADD COLUMN desk INTEGER;   -- what entries say: given out (0), replaced (1), nothing (none)
ALTER TABLE code ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;  -- a newer list replaced it
UPDATE code SET desk = iif(replaced = 0, 0, 1) WHERE replaced = 0 OR EXISTS
  (SELECT 1 FROM entry e WHERE e.event = code.event AND e.ticket = code.ticket AND e.kind = 'status'
   AND instr(CAST(e.body AS TEXT), lower(hex(code.code))));
UPDATE code SET listed = 1 WHERE desk IS NULL;
