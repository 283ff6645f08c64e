-- What a hub without keys passes on: parts of an exchange, encrypted, as laptops brought them.
-- Laptops have no rows here.

CREATE TABLE sealed_annexes(      -- parts with annexes; no key of this folder opens them
  event BLOB NOT NULL,            -- id of the event
  part BLOB NOT NULL,             -- hash of the part
  sealed BLOB NOT NULL,           -- the part
  PRIMARY KEY(event, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_annex(        -- the annexes in each part, as its message names them
  event BLOB NOT NULL,            -- id of the event
  annex BLOB NOT NULL,            -- hash of the annex
  part BLOB NOT NULL,             -- the part that it is in
  PRIMARY KEY(event, annex, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_list(         -- the parts of each list
  list INTEGER NOT NULL,          -- the list
  part INTEGER NOT NULL,          -- number of the part, from 1
  rows TEXT NOT NULL,             -- its rows in clear, as JSON: ticket, category, places, status
  sealed BLOB NOT NULL,           -- the part
  PRIMARY KEY(list, part)
) STRICT, WITHOUT ROWID;
