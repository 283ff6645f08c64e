"""Exchange over a network: the session with a hub, the live link to it, and the known hubs."""
