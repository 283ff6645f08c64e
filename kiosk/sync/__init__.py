"""Exchange between laptops of one event: messages, sender, receiver, and carriers."""
