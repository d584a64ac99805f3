"""Rounds and their offers, from opening to settlement."""
