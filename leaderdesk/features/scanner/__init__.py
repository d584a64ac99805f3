"""A phone that helps to scan, for as long as the leader lets it."""
