-- The truth is in `entry` (what happened) and in the guest lists; attendance and totals are
-- projections, rebuilt from them at any time. Times are ms UTC. Ids and hashes are blobs.
-- Each table is about one event (`event`), unless it says otherwise.
--
-- The views come before the tables, so that SQLite's integrity check also reads the free pages
-- (`kiosk/store/sqlite/integrity_check.py`).

CREATE VIEW current_ticket AS     -- the tickets as they are now; the program reads it by column order
  SELECT r.ticket, r.ref, l.source, r.category, r.places, r.status, r.valid_from, r.valid_until,
    r.entrances, coalesce(s.name, p.name) AS name,
    coalesce(s.organisation, p.organisation) AS organisation, p.booked_by, p.note,
    h.cancelled, h.blocked, h.paid, l.event, l.list
  FROM list_snapshot l JOIN list_row r ON r.list = l.list
  LEFT JOIN personal p ON p.n = r.person
  LEFT JOIN desk_action h ON h.event = l.event AND h.ticket = r.ticket
  LEFT JOIN personal s ON s.annex = h.substitute_annex
  WHERE l.state = 'current';

-- Views for people with the sqlite3 shell, DB Browser or Datasette; the program reads none of them.
-- They are about the current event, in words. Times are UTC, by the clock of the laptop that wrote
-- the entry. Names are those of `personal`: a purge leaves them empty. No codes, PINs or keys.

CREATE VIEW scan_log AS           -- entries at the doors, in order of time
  SELECT strftime('%Y-%m-%dT%H:%M:%SZ', e.at / 1000, 'unixepoch') AS time,
    CASE e.kind WHEN 'walk_in' THEN 'walk-in'
      WHEN 'clicker' THEN 'click ' || coalesce(e.told ->> '$.detail.direction', '')
      ELSE e.kind END AS what,    -- in, out, refused, undo, walk-in, click in, click out
    CASE WHEN e.ticket IS NOT NULL THEN coalesce((SELECT t.ref FROM current_ticket t
      WHERE t.event = e.event AND t.ticket = e.ticket), lower(hex(e.ticket)))
      END AS ticket,              -- ticket number; its id where no list in use has it
    (SELECT t.name FROM current_ticket t
      WHERE t.event = e.event AND t.ticket = e.ticket) AS name,
    e.people,
    coalesce(nullif(e.area, ''), 'festival') AS area,
    e.entrance,
    (SELECT s.name FROM log l JOIN station s USING (event, station)
      WHERE l.event = e.event AND l.log = e.log) AS laptop,
    coalesce(e.told ->> '$.detail.outcome', CASE WHEN e.kind IN ('in', 'walk_in') THEN 'admitted'
      WHEN e.kind = 'out' THEN 'exited' END) AS outcome,
    iif(EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo'), 'yes', 'no')
      AS undone
  FROM (SELECT *, iif(json_valid(CAST(body AS TEXT)), CAST(body AS TEXT), '{}') AS told
    FROM entry) e
  WHERE e.event = (SELECT event FROM event WHERE current)
    AND e.kind IN ('in', 'out', 'refused', 'undo', 'walk_in', 'clicker')
  ORDER BY e.at, e.log, e.seq, e.hash;

CREATE VIEW attendance_list AS    -- tickets with their attendance at the festival, by number
  SELECT r.ref AS ticket, coalesce(s.name, p.name) AS name,
    coalesce(s.organisation, p.organisation) AS organisation, p.booked_by, r.category, r.places,
    CASE WHEN r.status = 'withdrawn' THEN 'withdrawn'
      WHEN r.status = 'cancelled' OR h.cancelled THEN 'cancelled'
      WHEN r.status = 'blocked' OR h.blocked THEN 'blocked'
      WHEN r.status IN ('unpaid', 'door_sale') AND NOT coalesce(h.paid, 0) THEN r.status
      ELSE 'valid' END AS status,
    coalesce(a.inside, 0) AS people_inside,
    coalesce(a.people_admitted, 0) AS people_admitted,
    strftime('%Y-%m-%dT%H:%M:%SZ', a.first_at / 1000, 'unixepoch') AS first_in,
    a.first_entrance,
    strftime('%Y-%m-%dT%H:%M:%SZ', a.last_out_at / 1000, 'unixepoch') AS last_out,
    coalesce(a.entries, 0) AS entries,      -- admissions that were not undone
    coalesce(a.doubles, 0) AS double_entries, -- people beyond the places
    coalesce(a.refusals, 0) AS refusals,
    coalesce(nullif(l.source, ''), 'walk-ins') AS source
  FROM list_snapshot l
  JOIN list_row r ON r.list = l.list
  LEFT JOIN personal p ON p.n = r.person
  LEFT JOIN desk_action h ON h.event = l.event AND h.ticket = r.ticket
  LEFT JOIN personal s ON s.annex = h.substitute_annex
  LEFT JOIN attendance a ON a.event = l.event AND a.area = 'festival' AND a.ticket = r.ticket
  WHERE l.event = (SELECT event FROM event WHERE current) AND l.state = 'current'
  UNION ALL                       -- let in without being on a list: under the id
  SELECT lower(hex(a.ticket)), NULL, NULL, NULL, a.category, NULL, NULL, a.inside,
    a.people_admitted, strftime('%Y-%m-%dT%H:%M:%SZ', a.first_at / 1000, 'unixepoch'),
    a.first_entrance, strftime('%Y-%m-%dT%H:%M:%SZ', a.last_out_at / 1000, 'unixepoch'),
    a.entries, a.doubles, a.refusals, NULL
  FROM attendance a
  WHERE a.event = (SELECT event FROM event WHERE current) AND a.area = 'festival'
    AND a.entries > 0 AND NOT EXISTS (SELECT 1 FROM list_snapshot l JOIN list_row r
      ON r.list = l.list AND r.ticket = a.ticket WHERE l.event = a.event AND l.state = 'current')
  ORDER BY 1, 16;

CREATE VIEW headcount AS          -- people by area and category; '(all)' counts clicks and recounts
  WITH now AS (SELECT event FROM event WHERE current),
  areas AS (SELECT 'festival' AS area UNION SELECT area FROM total_category JOIN now USING (event)
    UNION SELECT area FROM total_click JOIN now USING (event)
    UNION SELECT area FROM recount JOIN now USING (event)),
  part AS (
    SELECT area, category, places AS expected, 0 AS admitted, 0 AS inside, 0 AS double_entries
      FROM areas JOIN list_total JOIN list_snapshot USING (list) JOIN now USING (event)
      WHERE state = 'current' AND status IN ('valid', 'unpaid')
    UNION ALL SELECT area, t.category, -t.places, 0, 0, 0
      FROM areas JOIN desk_action h JOIN now USING (event) CROSS JOIN current_ticket t
      ON t.event = h.event AND t.ticket = h.ticket
      WHERE (h.cancelled OR h.blocked) AND t.status IN ('valid', 'unpaid')
    UNION ALL SELECT area, t.category, t.places, 0, 0, 0 -- sold at the door: admitted, or paid
      FROM areas JOIN current_ticket t JOIN now ON t.event = now.event
      WHERE t.status = 'door_sale' AND NOT (coalesce(t.cancelled, 0) OR coalesce(t.blocked, 0))
      AND (coalesce(t.paid, 0) OR EXISTS (SELECT 1 FROM attendance a WHERE a.event = t.event
        AND a.ticket = t.ticket AND a.people_admitted > 0))
    UNION ALL SELECT area, category, 0, people_admitted, inside, doubles
      FROM total_category JOIN now USING (event))
  SELECT area, category, sum(expected) AS expected, sum(admitted) AS admitted,
    sum(inside) AS inside, sum(double_entries) AS double_entries
  FROM part GROUP BY area, category
  HAVING sum(expected) OR sum(admitted) OR sum(inside) OR sum(double_entries)
  UNION ALL
  SELECT area, '(all)', coalesce(sum(p.expected), 0), coalesce(sum(p.admitted), 0),
    max(0, coalesce((SELECT people + net_since_recount FROM recount c JOIN now USING (event)
        WHERE c.area = areas.area),
      coalesce(sum(p.inside), 0)
        + coalesce((SELECT people_in - people_out FROM total_click c JOIN now USING (event)
          WHERE c.area = areas.area), 0)
        + iif(area = 'festival', coalesce((SELECT value ->> '$.value' FROM setting
          JOIN now USING (event) WHERE station = x'' AND key = 'crew'), 0), 0))),
    coalesce(sum(p.double_entries), 0)
  FROM areas LEFT JOIN part p USING (area) GROUP BY area
  ORDER BY 1, 2;

CREATE VIEW double_entries AS     -- tickets that let in more people than they have places
  SELECT coalesce(t.ref, lower(hex(a.ticket))) AS ticket, t.name, a.area, t.places,
    a.doubles AS people_beyond,
    a.doubles_open AS not_decided, -- of these: `kiosk doubles decide` or Shift+F3 was not used yet
    a.entries,                    -- admissions that were not undone
    strftime('%Y-%m-%dT%H:%M:%SZ', a.first_at / 1000, 'unixepoch') AS first_in, a.first_entrance
  FROM attendance a LEFT JOIN current_ticket t ON t.event = a.event AND t.ticket = a.ticket
  WHERE a.event = (SELECT event FROM event WHERE current) AND a.doubles > 0
  ORDER BY a.area, 1;

CREATE VIEW stations_seen AS      -- laptops, with the time up to which this one knows each of them
  SELECT s.name AS laptop, s.role, iif(s.this, 'yes', 'no') AS this_laptop,
    coalesce((SELECT sum(length) FROM log l
      WHERE l.event = s.event AND l.station = s.station), 0) AS entries,
    strftime('%Y-%m-%dT%H:%M:%SZ', iif(s.this, unixepoch('now'), (SELECT max(h.as_of) / 1000
      FROM log l JOIN signed_head h USING (event, log)
      WHERE l.event = s.event AND l.station = s.station)), 'unixepoch') AS last_seen,
    strftime('%Y-%m-%dT%H:%M:%SZ', (SELECT max(e.at) / 1000 FROM log l JOIN entry e
      USING (event, log) WHERE l.event = s.event AND l.station = s.station AND e.kind IN
      ('in', 'out', 'refused', 'undo', 'walk_in', 'clicker')), 'unixepoch') AS last_scan,
    (SELECT iif(json_valid(p.body), p.body ->> '$.name', NULL) FROM shift d
      JOIN operator o USING (event, operator) JOIN personal p ON p.annex = o.annex
      WHERE d.event = s.event AND d.station = s.station) AS on_duty
  FROM station s
  WHERE s.event = (SELECT event FROM event WHERE current)
  ORDER BY s.name, s.station;

CREATE VIEW settings_now AS       -- settings that were set; the others have their default
  SELECT key AS setting,
    (SELECT name FROM station s WHERE s.event = n.event AND s.station = n.station)
      AS laptop,                  -- the laptop that it is about; none: the whole event
    CASE json_type(told, '$.value') WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no'
      WHEN 'array' THEN (SELECT group_concat(value, '; ') FROM json_each(told, '$.value'))
      ELSE told ->> '$.value' END AS value
  FROM (SELECT s.event, s.station, s.key, iif(json_valid(coalesce(p.body, s.value)),
      coalesce(p.body, s.value), '{}') AS told
    FROM setting s LEFT JOIN personal p
      ON p.annex IS NOT NULL AND lower(hex(p.annex)) = s.value ->> '$.annex') n
  WHERE event = (SELECT event FROM event WHERE current) AND key NOT GLOB 'pin.*'
    AND key NOT GLOB 'enrolment.*' AND key NOT GLOB 'revoked.*' AND key NOT GLOB 'machine.*'
  ORDER BY key, laptop;

CREATE VIEW lists_in_use AS       -- the version of each guest list that counts now
  SELECT coalesce(nullif(source, ''), 'walk-ins') AS source, version, rows,
    coalesce((SELECT sum(places) FROM list_total t WHERE t.list = l.list), 0) AS places,
    strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000, 'unixepoch') AS imported,
    iif(hash IS NULL AND source <> '', 'yes', 'no') AS damaged
  FROM list_snapshot l
  WHERE event = (SELECT event FROM event WHERE current) AND state = 'current'
  ORDER BY 1;

CREATE VIEW refusals AS           -- refused scans by entrance and outcome
  SELECT area, entrance, outcome, count(*) AS scans, max(time) AS last
  FROM scan_log WHERE what = 'refused'
  GROUP BY area, entrance, outcome ORDER BY area, entrance, outcome;

CREATE TABLE event(               -- the events in this folder
  event BLOB PRIMARY KEY,         -- id of the event
  current INTEGER NOT NULL DEFAULT 0,   -- 1: the event that this laptop works for now
  announced INTEGER NOT NULL DEFAULT 1, -- laptops that take part, this one included
  joining INTEGER NOT NULL DEFAULT 0    -- 1: the event file is still being read; joining again goes on
) STRICT, WITHOUT ROWID;

CREATE TABLE setting(             -- settings as they are now; projection of `setting` entries
  event BLOB NOT NULL,            -- id of the event
  station BLOB NOT NULL,          -- the laptop that it is about; empty: the whole event
  key TEXT NOT NULL,              -- name of the setting
  value TEXT NOT NULL,            -- JSON: {"value": ...}; {"annex": ...} for a private setting
  PRIMARY KEY(event, station, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE station(             -- laptops that take part, each with a role signed by the organiser
  event BLOB NOT NULL,            -- id of the event
  station BLOB NOT NULL,          -- id of the laptop: hash of its public key
  name TEXT NOT NULL,             -- copy of the name in the certificate
  role TEXT NOT NULL,             -- copy of the role in the certificate: door, desk, admin
  certificate TEXT NOT NULL,      -- the signed certificate, as JSON
  this INTEGER NOT NULL DEFAULT 0, -- 1: this laptop
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE log(                 -- the logs; one process of one station writes one log
  event BLOB NOT NULL,            -- id of the event
  log BLOB NOT NULL,              -- id of the log
  station BLOB NOT NULL,          -- the station that wrote it
  length INTEGER NOT NULL,        -- number of entries held here
  last_hash BLOB NOT NULL,        -- hash of the last entry held here
  offset_ms INTEGER NOT NULL DEFAULT 0, -- ms to add to its times, by the `clock` entries
  forked INTEGER NOT NULL DEFAULT 0,    -- 1: two machines continued it; `log_branch` has its ends
  machine TEXT NOT NULL DEFAULT '',     -- the machine that wrote it, by its first entry
  PRIMARY KEY(event, log)
) STRICT, WITHOUT ROWID;

CREATE TABLE signed_head(         -- signatures of a log's author: the log had this entry at that time
  event BLOB NOT NULL,            -- id of the event
  log BLOB NOT NULL,              -- the log that is signed
  seq INTEGER NOT NULL,           -- number of its last entry at that time
  hash BLOB NOT NULL,             -- hash of that entry
  as_of INTEGER NOT NULL,         -- time of signing, by the author's clock
  closed INTEGER NOT NULL,        -- 1: the author writes nothing more to it
  signature BLOB NOT NULL,        -- Ed25519, by the author's key
  PRIMARY KEY(event, log, seq, as_of, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE operator(            -- the people at the stations
  event BLOB NOT NULL,            -- id of the event
  operator TEXT NOT NULL,         -- id of the person
  annex BLOB NOT NULL,            -- hash of the annex in `personal` that has the name
  PRIMARY KEY(event, operator)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift(               -- the person at each station now; projection of `shift` entries
  event BLOB NOT NULL,            -- id of the event
  station BLOB NOT NULL,          -- the station
  operator TEXT NOT NULL,         -- the person, see `operator`
  at INTEGER NOT NULL,            -- start of the shift
  entry BLOB NOT NULL,            -- hash of the entry that started it
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE pin_attempt(         -- wrong attempts at a PIN on this laptop; never exchanged
  event BLOB NOT NULL,            -- id of the event
  keeper TEXT NOT NULL,           -- whose PIN it is
  failures INTEGER NOT NULL,      -- wrong attempts in a row
  monotonic_ms INTEGER NOT NULL,  -- monotonic clock at the last one
  PRIMARY KEY(event, keeper)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry(               -- the journal; `body` is the truth, the other columns are copies
  n INTEGER PRIMARY KEY,          -- order of arrival on this laptop
  event BLOB NOT NULL,            -- id of the event
  log BLOB NOT NULL,              -- the log that it is in
  seq INTEGER NOT NULL,           -- number within the log, from 1
  hash BLOB NOT NULL,             -- SHA-256 of `body`: the name of the entry
  kind TEXT NOT NULL,             -- in, out, refused, undo, walk_in, status, setting, ...
  at INTEGER NOT NULL,            -- time by the clock of its log, or as a person stated it
  area TEXT,                      -- the area of the door
  entrance TEXT,                  -- the entrance of the door
  ticket BLOB,                    -- id of the ticket
  people INTEGER NOT NULL,        -- people who came in, left, or were counted
  target BLOB,                    -- hash of the entry that an undo or a decision is about
  body BLOB NOT NULL              -- the entry as it was written: JSON
) STRICT;
CREATE UNIQUE INDEX entry_hash ON entry(hash);
CREATE INDEX entry_log ON entry(event, log, seq);
CREATE INDEX entry_ticket ON entry(event, ticket) WHERE ticket IS NOT NULL;
CREATE INDEX entry_general ON entry(event, kind) WHERE ticket IS NULL;
CREATE INDEX entry_target ON entry(target) WHERE target IS NOT NULL;
CREATE INDEX entry_time ON entry(event, at);

CREATE TABLE set_aside_entry(     -- entries that are kept without effect
  event BLOB NOT NULL,            -- id of the event
  log BLOB NOT NULL,              -- the log that it is in
  seq INTEGER NOT NULL,           -- number within the log
  hash BLOB NOT NULL,             -- hash that it has, or should have
  why TEXT NOT NULL,              -- role (its author may not write it), revoked, damaged
  body BLOB NOT NULL,             -- the bytes as they came or were found
  PRIMARY KEY(event, log, seq, hash)
) STRICT, WITHOUT ROWID;
-- Of the entries of a revoked laptop only these may still decide anything: who else is revoked.
CREATE INDEX set_aside_entry_revoking ON set_aside_entry(event)
  WHERE why = 'revoked' AND instr(body, x'227265766F6B65642E') > 0;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
  WHEN NOT EXISTS (SELECT 1 FROM set_aside_entry a WHERE a.event = OLD.event AND a.log = OLD.log
    AND a.seq = OLD.seq AND a.hash = OLD.hash)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_as_written BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE log_gap(             -- places of lost entries; the next entry tells the hash
  event BLOB NOT NULL,            -- id of the event
  log BLOB NOT NULL,              -- the log
  seq INTEGER NOT NULL,           -- number of the lost entry
  hash BLOB NOT NULL,             -- hash of the lost entry
  PRIMARY KEY(event, log, seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_branch(          -- the ends of a forked log, one for each machine
  event BLOB NOT NULL,            -- id of the event
  log BLOB NOT NULL,              -- the log
  seq INTEGER NOT NULL,           -- number of the last entry of this branch
  hash BLOB NOT NULL,             -- hash of that entry
  PRIMARY KEY(event, log, seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE awaited_annex(       -- annexes that entries name and that have not arrived yet
  event BLOB NOT NULL,            -- id of the event
  annex BLOB NOT NULL,            -- hash of the annex
  entry BLOB NOT NULL,            -- hash of the entry that names it
  PRIMARY KEY(event, annex, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE last_scan(           -- the last entry that a guest caused at this laptop
  event BLOB NOT NULL,            -- id of the event
  station BLOB NOT NULL,          -- this laptop's station
  hash BLOB NOT NULL,             -- hash of the entry
  kind TEXT NOT NULL,             -- kind of the entry
  ticket BLOB,                    -- its ticket
  area TEXT,                      -- its area
  at INTEGER NOT NULL,            -- its time
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_exchange(      -- the last direct exchange with each station, by both clocks
  event BLOB NOT NULL,            -- id of the event
  station BLOB NOT NULL,          -- the other station
  their_time INTEGER NOT NULL,    -- its clock when it wrote
  set_at INTEGER NOT NULL DEFAULT 0, -- its wall clock less its monotonic clock, ms: changes when set
  our_time INTEGER NOT NULL,      -- clock of this laptop when it read that
  low INTEGER,                    -- ms to add to the clock of this laptop, at least
  high INTEGER,                   -- and at most, for the time of the laptop that made the event
  anchor INTEGER NOT NULL,        -- wall clock of this laptop less its monotonic clock, ms
  PRIMARY KEY(event, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE replica(             -- how far each log is known to be outside of this laptop
  event BLOB NOT NULL,            -- id of the event
  log BLOB NOT NULL,              -- the log
  seq INTEGER NOT NULL,           -- number of the last entry that was read back there
  hash BLOB NOT NULL,             -- hash of that entry
  at INTEGER NOT NULL,            -- time of the copy
  same_disk_seq INTEGER NOT NULL DEFAULT 0, -- last entry in a folder on this laptop's own disk
  PRIMARY KEY(event, log)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_target(         -- folders that this laptop exchanges with; never exchanged itself
  event BLOB NOT NULL,            -- id of the event
  target TEXT NOT NULL,           -- path of the folder
  PRIMARY KEY(event, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_snapshot(       -- guest lists: each is an immutable version of one source
  list INTEGER PRIMARY KEY,       -- number on this laptop
  event BLOB NOT NULL,            -- id of the event
  source TEXT NOT NULL,           -- where it comes from (shop, partner, ...); empty: walk-ins
  version INTEGER NOT NULL,       -- version of this source, from 1
  parent BLOB,                    -- content hash of the version before
  hash BLOB,                      -- content hash over the rows without e-mail; none: damaged or not ready
  rows INTEGER NOT NULL DEFAULT 0, -- number of rows
  at INTEGER NOT NULL,            -- time of the import
  state TEXT NOT NULL,            -- staged, current, old
  indexed INTEGER NOT NULL DEFAULT 0, -- names in the search index: 0 none, 1 some, 2 all
  email_hash BLOB,                -- hash over the e-mail addresses
  replaced_hash BLOB              -- hash over the codes that lists replaced; empty: some are lost
) STRICT;
CREATE INDEX list_snapshot_event ON list_snapshot(event, state);

CREATE TABLE list_row(            -- rows of the guest lists; names are in `personal`
  list INTEGER NOT NULL,          -- the list
  ticket BLOB NOT NULL,           -- id of the ticket
  code BLOB,                      -- keyed hash of the ticket's code; none: found by name only
  ref TEXT NOT NULL,              -- ticket number that people see
  category TEXT NOT NULL,         -- category, as in the file
  places INTEGER NOT NULL,        -- people that the ticket is for
  status TEXT NOT NULL,           -- valid, unpaid, blocked, cancelled, withdrawn, door_sale
  valid_from INTEGER,             -- not valid before
  valid_until INTEGER,            -- not valid after
  entrances TEXT,                 -- JSON array of entrances; none: all
  person INTEGER,                 -- the guest: column n in `personal`
  PRIMARY KEY(list, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_code(           -- tickets of a list by code
  list INTEGER NOT NULL,          -- the list
  code BLOB NOT NULL,             -- keyed hash of the code
  ticket BLOB NOT NULL,           -- id of the ticket
  PRIMARY KEY(list, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_ref(            -- tickets of a list by number
  list INTEGER NOT NULL,          -- the list
  ref TEXT NOT NULL,              -- ticket number
  ticket BLOB NOT NULL,           -- id of the ticket
  PRIMARY KEY(list, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_total(          -- sums over the rows of a list
  list INTEGER NOT NULL,          -- the list
  category TEXT NOT NULL,         -- category
  status TEXT NOT NULL,           -- status
  tickets INTEGER NOT NULL,       -- number of tickets
  places INTEGER NOT NULL,        -- sum of their places
  PRIMARY KEY(list, category, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE issued_code(         -- codes that the desk gave out, and codes that were replaced
  event BLOB NOT NULL,            -- id of the event
  code BLOB NOT NULL,             -- keyed hash of the code
  ticket BLOB NOT NULL,           -- id of the ticket
  replaced INTEGER NOT NULL,      -- 1: refused, replaced by the desk or by a newer list
  desk INTEGER,                   -- by the entries: 0 given out, 1 replaced; none: not in an entry
  listed INTEGER NOT NULL DEFAULT 0, -- 1: replaced by a newer list
  PRIMARY KEY(event, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_action(         -- status of a ticket by the desk; projection of `status` entries
  event BLOB NOT NULL,            -- id of the event
  ticket BLOB NOT NULL,           -- id of the ticket
  cancelled INTEGER NOT NULL,     -- 1: cancelled by the desk
  blocked INTEGER NOT NULL,       -- 1: blocked by the desk
  paid INTEGER NOT NULL,          -- 1: paid at the desk
  substitute_annex BLOB,          -- annex with the name of the person who comes instead
  PRIMARY KEY(event, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE personal(            -- all personal data; a purge empties this table for its event
  n INTEGER PRIMARY KEY,          -- number on this laptop
  event BLOB NOT NULL,            -- id of the event
  list INTEGER,                   -- the list of a guest
  annex BLOB,                     -- salted hash by which an entry names this row
  ticket BLOB,                    -- id of the ticket
  ref TEXT,                       -- ticket number
  name TEXT,                      -- name of the guest
  organisation TEXT,              -- organisation of the guest
  booked_by TEXT,                 -- person or group that booked
  email TEXT,                     -- e-mail address; stays on the laptop that imported the list
  note TEXT,                      -- note for the door
  mail_ok TEXT,                   -- yes or no: may this guest be mailed
  salt BLOB,                      -- salt of the annex hash
  body TEXT                       -- content of the annex: JSON
) STRICT;
CREATE INDEX personal_annex ON personal(annex) WHERE annex IS NOT NULL;
-- Search index over the names, folded to plain letters, and the words in it.
CREATE VIRTUAL TABLE personal_search USING fts5(
  name, organisation, booked_by, ref,
  content='personal', content_rowid='n',
  tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');
CREATE VIRTUAL TABLE personal_word USING fts5vocab('personal_search', 'row');

CREATE TABLE attendance(          -- one ticket in one area; projection of the entries of the ticket
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area; 'festival' is the whole event
  ticket BLOB NOT NULL,           -- id of the ticket
  category TEXT NOT NULL,         -- category in the current list
  inside INTEGER NOT NULL,        -- people inside now
  people_admitted INTEGER NOT NULL, -- most people inside at once; without re-entry: all admitted
  doubles INTEGER NOT NULL,       -- people let in beyond the places
  doubles_open INTEGER NOT NULL,  -- of these: not decided yet
  maybe_extra_people INTEGER NOT NULL, -- of these: people who may really be more than the places
  entries INTEGER NOT NULL,       -- admissions that were not undone
  refusals INTEGER NOT NULL,      -- refused scans
  first_at INTEGER,               -- first admission
  first_entrance TEXT,            -- entrance of the first admission
  first_log BLOB,                 -- log of the first admission
  last_out_at INTEGER,            -- last exit
  doors TEXT NOT NULL,            -- JSON: {entrance: [people in, people out]}
  net_since_recount INTEGER NOT NULL, -- people in less people out since the last recount of the area
  PRIMARY KEY(event, area, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_doubles ON attendance(event, area) WHERE doubles > 0;
CREATE INDEX attendance_since_recount ON attendance(event, area) WHERE net_since_recount <> 0;

CREATE TABLE total_category(      -- sums over `attendance`, kept by adding differences
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  category TEXT NOT NULL,         -- the category
  inside INTEGER NOT NULL,        -- people inside now
  people_admitted INTEGER NOT NULL, -- people admitted so far
  doubles INTEGER NOT NULL,       -- people let in beyond the places
  doubles_open INTEGER NOT NULL,  -- of these: not decided yet
  maybe_extra_people INTEGER NOT NULL, -- of these: people who may really be more than the places
  PRIMARY KEY(event, area, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE total_entrance(      -- people through each entrance, with and without a ticket
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  entrance TEXT NOT NULL,         -- the entrance
  people_in INTEGER NOT NULL,     -- people who came in
  people_out INTEGER NOT NULL,    -- people who left
  PRIMARY KEY(event, area, entrance)
) STRICT, WITHOUT ROWID;

CREATE TABLE total_refused(       -- refused scans by outcome
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  outcome TEXT NOT NULL,          -- the outcome, as in `verdict.toml`
  entries INTEGER NOT NULL,       -- number of refused scans
  PRIMARY KEY(event, area, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE total_click(         -- people counted without a scan, undone clicks left out
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  people_in INTEGER NOT NULL,     -- people who came in
  people_out INTEGER NOT NULL,    -- people who left
  PRIMARY KEY(event, area)
) STRICT, WITHOUT ROWID;

CREATE TABLE recount(             -- the last time that all people inside were counted by hand
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  entry BLOB NOT NULL,            -- hash of the `recount` entry
  people INTEGER NOT NULL,        -- people counted
  at INTEGER NOT NULL,            -- time of the count, corrected by the log's offset
  net_since_recount INTEGER NOT NULL, -- people in less people out since then, clicks included
  PRIMARY KEY(event, area)
) STRICT, WITHOUT ROWID;
