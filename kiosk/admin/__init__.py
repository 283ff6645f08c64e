"""Set-up work on a station: make an event, join, import, export, close, replace, revoke, back up, empty."""
