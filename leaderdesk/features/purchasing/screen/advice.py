"""The strips of a supplier's card: a case that is not full, too little for the minimum, what is left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, line_total
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.coach import (
    Minimum,
    OpenCase,
    case_words,
    minimum_of,
    minimum_words,
    missing_words,
    open_case,
)
from leaderdesk.features.purchasing.rules.versions import Desired
from leaderdesk.features.rounds.rules.cells import quantity
from leaderdesk.ui.buttons import Button, ButtonKind
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.states import CoachStrip


@dataclass(frozen=True, slots=True)
class Answers:
    """What the buttons of the strips do; `keep` is told for what: "trial" or "gift"."""

    shout: Callable[[OpenCase], None]
    keep: Callable[[OpenCase, str], None]
    who: Callable[[OpenCase], None]
    leave_out: Callable[[OpenCase], None]
    give_back: Callable[[PurchaseLine], None]
    shout_for: Callable[[Minimum], None]
    who_for: Callable[[Minimum], None]
    buy: Callable[[Minimum], None]
    give_up: Callable[[Minimum], None]


def strips_of(
    one: Desired,
    *,
    extras: Mapping[int, Mapping[str, int]],
    agreed: frozenset[int],
    arrived: frozenset[int],
    answers: Answers,
) -> list[CoachStrip]:
    """Return what there is to say about what the supplier brings: amber costs money, blue is spare, green fits.

    What has `arrived` is counted at the van, whatever was to come.
    """
    open_ids = set() if one.slip is None else {offer_id for offer_id, _milli in one.slip.changes}
    strips, told = list[CoachStrip](), set[int]()
    for line in one.order.lines:
        least, case = minimum_of(line, agreed), open_case(line)
        if least is not None and least.missing_milli and not least.agreed and line.offer.id in open_ids:
            strips.append(_minimum(least, answers))
            told.add(line.offer.id)
        elif case is not None and line.offer.id in open_ids:
            strips.append(_case(case, answers))
            told.add(line.offer.id)
        if line.extra_milli:
            strips.append(_extra(line, extras.get(line.offer.id, {}), answers))
    rest = [line for line in one.order.lines if line.offer.id not in told | arrived]
    if any(line.spare_milli > 0 for line in rest) or (rest and not told):
        strips.append(_rest(rest))
    if one.order.lines and all(line.offer.id in arrived for line in one.order.lines):
        strips.append(CoachStrip("brand", _("It has come: what is left over stands in the count")))
    return strips


def _case(case: OpenCase, answers: Answers) -> CoachStrip:
    offer = case.line.offer
    amount, cost = quantity(case.missing_milli, offer.unit), format_yuan(case.missing_fen)
    keep = _("Keep to taste {cost}") if offer.cost_fen else _("Keep to taste")
    buttons = [
        _button(_("Shout {amount} in the group").format(amount=amount), lambda: answers.shout(case), icon="copy"),
        _button(keep.format(cost=cost), lambda: answers.keep(case, "trial")),
        _button(_("Keep as gifts"), lambda: answers.keep(case, "gift"), kind="quiet"),
        _button(_("Who usually buys it"), lambda: answers.who(case), kind="quiet"),
    ]
    if case.can_be_left_out:
        words = _("Leave out case {number}").format(number=case.number)
        buttons.append(_button(words, lambda: answers.leave_out(case), kind="quiet"))
    return CoachStrip("warn", case_words(case), lead=missing_words(case), icon="bulb", buttons=buttons)


def _minimum(minimum: Minimum, answers: Answers) -> CoachStrip:
    amount = quantity(minimum.missing_milli, minimum.line.offer.unit)
    buttons = [
        _button(
            _("Shout {amount} in the group").format(amount=amount), lambda: answers.shout_for(minimum), icon="copy"
        ),
        _button(_("Who usually buys it"), lambda: answers.who_for(minimum), kind="quiet"),
        _button(_("Buy it all the same"), lambda: answers.buy(minimum)),
        _button(_("Do not buy it"), lambda: answers.give_up(minimum), kind="quiet"),
    ]
    why = _("If it stays below, the supplier may not bring it.")
    return CoachStrip("warn", why, lead=minimum_words(minimum), icon="people", buttons=buttons)


def _extra(line: PurchaseLine, purposes: Mapping[str, int], answers: Answers) -> CoachStrip:
    offer, words = line.offer, []
    for purpose, milli in purposes.items():
        amount = quantity(milli, offer.unit)
        words.append((_("{amount} to taste") if purpose == "trial" else _("{amount} to give")).format(amount=amount))
    sentence = _("You keep of {product}: {amounts}, {cost}").format(
        product=offer.label, amounts=_(", ").join(words), cost=format_yuan(line_total(offer.cost_fen, line.extra_milli))
    )
    back = _button(_("Give it back"), lambda: answers.give_back(line), kind="quiet")
    return CoachStrip("gift", sentence, buttons=[back])


def _rest(lines: list[PurchaseLine]) -> CoachStrip:
    spare = [line for line in lines if line.spare_milli > 0]
    if not spare:
        return CoachStrip("brand", _("It comes out even"))
    goods = _(", ").join(
        _("{product} {amount}").format(product=line.offer.label, amount=quantity(line.spare_milli, line.offer.unit))
        for line in spare
    )
    return CoachStrip("info", _("Left over: {goods}; late orders can have it").format(goods=goods))


def _button(words: str, act: Callable[[], None], *, kind: ButtonKind = "warn", icon: IconName | None = None) -> QWidget:
    button = Button(words, kind=kind, size=28, icon=icon)
    button.clicked.connect(lambda _checked=False: act())
    return button
