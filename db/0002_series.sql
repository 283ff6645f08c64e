-- People by spans of five minutes. A file that had its tables before gets their rows when all
-- projections are rebuilt, in the same transaction.

ALTER TABLE attendance ADD COLUMN series TEXT NOT NULL DEFAULT '[]'; -- JSON: [[start, entrance, admitted, in, out], ...]; total_series

CREATE TABLE total_series(        -- people by spans of five minutes
  event BLOB NOT NULL,            -- id of the event
  area TEXT NOT NULL,             -- the area
  start INTEGER NOT NULL,         -- beginning of the span, by corrected time
  entrance TEXT NOT NULL,         -- the entrance; empty for none
  category TEXT NOT NULL,         -- the category; empty for clicks
  clicked INTEGER NOT NULL,       -- 1: people counted without a ticket
  people_admitted INTEGER NOT NULL, -- people by whom the highest number inside of a ticket rose
  people_in INTEGER NOT NULL,     -- people who came in
  people_out INTEGER NOT NULL,    -- people who left
  PRIMARY KEY(event, area, start, entrance, category, clicked)
) STRICT, WITHOUT ROWID;
