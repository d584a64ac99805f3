"""Today: what is open in the round and what comes next."""
