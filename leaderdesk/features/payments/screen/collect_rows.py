"""The rows of the page of collecting: what is asked, what is sure, what nothing fits, and what was booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.queries.bills import StoredLine
from leaderdesk.features.payments.queries.collecting import Collection
from leaderdesk.features.payments.rules.bills import BillLine
from leaderdesk.features.payments.rules.matching import Deed, Doubt, Match
from leaderdesk.features.payments.rules.payers import plain_name, said_by
from leaderdesk.ui.cells import Cell, Lines, Mark, Marks, Text
from leaderdesk.ui.columns import Band, Column, Fix, RowLook

LOOK, SURE, ALONE, BOOKED, PAYERS = -1, -2, -3, -4, -5
"""The ids of the headings; a line has that of the store, and a payer a number far below these."""

_FIRST_PAYER = -1000

SHOWN_FOLDED = 2
NOT_OURS, FIND = 0, 1
"""The links of a line that nothing fits."""

_NO_TEXT = Text("")
Labels = Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CollectRow:
    """A heading, or one payment: `doubt` asks about it, `match` is sure of it, else `reason` says what is with it.

    `who` are name and room of the neighbour it is booked for; `is_open` lets it be given to somebody by hand. With
    `payer_id` it is nobody's payment but who pays for whom, `reason` being the name on the bill.
    """

    id: int
    band: Band | None = None
    line: BillLine | None = None
    doubt: Doubt | None = None
    who: tuple[str, str] = ("", "")
    reason: str = ""
    is_open: bool = False
    is_beside: bool = True
    payer_id: int = 0


def rows_of(found: Collection, *, unfolded: frozenset[int], beside: bool) -> list[CollectRow]:
    """Return the rows of the page in their order; `unfolded` are the headings whose rows are all shown.

    With `beside` there is room for the answers in the line itself.
    """
    rows = _asked(found, beside=beside)
    matching = found.matching
    if matching.sure:
        rows.append(CollectRow(SURE, _fold_band(SURE, len(matching.sure), unfolded)))
        shown = matching.sure if SURE in unfolded else matching.sure[:SHOWN_FOLDED]
        rows += [
            CollectRow(each.open.id, line=each.open.line, who=_booked_for(each, found.labels), reason=each.reason)
            for each in shown
        ]
    alone = [(each.open.id, each.open.line, each.reason) for each in matching.alone]
    alone += [(each.id, each.line, _("not her, you said")) for each in found.loose]
    if alone:
        rows.append(CollectRow(ALONE, _alone_band(len(alone))))
        rows += [
            CollectRow(id_, line=line, reason=reason, is_open=True, is_beside=beside) for id_, line, reason in alone
        ]
    return rows + _booked(found.booked, found.labels, unfolded) + _remembered(found, unfolded)


def columns() -> tuple[Column[CollectRow], ...]:
    """Return the columns of the page: sum, payer, moment, an arrow, for whom, why, and a tick."""
    return (
        Column("sum", _("Sum"), _first, 100, hint=_whole),
        Column("payer", _("Payer"), lambda row: Text(_payer(row)), 100, hint=_whole),
        Column("time", _("When"), _when_or_question, 100, hint=_hint),
        Column("arrow", "", lambda row: _mark(row, "chevron-right", _("goes to")), 32),
        Column("who", _("Neighbour"), _who_or_reason, 140, hint=_hint),
        Column("reason", _("Why"), lambda row: Text(row.reason, color="text2"), 0, hint=_hint),
        Column("mark", "", lambda row: _mark(row, "check", _("matched")), 44),
    )


def look_of(row: CollectRow) -> RowLook:
    """Return how a row is painted, and what it asks."""
    if row.band is not None:
        return RowLook(band=row.band)
    if row.doubt is not None:
        answers = tuple(answer.words for answer in row.doubt.answers)
        fix = Fix(row.doubt.reason, answers, beside=row.is_beside, suggests=row.doubt.suggests)
        spans = ((0, 2), (2, 5)) if row.is_beside else ((0, 7),)
        return RowLook("look", fix=fix, spans=spans)
    if row.payer_id:
        return RowLook(fix=Fix(row.reason, (), (_("Forget"),), beside=True), spans=((0, 7),))
    if row.is_open:
        links = (_("Not for a round"), _("Find the neighbour"))
        return RowLook(fix=Fix(row.reason, (), links, beside=True), spans=((4, 3),))
    return RowLook()


def moment_text(line: BillLine) -> str:
    """Return when a payment came: 1/27 09:40."""
    moment = local(line.at_ms)
    return f"{moment.month}/{moment.day} {moment:%H:%M}"


def _asked(found: Collection, *, beside: bool) -> list[CollectRow]:
    doubts = found.matching.doubts
    if not doubts:
        return []
    words = ngettext("{count} payment needs a look", "{count} payments need a look", len(doubts))
    band = Band(
        words.format(count=len(doubts)), remark=_("nothing counts before you choose"), icon="warning", warns=True
    )
    return [
        CollectRow(LOOK, band),
        *(CollectRow(each.open.id, line=each.open.line, doubt=each, is_beside=beside) for each in doubts),
    ]


def _fold_band(id_: int, count: int, unfolded: frozenset[int]) -> Band:
    if id_ == SURE:
        words = ngettext("{count} payment matched", "{count} payments matched", count).format(count=count)
        remark, folded = _("account, sum and note: at least two agree"), count > SHOWN_FOLDED
    else:
        words = ngettext("{count} payment booked", "{count} payments booked", count).format(count=count)
        remark, folded = "", True
    link = "" if not folded else (_("Fold") if id_ in unfolded else _("Show all"))
    return Band(words, remark=remark, link=link, icon="check")


def _alone_band(count: int) -> Band:
    words = ngettext("{count} payment not matched", "{count} payments not matched", count)
    return Band(words.format(count=count), remark=_("not counted in this round"), icon="info")


def _booked(lines: Sequence[StoredLine], labels: Labels, unfolded: frozenset[int]) -> list[CollectRow]:
    if not lines:
        return []
    rows = [CollectRow(BOOKED, _fold_band(BOOKED, len(lines), unfolded))]
    words = {"booked": _("booked"), "known": _("was noted by hand")}
    if BOOKED in unfolded:
        rows += [
            CollectRow(
                each.id, line=each.line, who=labels.get(each.neighbour_id or 0, ("", "")), reason=words[each.result]
            )
            for each in lines
        ]
    return rows


def _remembered(found: Collection, unfolded: frozenset[int]) -> list[CollectRow]:
    if not found.payers:
        return []
    words = ngettext("{count} payer remembered", "{count} payers remembered", len(found.payers))
    link = _("Fold") if PAYERS in unfolded else _("Show all")
    rows = [CollectRow(PAYERS, Band(words.format(count=len(found.payers)), link=link, icon="person"))]
    if PAYERS in unfolded:
        rows += [
            CollectRow(_FIRST_PAYER - each.id, who=(each.meaning, ""), reason=each.words, payer_id=each.id)
            for each in found.payers
        ]
    return rows


def _booked_for(match: Match, labels: Labels) -> tuple[str, str]:
    people = list(dict.fromkeys(share.neighbour_id for share in match.answer.shares))
    if not people and match.answer.deed is Deed.KNOWN:
        return (_("noted already"), "")
    return labels.get(people[0], ("", "")) if people else ("", "")


def _payer(row: CollectRow) -> str:
    if row.line is None:
        return ""
    return plain_name(row.line.payer) or row.line.kind


def _first(row: CollectRow) -> Cell:
    if row.payer_id:
        return Text(_("“{words}” pays for {who}").format(words=row.reason, who=" ".join(row.who).strip()))
    if row.line is None:
        return _NO_TEXT
    if row.doubt is None:
        return Text(format_yuan(row.line.amount_fen), bold=True)
    said = said_by(row.line)
    note = _("“{words}”").format(words=said[:24]) if said else _("no note")
    return Lines(
        f"{format_yuan(row.line.amount_fen)}  {_payer(row)}",
        _("{moment} · {note}").format(moment=moment_text(row.line), note=note),
    )


def _when_or_question(row: CollectRow) -> Cell:
    if row.line is None:
        return _NO_TEXT
    if row.doubt is not None:
        return Text(row.doubt.reason, color="warnText", icon="warning")
    return Text(moment_text(row.line), color="text2")


def _who_or_reason(row: CollectRow) -> Cell:
    if row.is_open:
        return Text(row.reason, color="text2")
    if row.line is None:
        return _NO_TEXT
    name, room = row.who
    return Text(name, remark=room, bold=True)


def _mark(row: CollectRow, icon: str, words: str) -> Cell:
    if row.line is None or row.doubt is not None or row.is_open:
        return _NO_TEXT
    return Marks((Mark(icon, words, color="brand" if icon == "check" else "text3"),))


def _hint(row: CollectRow) -> str:
    return row.doubt.reason if row.doubt is not None else row.reason


def _whole(row: CollectRow) -> str:
    """Return everything the bill says of the payment."""
    if row.line is None:
        return ""
    line = row.line
    parts = (line.payer, line.account, line.kind, line.goods, line.note, line.status)
    return " · ".join([format_yuan(line.amount_fen), moment_text(line), *(part for part in parts if part)])
