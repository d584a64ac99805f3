"""The columns of the table of offers: what its cells show, and how each is edited in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QPixmap

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import plan, planned
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.features.rounds.actions import OfferChange
from leaderdesk.features.rounds.rules import Offer, Ordered, Round
from leaderdesk.features.rounds.rules.cells import (
    case_text,
    limit_text,
    limit_typed,
    loss_fen,
    margin_percent,
    quantity,
    read_case,
    read_limit,
    read_minimum,
    read_price,
    read_step,
)
from leaderdesk.features.rounds.rules.planned import moment_text, read_moment, weekly_text
from leaderdesk.ui.cells import Lines, Text
from leaderdesk.ui.columns import PLAIN, Column, Edit, RowLook

STORAGE_NAMES = {"ambient": N_("ambient"), "chilled": N_("chilled"), "frozen": N_("frozen")}
_QUIET = RowLook(kind="quiet")


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One row: an offer of the round, or, if `suggested`, one of last time that is not in the round yet."""

    offer: Offer
    round: Round
    suggested: bool
    ordered: Ordered | None
    picture: QPixmap | None

    @property
    def id(self) -> int:
        """What the row is known by; suggestions count below zero."""
        return -self.offer.id if self.suggested else self.offer.id


Save = Callable[[OfferLine, str, str, OfferChange], None]
"""Keep a change of an offer: the row, the column's key, what was typed, and what it means."""


def offer_look(line: OfferLine) -> RowLook:
    """Return how the row is painted: suggestions are grey until they are touched."""
    return _QUIET if line.suggested else PLAIN


def offer_columns(save: Save, now: Callable[[], dt.datetime]) -> tuple[Column[OfferLine], ...]:
    """Return the columns; `save` is called with what was understood, `now` tells the time."""
    own_cutoff = _edit(save, "cutoff", _cutoff_typed, _cutoff_change(now))
    return (
        Column("product", _("Product"), _product, width=0, hint=_codes),
        Column("price", _("Sale price"), _price, 86, "right", edit=_edit(save, "price", _price_typed, _price_change)),
        Column("cost", _("Cost"), _cost, 78, "right", edit=_edit(save, "cost", _cost_typed, _cost_change)),
        Column("margin", _("Earned"), _margin, 118, "right"),
        Column("limit", _("Limit"), _limit, 92, "right", edit=_edit(save, "limit", _limit_typed, _limit_change)),
        Column("case", _("Case"), _case, 94, "right", edit=_edit(save, "case", _case_typed, _case_change)),
        Column(
            "minimum", _("Minimum"), _minimum, 78, "right", edit=_edit(save, "minimum", _least_typed, _least_change)
        ),
        Column("step", _("Step"), _step, 66, "right", edit=_edit(save, "step", _step_typed, _step_change)),
        Column("cutoff", _("Cut-off"), _cutoff, 108, "right", edit=own_cutoff, hint=_day),
    )


def _edit(
    save: Save, key: str, text: Callable[[OfferLine], str], read: Callable[[OfferLine, str], OfferChange]
) -> Edit[OfferLine]:
    return Edit(text, lambda line, typed: save(line, key, typed, read(line, typed)), allowed=_may_change)


def _may_change(line: OfferLine) -> bool:
    return line.round.settled_at_ms is None


def _product(line: OfferLine) -> Lines:
    offer = line.offer
    parts = (
        offer.code if not line.suggested else "",
        _("{spec} / {unit}").format(spec=offer.spec, unit=offer.unit) if offer.spec else offer.unit,
        _(STORAGE_NAMES[offer.storage]),
    )
    return Lines(offer.name, _(" · ").join(part for part in parts if part), line.picture, "" if line.picture else "box")


def _price(line: OfferLine) -> Text:
    if line.offer.price_fen is None:
        return Text(_("missing"), color="warnText", bold=True)
    return Text(format_yuan(line.offer.price_fen))


def _cost(line: OfferLine) -> Text:
    return Text(format_yuan(line.offer.cost_fen) if line.offer.cost_fen else "—", color="text2")


def _margin(line: OfferLine) -> Text:
    offer = line.offer
    if offer.margin_fen is None:
        return Text("—", color="text3")
    if loss_fen(offer):
        return Text(_("{sum} below cost").format(sum=format_yuan(loss_fen(offer))), color="warnText")
    percent = margin_percent(offer)
    return Text(format_yuan(offer.margin_fen), remark="" if percent is None else f"{percent}%")


def _limit(line: OfferLine) -> Text:
    return Text(limit_text(line.offer), color="text2")


def _case(line: OfferLine) -> Text:
    return Text(case_text(line.offer), color="text2")


def _minimum(line: OfferLine) -> Text:
    least = line.offer.minimum_milli
    return Text("—" if least is None else quantity(least, line.offer.unit), color="text3" if least is None else "text2")


def _step(line: OfferLine) -> Text:
    return Text(quantity(line.offer.step_milli, line.offer.unit), color="text2")


def _cutoff(line: OfferLine) -> Text:
    own = None if line.suggested else line.offer.cutoff
    if own is None or own == line.round.cutoff:
        return Text(weekly_text(line.round.cutoff), color="text2")
    return Text(weekly_text(own), color="info", bold=True)


def _codes(line: OfferLine) -> str:
    if line.suggested:
        return _("Sold last time. Change a cell, or press Enter on the name, to sell it again.")
    ordered = line.ordered
    if ordered is None or not ordered.orders:
        return _("{name}: neighbours may write {code} for it").format(name=line.offer.name, code=line.offer.code)
    count = ngettext("{count} order", "{count} orders", ordered.orders).format(count=ordered.orders)
    return _("{orders}, {amount}").format(orders=count, amount=quantity(ordered.amount_milli, line.offer.unit))


def _day(line: OfferLine) -> str:
    return moment_text(line.offer.cutoff or line.round.cutoff)


def _price_typed(line: OfferLine) -> str:
    return "" if line.offer.price_fen is None else yuan_text(line.offer.price_fen)


def _price_change(_line: OfferLine, typed: str) -> OfferChange:
    return {"price_fen": read_price(typed)}


def _cost_typed(line: OfferLine) -> str:
    return yuan_text(line.offer.cost_fen) if line.offer.cost_fen else ""


def _cost_change(_line: OfferLine, typed: str) -> OfferChange:
    return {"cost_fen": read_price(typed) or 0}


def _limit_typed(line: OfferLine) -> str:
    return limit_typed(line.offer)


def _limit_change(line: OfferLine, typed: str) -> OfferChange:
    limit = read_limit(typed, line.offer.unit)
    return {"limit_milli": limit.household_milli, "total_limit_milli": limit.total_milli}


def _case_typed(line: OfferLine) -> str:
    return "" if line.offer.case_milli is None else amount_text(line.offer.case_milli)


def _case_change(line: OfferLine, typed: str) -> OfferChange:
    return {"case_milli": read_case(typed, line.offer.unit)}


def _least_typed(line: OfferLine) -> str:
    return "" if line.offer.minimum_milli is None else amount_text(line.offer.minimum_milli)


def _least_change(line: OfferLine, typed: str) -> OfferChange:
    return {"minimum_milli": read_minimum(typed, line.offer.unit)}


def _step_typed(line: OfferLine) -> str:
    return amount_text(line.offer.step_milli)


def _step_change(line: OfferLine, typed: str) -> OfferChange:
    return {"step_milli": read_step(typed, line.offer.unit)}


def _cutoff_typed(line: OfferLine) -> str:
    return moment_text(line.offer.cutoff) if line.offer.cutoff and not line.suggested else ""


def _cutoff_change(now: Callable[[], dt.datetime]) -> Callable[[OfferLine, str], OfferChange]:
    def change(line: OfferLine, typed: str) -> OfferChange:
        if not typed.strip():
            return {"cutoff": None}
        kept = planned(line.offer.cutoff or line.round.cutoff)
        return {"cutoff": plan(read_moment(typed, now=now(), kept=kept))}

    return change
