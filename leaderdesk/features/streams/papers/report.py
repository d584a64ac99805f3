"""The report of a stream that is over, on paper: its cues, what was sold, what was asked, and what to do next time."""

from __future__ import annotations

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import day_text, local, printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.documents.table import Column, Group, Row, TablePaper
from leaderdesk.features.streams.queries.past import Afterwards
from leaderdesk.features.streams.rules.durations import length_text
from leaderdesk.features.streams.rules.report import StreamResult, suggestions
from leaderdesk.storage.business import Business


def report_paper(after: Afterwards, business: Business, *, printed_ms: int) -> TablePaper:
    """Return the report as a list to print; no neighbour stands on it but those who were thanked by name."""
    result = after.result
    count = result.all.orders
    return TablePaper(
        title=_("Stream: {name}").format(name=result.name),
        subtitle=_subtitle(result),
        total=ngettext("{count} order", "{count} orders", count).format(count=count),
        total_detail=format_yuan(result.all.fen),
        columns=(
            Column(_("Cue"), bold=True),
            Column(_("Planned"), 24, "right"),
            Column(_("Really took"), 24, "right"),
            Column(_("Orders"), 18, "right"),
            Column(_("Sum"), 28, "right"),
        ),
        groups=_groups(after),
        contact=business.contact,
        printed=printed_text(printed_ms),
    )


def _subtitle(result: StreamResult) -> str:
    begun = local(result.started_ms) if result.started_ms is not None else result.stream.starts_at
    length = _("{used} of {planned} planned").format(
        used=length_text(result.used_s), planned=length_text(result.stream.length_s)
    )
    series = "" if result.series is None or result.series.name == result.name else result.series.name
    parts = (series, f"{day_text(begun.date())} {begun:%H:%M}", length)
    return _(" · ").join(part for part in parts if part)


def _groups(after: Afterwards) -> tuple[Group, ...]:
    result = after.result
    groups = [Group(_("Cues"), "", _cue_rows(result))]
    if result.products:
        groups.append(Group(_("What was sold"), "", _product_rows(result)))
    lines = {
        _("Questions"): tuple(
            _("{question} {answer}").format(question=one.text, answer=one.answer or _("(not answered yet)"))
            for one in after.asked
        ),
        _("Votes"): tuple(_vote(after)),
        _("Thanked by name"): (_(", ").join(after.thanked),) if after.thanked else (),
        _("Dishes shown"): (_(", ").join(after.dishes),) if after.dishes else (),
        _("For the next run-sheet"): suggestions(result),
    }
    for heading, found in lines.items():
        if found:
            groups.append(Group(heading, "", tuple(_line(words) for words in found)))
    return tuple(groups)


def _cue_rows(result: StreamResult) -> tuple[Row, ...]:
    rows = [
        Row(
            (
                one.cue.name,
                length_text(one.planned_s) if one.planned_s else "",
                length_text(one.used_s) if one.used_s else _("left out"),
                str(one.sold.orders or ""),
                format_yuan(one.sold.fen) if one.sold.fen else "",
            )
        )
        for one in result.cues
    ]
    if result.after.orders:
        half_hour = _("In the half hour after")
        rows.append(Row((half_hour, "", "", str(result.after.orders), format_yuan(result.after.fen))))
    return tuple(rows)


def _product_rows(result: StreamResult) -> tuple[Row, ...]:
    return tuple(
        Row((one.name, "", f"×{amount_text(one.amount_milli)}", str(one.sold.orders), format_yuan(one.sold.fen)))
        for one in result.products
    )


def _vote(after: Afterwards) -> list[str]:
    return [
        _("{title}: {options}").format(
            title=vote.title, options=_(", ").join(f"{option.text} {option.count}" for option in vote.options)
        )
        for vote in after.votes
    ]


def _line(words: str) -> Row:
    return Row((words, "", "", "", ""))
