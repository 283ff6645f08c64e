-- The pace at the doors by spans of five seconds, so that no headcount reads entries. A file that had
-- its tables before gets their rows when all projections are rebuilt, in the same transaction.

CREATE TABLE pace_slot(           -- people at the doors by spans of five seconds, undone entries left out
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  station BLOB NOT NULL,          -- the laptop that wrote the entries
  machine TEXT NOT NULL,          -- its machine
  slot INTEGER NOT NULL,          -- time by the clock of that laptop, in spans of five seconds
  entrance TEXT NOT NULL,         -- the entrance; empty for none
  people_in INTEGER NOT NULL,     -- people who came in with a ticket
  net INTEGER NOT NULL,           -- people who came in less those who left, clicks included
  PRIMARY KEY(event, area, station, machine, slot, entrance)
) STRICT, WITHOUT ROWID;

CREATE TABLE pace_refused(        -- refused scans by spans of five seconds
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  slot INTEGER NOT NULL,          -- time in spans of five seconds
  outcome TEXT NOT NULL,          -- the outcome, as in `verdict.toml`
  entries INTEGER NOT NULL,       -- number of refused scans
  PRIMARY KEY(event, area, slot, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE busiest_quarter(     -- the busiest quarter of an hour of each laptop, from `pace_slot`
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  station BLOB NOT NULL,          -- the laptop
  machine TEXT NOT NULL,          -- its machine
  up_to INTEGER NOT NULL,         -- the slot up to which it was found
  people INTEGER NOT NULL,        -- most people who came in during a quarter that ends by then
  PRIMARY KEY(event, area, station, machine)
) STRICT, WITHOUT ROWID;
