"""The use cases of door and desk: each is one transaction on the station's store."""
