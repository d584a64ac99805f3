"""Lets phones help: opens and closes their page, and does at the table what they ask."""

from __future__ import annotations

from leaderdesk.features.scanner.actions.counter import Book, ReadPhoto
from leaderdesk.features.scanner.actions.scanner import UNUSED_MS, Scanner, SeenPhone, Standing
from leaderdesk.features.scanner.actions.site import Deed

__all__ = ["UNUSED_MS", "Book", "Deed", "ReadPhoto", "Scanner", "SeenPhone", "Standing"]
