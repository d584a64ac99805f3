"""The ground everything stands on; standard library only."""
