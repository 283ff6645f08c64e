"""The laptops of the event: exchange, silence, replacing, closing the day."""
