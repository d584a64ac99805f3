"""The ways into LeaderDesk: set-up, start, checks, and the packages people install."""
