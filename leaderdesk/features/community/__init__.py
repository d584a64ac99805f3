"""What neighbours decide and do together: polls and sign-ups."""
