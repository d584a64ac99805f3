"""The tables of who gets less, of sharing by hand, and of weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.arrivals.rules.counting import quantity
from leaderdesk.features.arrivals.rules.sharing import Compared, Cut, Party
from leaderdesk.ui.cells import Pill, Text
from leaderdesk.ui.columns import Column, Edit
from leaderdesk.ui.tokens import ColorName

Decide = Callable[[Party, int], None]


def cut_columns(unit: Callable[[], str]) -> tuple[Column[Cut], ...]:
    """Return the columns of who gets less (or, by weight, more), with her money."""
    return (
        Column("place", _("Turn"), lambda cut: Text(str(cut.party.place), color="text2"), 60, yields=True),
        Column("name", _("Neighbour"), lambda cut: Text(cut.party.name, bold=True), 0),
        Column("room", _("Room"), lambda cut: Text(cut.party.room), 78, yields=True),
        Column("gets", _("Ordered → gets"), lambda cut: _gets(cut, unit()), 112),
        Column("paid", _("Payment"), _paid, 92),
        Column("money", _("Money"), _money, 138, "right"),
    )


def compare_columns(unit: Callable[[], str]) -> tuple[Column[Compared], ...]:
    """Return the columns of who gets more, and who less, than first come, first served."""
    return (
        Column("place", _("Turn"), lambda each: Text(str(each.party.place), color="text2"), 60, yields=True),
        Column("name", _("Neighbour"), lambda each: Text(each.party.name, bold=True), 0),
        Column("room", _("Room"), lambda each: Text(each.party.room), 72),
        Column("first", _("First come"), lambda each: _amount(each.first_milli, "text2"), 88, "right"),
        Column("gets", _("Now"), lambda each: _amount(each.now_milli, "text"), 60, "right"),
        Column("more", _("Difference"), lambda each: _more(each, unit()), 96, "right"),
    )


def hand_columns(now: Mapping[int, int], decide: Decide) -> tuple[Column[Party], ...]:
    """Return the columns for sharing by hand; `now` is what each line gets, `decide` is told what was typed."""
    edit: Edit[Party] = Edit(
        text=lambda party: amount_text(now.get(party.line_id, party.ordered_milli)),
        commit=lambda party, typed: decide(party, parse_amount(typed)),
        allowed=lambda party: not party.is_held,
    )
    return (
        *_whose(),
        Column("gets", _("Gets"), lambda party: _decided(party, now), 96, "right", edit=edit),
    )


def weight_columns(
    weights: Mapping[int, int], cut_of: Callable[[Party], Cut | None], decide: Decide
) -> tuple[Column[Party], ...]:
    """Return the columns for weighing; `weights` are those known so far, `cut_of` what one does to the money."""
    edit: Edit[Party] = Edit(
        text=lambda party: amount_text(weights[party.line_id]) if party.line_id in weights else "",
        commit=lambda party, typed: decide(party, parse_amount(typed)),
        allowed=lambda party: not party.is_held,
    )
    return (
        *_whose(),
        Column("weight", _("Weight"), lambda party: _weight(party, weights), 96, "right", edit=edit),
        Column("money", _("Money"), lambda party: _weight_money(cut_of(party)), 138, "right"),
    )


def money_cell(cut: Cut) -> Text:
    """Return what happens to her money: 退 ¥36.00, 少收 ¥36.00."""
    return _money(cut)


def _amount(milli: int, color: ColorName) -> Text:
    return Text(amount_text(milli), color=color)


def _more(each: Compared, unit: str) -> Text:
    amount = quantity(abs(each.more_milli), unit)
    if each.more_milli > 0:
        return Text(_("{amount} more").format(amount=amount), bold=True, color="brandTintText")
    return Text(_("{amount} less").format(amount=amount), bold=True, color="warnText")


def _whose() -> tuple[Column[Party], ...]:
    return (
        Column("place", _("Turn"), lambda party: Text(str(party.place), color="text2"), 60, yields=True),
        Column("name", _("Neighbour"), lambda party: Text(party.name, bold=True), 0),
        Column("room", _("Room"), lambda party: Text(party.room), 84),
        Column("ordered", _("Their order"), lambda party: _amount(party.ordered_milli, "text2"), 84, "right"),
    )


def _gets(cut: Cut, unit: str) -> Text:
    was = amount_text(cut.party.ordered_milli)
    return Text(_("{was} → {now}").format(was=was, now=quantity(cut.now_milli, unit)), bold=True)


def _paid(cut: Cut) -> Pill:
    return Pill(_("paid"), "brand", dot=True) if cut.party.is_paid else Pill(_("unpaid"), "warn", dot=True)


def _money(cut: Cut) -> Text:
    if cut.adds_fen:
        return Text(_("adds {sum}").format(sum=format_yuan(cut.adds_fen)), bold=True, color="warnText")
    if cut.waived_fen:
        return Text(_("{sum} let go").format(sum=format_yuan(cut.waived_fen)), color="text2")
    parts = []
    if cut.back_fen:
        parts.append(_("{sum} back").format(sum=format_yuan(cut.back_fen)))
    if cut.owes_less_fen:
        parts.append(_("{sum} less due").format(sum=format_yuan(cut.owes_less_fen)))
    return Text(_(", ").join(parts), bold=True)


def _decided(party: Party, now: Mapping[int, int]) -> Text:
    if party.is_held:
        return Text(amount_text(party.ordered_milli), remark=_("has it"), color="text2")
    milli = now.get(party.line_id, party.ordered_milli)
    return Text(amount_text(milli), bold=True, color="text" if milli == party.ordered_milli else "warnText")


def _weight(party: Party, weights: Mapping[int, int]) -> Text:
    if party.is_held:
        return Text(amount_text(party.ordered_milli), remark=_("has it"), color="text2")
    if party.line_id not in weights:
        return Text(_("to weigh"), color="text3")
    return Text(amount_text(weights[party.line_id]), bold=True)


def _weight_money(cut: Cut | None) -> Text:
    return Text("") if cut is None else _money(cut)
