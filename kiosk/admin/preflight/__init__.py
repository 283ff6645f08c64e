"""The preflight: what `kiosk doctor` checks on a laptop before the doors open."""
