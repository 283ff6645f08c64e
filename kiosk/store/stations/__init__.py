"""Events, stations, people who work there, and where stations exchange."""
