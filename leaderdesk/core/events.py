"""What is told after something happened, and inside a transaction to those who must act along."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """A transaction was committed: which tables it touched, and under which action of the journal."""

    tables: frozenset[str]
    action_id: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened inside a transaction that other features must follow in the same transaction."""


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """The action of the journal with this id has just been taken back, row by row."""

    action_id: int
