"""A simulated festival: real processes of laptops and a hub, with cuts, deaths and sticks."""
