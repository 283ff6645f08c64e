"""The hub: laptops of one event exchange through it over a network, as it happens."""
