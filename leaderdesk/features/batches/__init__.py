"""Batches: one delivery of one product, what is known of where it comes from, and who took it."""
