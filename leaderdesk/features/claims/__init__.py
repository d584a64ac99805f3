"""What was wrong with goods that were handed out, and what the neighbour gets for it (售后)."""
