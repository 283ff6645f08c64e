"""The rules of the door: plain values and pure functions, standard library only."""
