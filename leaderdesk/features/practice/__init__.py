"""The practice neighbourhood: everything in it is invented, for looking and playing."""
