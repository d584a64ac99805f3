"""Words that screens and papers of purchasing share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import short_time, weekday_name
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.versions import SentVersion, Slip, SlipLine
from leaderdesk.features.rounds.rules import Offer, Round

_STORAGE_WORDS = ("ambient", "chilled", "frozen")
_MOST_NAMED = 2


def building_title(building: str) -> str:
    """Return how a building is called: 3 号楼; goods of neighbours without a building are named so."""
    return _("Building {name}").format(name=building) if building else _("No building")


def storage_word(storage: str) -> str:
    """Return how goods are kept, in the language in force."""
    words = (_("ambient"), _("chilled"), _("frozen"))
    return words[_STORAGE_WORDS.index(storage)]


def spec_words(offer: Offer) -> str:
    """Return the spec, or the unit where there is none."""
    return offer.spec or offer.unit


def cases_words(line: PurchaseLine) -> str:
    """Return how many cases of what size: 5 箱，每箱 10 盒; empty for loose goods."""
    if line.cases is None:
        return ""
    size = amount_text(line.offer.case_milli or 0)
    return _("{cases} cases of {size} {unit}").format(cases=line.cases, size=size, unit=line.offer.unit)


def when_words(moment: dt.datetime, now: dt.datetime) -> str:
    """Return when something happened, short: 周二 09:10 within a week, else as moments are said."""
    if 1 < (now.date() - moment.date()).days < 7:
        return _("{weekday} {time}").format(weekday=weekday_name(moment.date()), time=f"{moment:%H:%M}")
    return short_time(moment, now)


def signed(milli: int) -> str:
    """Return an amount with its sign: +10, -3."""
    return f"+{amount_text(milli)}" if milli > 0 else amount_text(milli)


def signed_yuan(fen: int) -> str:
    """Return money with its sign: +¥260.00."""
    return f"+{format_yuan(fen)}" if fen > 0 else format_yuan(fen)


def version_title(slip: Slip) -> str:
    """Return what a version is called: v1, v2 加单."""
    return _("v1") if slip.is_first else _("v{number} add-on slip").format(number=slip.version)


def slip_words(slip: Slip) -> str:
    """Return in a few words what the version asks for: 全单，64 件; 加单，草莓 +10 盒."""
    if slip.is_first:
        pieces = amount_text(sum(line.line.to_order_milli for line in slip.lines))
        return _("everything, {pieces} pieces").format(pieces=pieces)
    named = [_change(line) for line in slip.lines[:_MOST_NAMED]]
    more = len(slip.lines) - len(named)
    if more:
        named.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return _("add-on: {goods}").format(goods=_(", ").join(named))


def sent_words(version: SentVersion, labels: Mapping[int, tuple[str, str]]) -> str:
    """Return the same of a version that went out; `labels` are name and unit by offer id."""
    if version.version == 1:
        pieces = amount_text(sum(line.to_order_milli for line in version.lines))
        return _("everything, {pieces} pieces").format(pieces=pieces)
    named = [
        f"{labels[line.offer_id][0]} {signed(line.to_order_milli)} {labels[line.offer_id][1]}"
        for line in version.lines
        if line.offer_id in labels
    ]
    return _("add-on: {goods}").format(goods=_(", ").join(named[:_MOST_NAMED]))


def slip_text(round_: Round, slip: Slip, arrival: str) -> str:
    """Return a version as text for suppliers who do not read workbooks; nobody's name is in it."""
    head = _("{supplier}, for {round}").format(supplier=slip.supplier_name or _("No supplier"), round=round_.name)
    if slip.is_first:
        goods = [
            f"{line.line.offer.name} {line.line.offer.spec} × {amount_text(line.line.to_order_milli)}"
            f" {line.line.offer.unit}"
            for line in slip.lines
        ]
        return "\n".join((head, arrival, *goods, "", *_shares(slip)))
    note = _("This is on top of what I sent before ({version}); the rest stays.").format(version=version_title(slip))
    goods = [
        _("{product} {spec}: {change} {unit}, {total} in all").format(
            product=line.line.offer.name,
            spec=line.line.offer.spec,
            change=signed(line.change_milli),
            unit=line.line.offer.unit,
            total=amount_text(line.line.to_order_milli),
        )
        for line in slip.lines
    ]
    return "\n".join((head, note, *goods))


def _shares(slip: Slip) -> list[str]:
    buildings: dict[str, list[str]] = {}
    for line in slip.order.lines:
        for building, milli in line.by_building:
            buildings.setdefault(building, []).append(f"{line.offer.label}{amount_text(milli)}")
    return [f"{building_title(building)}: {'、'.join(goods)}" for building, goods in buildings.items()]


def _change(line: SlipLine) -> str:
    return f"{line.line.offer.label} {signed(line.change_milli)} {line.line.offer.unit}"
