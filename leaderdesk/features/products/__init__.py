"""Products, their suppliers, facts, photos and prices."""
