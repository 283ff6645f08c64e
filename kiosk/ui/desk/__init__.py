"""The desk: search, walk-ins, paper list, tickets."""
