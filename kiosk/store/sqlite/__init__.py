"""The SQLite file itself: connection, durability, migrations, copies."""
