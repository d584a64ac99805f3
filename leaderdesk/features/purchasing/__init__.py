"""What each supplier must bring."""
