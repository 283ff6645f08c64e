"""The append-only logs of all stations, with their authors, signatures and replicas."""
