"""The command line: arguments, wiring and exit codes."""
