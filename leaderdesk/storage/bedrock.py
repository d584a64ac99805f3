"""SQLAlchemy whole, imported in one go; see `ground`."""

from __future__ import annotations

import sqlalchemy.dialects.sqlite
import sqlalchemy.orm

__all__ = ["sqlalchemy"]
