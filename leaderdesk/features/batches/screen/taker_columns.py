"""How those who took a batch become a table."""

from __future__ import annotations

from collections.abc import Collection

from leaderdesk.core.i18n import _
from leaderdesk.features.batches.rules.recall import Taker, has_it_text
from leaderdesk.ui.cells import Pill, Text
from leaderdesk.ui.columns import Column


def taker_columns(told: Collection[int]) -> tuple[Column[Taker], ...]:
    """Return the columns; `told` are the neighbours whose words were copied, and may grow."""
    return (
        Column("name", _("Neighbour"), lambda taker: _name(taker, told), width=0),
        Column("room", _("Room"), lambda taker: Text(taker.line.room, color="text2"), width=90),
        Column("amount", _("Amount"), lambda taker: Text(taker.line.amount), width=90, side="right"),
        Column("round", _("Round"), lambda taker: Text(taker.line.round_name, color="text2"), width=150),
        Column("has", _("Has it"), _has, width=120, sort=lambda taker: taker.handed),
    )


def _name(taker: Taker, told: Collection[int]) -> Text:
    remark = _("copied") if taker.line.neighbour_id in told else _("maybe") if taker.maybe else ""
    return Text(taker.line.name, remark, bold=True)


def _has(taker: Taker) -> Pill:
    return Pill(has_it_text(taker), "brand" if taker.handed else "warn")
