-- Expected places of the tickets, so that a headcount reads totals alone. A file that had its tables
-- before gets their values when all projections are rebuilt, in the same transaction.

ALTER TABLE attendance ADD COLUMN expected_places TEXT NOT NULL DEFAULT '[]'; -- JSON: places on each current list that expects the ticket

ALTER TABLE total_category ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0; -- expected places that were ever used

ALTER TABLE total_category ADD COLUMN here INTEGER NOT NULL DEFAULT 0; -- expected places that are in use now

CREATE TABLE total_expected(      -- places to add to those of `list_total`
  event BLOB NOT NULL,            -- id of the event
  category TEXT NOT NULL,         -- the category
  places INTEGER NOT NULL,        -- sold at the door, less those that the desk cancelled or blocked
  PRIMARY KEY(event, category)
) STRICT, WITHOUT ROWID;
