"""Set-up of a station: events, joining, lists in, files out, closing, replacing, backups."""
