"""The hub: laptops of one event exchange through it at once, over a network."""
