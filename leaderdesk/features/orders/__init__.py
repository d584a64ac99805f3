"""Orders: read from the list, taken by hand, changed and explained."""
