"""Polls and sign-ups as pure rules: reading, counting, comparing, and the words for the group."""
