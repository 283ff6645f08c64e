-- What is true stands in `entry` (what happened) and in the lists; attendance and totals are
-- folded from them and can be made again. Times are ms UTC; ids and hashes are blobs.

CREATE TABLE event(              -- the events that this folder knows
  event BLOB PRIMARY KEY,
  current INTEGER NOT NULL DEFAULT 0,
  announced INTEGER NOT NULL DEFAULT 1   -- laptops that take part, this one included
) STRICT, WITHOUT ROWID;

CREATE TABLE setting(            -- an event's settings as they stand, folded from its entries
  event BLOB NOT NULL,
  station BLOB NOT NULL,         -- empty: the whole event
  key TEXT NOT NULL,
  value TEXT NOT NULL,           -- JSON; for a private setting the annex holds it
  PRIMARY KEY(event, station, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE station(            -- laptops: an identity and a role that the organiser signed
  event BLOB NOT NULL,
  station BLOB NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  certificate TEXT NOT NULL,
  this INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE log(                -- one process of one station wrote one log
  event BLOB NOT NULL,
  log BLOB NOT NULL,
  station BLOB NOT NULL,
  length INTEGER NOT NULL,       -- entries held
  tip BLOB NOT NULL,             -- hash of the last of them
  offset_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(event, log)
) STRICT, WITHOUT ROWID;

CREATE TABLE head(               -- signed by the log's author: it stood so far, at that time
  event BLOB NOT NULL,
  log BLOB NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  as_of INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY(event, log, seq, as_of, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE operator(           -- people who stand at stations; the annex holds the name
  event BLOB NOT NULL,
  operator TEXT NOT NULL,
  annex BLOB NOT NULL,
  PRIMARY KEY(event, operator)
) STRICT, WITHOUT ROWID;
CREATE TABLE shift(              -- who stands at a station now, folded from its entries
  event BLOB NOT NULL,
  station BLOB NOT NULL,
  operator TEXT NOT NULL,
  at INTEGER NOT NULL,
  entry BLOB NOT NULL,           -- the one that began it
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;
CREATE TABLE pin_try(            -- wrong tries of a PIN on this laptop; never exchanged
  event BLOB NOT NULL,
  keeper TEXT NOT NULL,
  failures INTEGER NOT NULL,     -- in a row
  passed INTEGER NOT NULL,       -- the monotonic clock at the last of them, ms
  PRIMARY KEY(event, keeper)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry(              -- the journal; `body` is the truth, the columns are copies
  n INTEGER PRIMARY KEY,         -- order of arrival here
  event BLOB NOT NULL,
  log BLOB NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  area TEXT,
  entrance TEXT,
  ticket BLOB,
  people INTEGER NOT NULL,
  target BLOB,                   -- the entry that an undo or decision is about
  body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX entry_hash ON entry(hash);
CREATE INDEX entry_log ON entry(event, log, seq);
CREATE INDEX entry_ticket ON entry(event, ticket) WHERE ticket IS NOT NULL;
CREATE INDEX entry_general ON entry(event, kind) WHERE ticket IS NULL;
CREATE INDEX entry_target ON entry(target) WHERE target IS NOT NULL;
CREATE INDEX entry_time ON entry(event, at);
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_as_written BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE newest(             -- the last thing that a guest caused at a station
  event BLOB NOT NULL,
  station BLOB NOT NULL,
  hash BLOB NOT NULL,
  kind TEXT NOT NULL,
  ticket BLOB,
  area TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE list(               -- a guest list of one source: an immutable snapshot
  list INTEGER PRIMARY KEY,
  event BLOB NOT NULL,
  source TEXT NOT NULL,
  version INTEGER NOT NULL,
  parent BLOB,                   -- content hash of the version before
  hash BLOB,                     -- content hash over the rows without e-mail
  rows INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,           -- staged, current, old
  indexed INTEGER NOT NULL DEFAULT 0  -- its names in the search index: 0 none, 1 some, 2 all
) STRICT;
CREATE INDEX list_event ON list(event, state);

CREATE TABLE list_row(           -- no names here: `person` points to them
  list INTEGER NOT NULL,
  ticket BLOB NOT NULL,
  code BLOB,                     -- keyed hash; none for a guest found by name
  ref TEXT NOT NULL,
  category TEXT NOT NULL,
  places INTEGER NOT NULL,
  status TEXT NOT NULL,
  valid_from INTEGER,
  valid_until INTEGER,
  entrances TEXT,                -- JSON array; none: every entrance
  person INTEGER,
  PRIMARY KEY(list, ticket)
) STRICT, WITHOUT ROWID;
CREATE TABLE list_code(list INTEGER NOT NULL, code BLOB NOT NULL, ticket BLOB NOT NULL,
  PRIMARY KEY(list, code)) STRICT, WITHOUT ROWID;
CREATE TABLE list_ref(list INTEGER NOT NULL, ref TEXT NOT NULL, ticket BLOB NOT NULL,
  PRIMARY KEY(list, ref)) STRICT, WITHOUT ROWID;
CREATE TABLE list_total(list INTEGER NOT NULL, category TEXT NOT NULL, status TEXT NOT NULL,
  tickets INTEGER NOT NULL, places INTEGER NOT NULL,
  PRIMARY KEY(list, category, status)) STRICT, WITHOUT ROWID;

CREATE TABLE code(               -- codes given out here, and codes that were replaced
  event BLOB NOT NULL,
  code BLOB NOT NULL,
  ticket BLOB NOT NULL,
  replaced INTEGER NOT NULL,
  PRIMARY KEY(event, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE hand(               -- what the desk did to a ticket, folded from its entries
  event BLOB NOT NULL,
  ticket BLOB NOT NULL,
  cancelled INTEGER NOT NULL,
  blocked INTEGER NOT NULL,
  paid INTEGER NOT NULL,
  annex BLOB,                    -- names who comes instead
  PRIMARY KEY(event, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE personal(           -- all personal data, and nothing else: this table is purged
  n INTEGER PRIMARY KEY,
  event BLOB NOT NULL,
  list INTEGER,                  -- a list row's person, or
  annex BLOB,                    -- what an entry holds only the salted hash of
  ticket BLOB,
  ref TEXT,
  name TEXT,
  organisation TEXT,
  booked_by TEXT,
  email TEXT,
  note TEXT,
  salt BLOB,
  body TEXT                      -- the annex as JSON
) STRICT;
CREATE INDEX personal_annex ON personal(annex) WHERE annex IS NOT NULL;
CREATE VIRTUAL TABLE personal_search USING fts5(
  name, organisation, booked_by, ref,
  content='personal', content_rowid='n',
  tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');
CREATE VIRTUAL TABLE personal_word USING fts5vocab('personal_search', 'row');

CREATE TABLE attendance(         -- one ticket in one area, folded from its entries; people
  event BLOB NOT NULL,
  area TEXT NOT NULL,
  ticket BLOB NOT NULL,
  category TEXT NOT NULL,
  inside INTEGER NOT NULL,
  used INTEGER NOT NULL,
  doubles INTEGER NOT NULL,
  doubles_open INTEGER NOT NULL,
  doubtful INTEGER NOT NULL,
  entries INTEGER NOT NULL,      -- admissions, not undone
  refusals INTEGER NOT NULL,
  first_at INTEGER,
  first_entrance TEXT,
  first_log BLOB,
  last_out_at INTEGER,
  doors TEXT NOT NULL,           -- JSON {entrance: [people in, people out]}
  moved INTEGER NOT NULL,        -- came in since the area's last recount, less those who left
  PRIMARY KEY(event, area, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_doubles ON attendance(event, area) WHERE doubles > 0;
CREATE INDEX attendance_moved ON attendance(event, area) WHERE moved <> 0;

CREATE TABLE total_category(     -- sums over attendance, kept by adding differences
  event BLOB NOT NULL,
  area TEXT NOT NULL,
  category TEXT NOT NULL,
  inside INTEGER NOT NULL,
  used INTEGER NOT NULL,
  doubles INTEGER NOT NULL,
  doubles_open INTEGER NOT NULL,
  doubtful INTEGER NOT NULL,
  PRIMARY KEY(event, area, category)
) STRICT, WITHOUT ROWID;
CREATE TABLE total_entrance(     -- people through each entrance, clicks included
  event BLOB NOT NULL,
  area TEXT NOT NULL,
  entrance TEXT NOT NULL,
  people_in INTEGER NOT NULL,
  people_out INTEGER NOT NULL,
  PRIMARY KEY(event, area, entrance)
) STRICT, WITHOUT ROWID;
CREATE TABLE total_refused(
  event BLOB NOT NULL,
  area TEXT NOT NULL,
  outcome TEXT NOT NULL,
  entries INTEGER NOT NULL,
  PRIMARY KEY(event, area, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE total_click(        -- people without a scan, clicked in and out, undone ones not
  event BLOB NOT NULL,
  area TEXT NOT NULL,
  people_in INTEGER NOT NULL,
  people_out INTEGER NOT NULL,
  PRIMARY KEY(event, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE recount(            -- the last time that all who were inside were counted by hand
  event BLOB NOT NULL,
  area TEXT NOT NULL,
  entry BLOB NOT NULL,
  people INTEGER NOT NULL,
  at INTEGER NOT NULL,           -- corrected
  moved INTEGER NOT NULL,        -- came in since, less those who left; clicks included
  PRIMARY KEY(event, area)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_ticket AS    -- tickets as they stand; the column order is the program's
  SELECT r.ticket, r.ref, l.source, r.category, r.places, r.status, r.valid_from, r.valid_until,
    r.entrances, coalesce(s.name, p.name) AS name,
    coalesce(s.organisation, p.organisation) AS organisation, p.booked_by, p.note,
    h.cancelled, h.blocked, h.paid, l.event, l.list
  FROM list l JOIN list_row r ON r.list = l.list
  LEFT JOIN personal p ON p.n = r.person
  LEFT JOIN hand h ON h.event = l.event AND h.ticket = r.ticket
  LEFT JOIN personal s ON s.annex = h.annex
  WHERE l.state = 'current';

-- For people with the sqlite3 shell, DB Browser or Datasette.
CREATE VIEW current_event AS
  SELECT event, (SELECT json_extract(value, '$') FROM setting s
    WHERE s.event = e.event AND s.station = x'' AND s.key = 'name') AS name
  FROM event e WHERE current = 1;
CREATE VIEW headcount AS
  SELECT e.name AS event, t.area, t.category, sum(t.inside) AS inside, sum(t.used) AS admitted,
    sum(t.doubles) AS double_entries
  FROM total_category t JOIN current_event e ON e.event = t.event
  GROUP BY e.name, t.area, t.category;
CREATE VIEW attendance_list AS
  SELECT e.name AS event, r.ref AS ticket, coalesce(s.name, p.name) AS name,
    coalesce(s.organisation, p.organisation) AS organisation, r.category, r.places,
    CASE WHEN r.status = 'withdrawn' THEN 'withdrawn'
      WHEN r.status = 'cancelled' OR h.cancelled THEN 'cancelled'
      WHEN r.status = 'blocked' OR h.blocked THEN 'blocked'
      WHEN r.status = 'unpaid' AND NOT coalesce(h.paid, 0) THEN 'unpaid' ELSE 'valid' END AS status,
    coalesce(a.inside, 0) AS inside,
    strftime('%Y-%m-%dT%H:%M:%SZ', a.first_at / 1000, 'unixepoch') AS first_in_utc,
    a.first_entrance,
    strftime('%Y-%m-%dT%H:%M:%SZ', a.last_out_at / 1000, 'unixepoch') AS last_out_utc,
    coalesce(a.entries, 0) AS entries, coalesce(a.doubles, 0) AS double_entries
  FROM current_event e
  JOIN list l ON l.event = e.event AND l.state = 'current'
  JOIN list_row r ON r.list = l.list
  LEFT JOIN personal p ON p.n = r.person
  LEFT JOIN hand h ON h.event = l.event AND h.ticket = r.ticket
  LEFT JOIN personal s ON s.annex = h.annex
  LEFT JOIN attendance a ON a.event = l.event AND a.area = 'festival' AND a.ticket = r.ticket
  ORDER BY r.ref;
CREATE VIEW double_entries AS
  SELECT ticket, name, event, double_entries, first_in_utc, first_entrance
  FROM attendance_list WHERE double_entries > 0;
