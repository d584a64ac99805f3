"""What came of what was ordered, and what is done where it is less, more or of another weight."""
