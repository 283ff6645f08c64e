"""Arguments, wiring and exit codes: the only place that constructs things."""
