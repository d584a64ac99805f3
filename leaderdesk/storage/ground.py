"""SQLAlchemy is imported while the program runs already, and several lanes may be the first to need it."""

from __future__ import annotations

from importlib import import_module


def lay_ground() -> None:
    """See to it that SQLAlchemy is there, whoever else sees to it at the same moment.

    Its modules import each other in circles: two threads that enter by different doors would each meet half of it. All
    go through this one module, whose lock the first one holds until the whole is there.
    """
    import_module("leaderdesk.storage.bedrock")
