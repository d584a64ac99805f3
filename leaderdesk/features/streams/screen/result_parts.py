"""The tables of a stream that is over: its cues beside their plan, and what was sold of which product."""

from __future__ import annotations

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.streams.rules.durations import length_text
from leaderdesk.features.streams.rules.report import WORTH_S, CueResult, ProductResult
from leaderdesk.ui.cells import Bar, Text
from leaderdesk.ui.columns import Column


def cue_columns() -> tuple[Column[CueResult], ...]:
    """Return the columns of the cues: what was planned, what it took, and what was ordered meanwhile."""
    return (
        Column("cue", _("Cue"), lambda one: Text(one.cue.name, bold=True), 0),
        Column("bar", _("Taken of what was planned"), _bar, 240),
        Column("off", _("Off by"), _off, 96, "right", sort=lambda one: one.over_s),
        Column("orders", _("Orders"), _orders, 76, "right", sort=lambda one: one.sold.orders),
        Column("sum", _("Sum"), _sum, 104, "right", sort=lambda one: one.sold.fen),
        Column("best", _("Sold most"), lambda one: Text(one.best or "—", color="text2"), 130),
    )


def product_columns() -> tuple[Column[ProductResult], ...]:
    """Return the columns of what was sold because of the stream."""
    return (
        Column("product", _("Product"), lambda one: Text(one.name, bold=True), 0),
        Column("amount", _("Amount"), lambda one: Text(amount_text(one.amount_milli)), 76, "right"),
        Column("orders", _("Orders"), lambda one: Text(str(one.sold.orders), color="text2"), 76, "right"),
        Column("sum", _("Sum"), lambda one: Text(format_yuan(one.sold.fen), color="text2"), 104, "right"),
    )


def off_text(over_s: int) -> str:
    """Return how far off its plan a cue was: 超 3 分, 快 1 分, on time."""
    minutes = abs(over_s) // 60
    if abs(over_s) < WORTH_S:
        return _("on time")
    if over_s > 0:
        return ngettext("{minutes} min over", "{minutes} min over", minutes).format(minutes=minutes)
    return ngettext("{minutes} min early", "{minutes} min early", minutes).format(minutes=minutes)


def _bar(one: CueResult) -> Bar:
    words = _("{used} of {planned}").format(used=_length(one.used_s), planned=_length(one.planned_s))
    over = one.over_s >= WORTH_S
    return Bar(min(one.used_s, max(one.planned_s, 1)), max(one.planned_s, 1), words, color="warn" if over else "brand")


def _off(one: CueResult) -> Text:
    if one.planned_s and not one.used_s:
        return Text(_("left out"), color="text3")
    return Text(off_text(one.over_s), color="warnText" if one.over_s >= WORTH_S else "text2")


def _orders(one: CueResult) -> Text:
    return Text(str(one.sold.orders) if one.sold.orders else "—", bold=bool(one.sold.orders))


def _sum(one: CueResult) -> Text:
    return Text(format_yuan(one.sold.fen) if one.sold.fen else "—", color="text2")


def _length(seconds: int) -> str:
    return length_text(seconds) if seconds else "—"
