"""What happens when other than what was ordered comes: pure, in thousandths of the unit and fen."""
