"""Pickup place, backups, language, display and the bin."""
