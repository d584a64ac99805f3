"""What can go wrong in a way a person can do something about."""

from __future__ import annotations


class UserError(Exception):
    """Something was refused; the text is one sentence that says what happened and what to do next."""


class StorageTrouble(Exception):
    """The disk, the lock or the file of the store does not let us work; the text gives advice."""
