-- What comes from other laptops, and what went to them.

CREATE TABLE aside(              -- entries that are kept without effect, as they came or were found
  event BLOB NOT NULL,
  log BLOB NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  why TEXT NOT NULL,             -- role, revoked, damaged
  body BLOB NOT NULL,
  PRIMARY KEY(event, log, seq, hash)
) STRICT, WITHOUT ROWID;

DROP TRIGGER entry_stays;        -- an entry may be put aside, never thrown away
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
  WHEN NOT EXISTS (SELECT 1 FROM aside a WHERE a.event = OLD.event AND a.log = OLD.log
    AND a.seq = OLD.seq AND a.hash = OLD.hash)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE gap(                -- where an entry was damaged; its hash is known from the next one
  event BLOB NOT NULL,
  log BLOB NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(event, log, seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE branch(             -- the ends of a log that two machines went on with
  event BLOB NOT NULL,
  log BLOB NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(event, log, seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE awaited(            -- annexes that held entries name and that have not come yet
  event BLOB NOT NULL,
  annex BLOB NOT NULL,
  entry BLOB NOT NULL,
  PRIMARY KEY(event, annex, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE met(                -- the last direct exchange with a station, on either one's clock
  event BLOB NOT NULL,
  station BLOB NOT NULL,
  theirs INTEGER NOT NULL,       -- ms UTC by that station's clock when it wrote
  set_at INTEGER NOT NULL DEFAULT 0,  -- which setting of that clock: its wall less its monotonic, ms
  ours INTEGER NOT NULL,         -- ms UTC by this laptop's clock when this was read
  low INTEGER,                   -- ms to add at least, by that, to this clock
  high INTEGER,                  -- and at most, for the time of the laptop that made the event
  anchor INTEGER NOT NULL,       -- this laptop's wall clock less its monotonic one, ms
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE given(              -- how far each log went out of this laptop, read back there
  event BLOB NOT NULL,
  log BLOB NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(event, log)
) STRICT, WITHOUT ROWID;

CREATE TABLE target(             -- folders that this laptop exchanges with; never exchanged itself
  event BLOB NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY(event, target)
) STRICT, WITHOUT ROWID;

-- Whether two machines went on with a log; its ends are then in `branch`.
ALTER TABLE log ADD COLUMN forked INTEGER NOT NULL DEFAULT 0;
-- The machine that wrote a log, as its first entry says: a copied folder shows as a second one.
ALTER TABLE log ADD COLUMN machine TEXT NOT NULL DEFAULT '';
-- Whether this laptop is still reading the file that it joins by: stopped, it does that again.
ALTER TABLE event ADD COLUMN joining INTEGER NOT NULL DEFAULT 0;
