"""Neighbours, households and the buildings with their walking order."""
