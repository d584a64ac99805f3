"""The sums of what a round earned as lines: title, definition and sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout

from leaderdesk.core.i18n import _
from leaderdesk.features.settlements.queries import Settlement
from leaderdesk.features.settlements.rules import DEFINITIONS, RESULT, TITLES
from leaderdesk.ui.cards import Card, Figure
from leaderdesk.ui.cells import Lines, money
from leaderdesk.ui.columns import Column

CORRECTIONS, OWING, OWED = "corrections", "owing", "owed"


@dataclass(frozen=True, slots=True)
class Line:
    """One number: its place from 0, what it is, its definition, and its sum in fen."""

    place: int
    key: str
    title: str
    definition: str
    fen: int


def lines_of(settlement: Settlement) -> list[Line]:
    """Return the numbers of the round, those of which there are none left out below the result."""
    earned = settlement.earned
    found = [(account.value, _(TITLES[account]), _(DEFINITIONS[account]), earned.of(account)) for account in RESULT]
    if settlement.corrections:
        later = sum(line.amount_fen for line in settlement.corrections)
        words = _("Booked after the settling, under their own days; they are in the sums above.")
        found.append((CORRECTIONS, _("Corrections after the settling"), words, later))
    open_fen = sum(payment.due_fen for payment in settlement.owing)
    found.append((OWING, _("Still to pay"), _("What orders of the round still owe."), open_fen))
    over = sum(-payment.due_fen for payment in settlement.owed)
    found.append((OWED, _("To be given back"), _("What was given too much, and lies on balances."), over))
    return [Line(place, *each) for place, each in enumerate(found)]


def line_columns() -> tuple[Column[Line], ...]:
    """Return the columns: what it is and how it is reckoned, and the sum."""
    return (
        Column(
            "what", _("What"), lambda line: Lines(line.title, line.definition), 0, hint=lambda line: line.definition
        ),
        Column("sum", _("Sum"), lambda line: money(line.fen, bold=True), 130, "right"),
    )


def figure_card(figures: Iterable[Figure]) -> Card:
    """Return a card with these figures beside each other."""
    card = Card()
    row = QHBoxLayout()
    for figure in figures:
        row.addWidget(figure, 1)
    card.body.addLayout(row)
    return card
