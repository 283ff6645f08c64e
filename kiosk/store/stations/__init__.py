"""Events, stations, operators, and the targets of exchanges."""
