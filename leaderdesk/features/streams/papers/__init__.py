"""Papers of livestreams."""
