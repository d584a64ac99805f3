"""The sign-up list and the result of a poll on paper and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.clock import printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.documents.book import Book, Sheet, Table, TableColumn, Title, Value
from leaderdesk.documents.table import Column, Group, Row, TablePaper
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.community.rules.tally import Tally, Voice
from leaderdesk.features.community.rules.words import answer_text, heads_sum_text, title_of
from leaderdesk.storage.business import Business


def answer_list(counted: Tally, business: Business, *, printed_ms: int) -> TablePaper:
    """Return who comes (with a box to tick) and who waits, or who chose what, in order of arrival."""
    asked = counted.poll.asked
    return TablePaper(
        title=title_of(asked),
        subtitle=_summary(counted),
        total=ngettext("{count} neighbour", "{count} neighbours", len(counted.voices)).format(
            count=len(counted.voices)
        ),
        total_detail=heads_sum_text(counted.heads) if counted.poll.is_sign_up else "",
        columns=(
            Column(_("No."), 10, align="right"),
            *((Column(_("Here"), 12, align="center", tick=True),) if counted.poll.is_sign_up else ()),
            Column(_("Neighbour"), 40, bold=True),
            Column(_("Room"), 24),
            Column(_("Who comes") if counted.poll.is_sign_up else _("Answer"), 40),
            Column(_("Note")),
        ),
        groups=_groups(counted),
        contact=business.contact,
        printed=printed_text(printed_ms),
    )


def write_answers(path: Path, counted: Tally, business: Business) -> None:
    """Make `path` the workbook of the poll: one row for each person, whole or untouched."""
    asked = counted.poll.asked
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            number,
            voice.name,
            voice.room,
            answer_text(asked, voice.picks, voice.heads),
            *_heads(counted, voice),
            voice.note,
            _("waiting") if voice in counted.waiting else "",
        )
        for number, voice in enumerate(counted.voices, start=1)
    )
    heads = (
        tuple(TableColumn(word, "number", total=True) for word in (_("Grown-ups"), _("Children"), _("Others")))
        if counted.poll.is_sign_up
        else ()
    )
    table = Table(
        columns=(
            TableColumn(_("No."), "number"),
            TableColumn(_("Neighbour"), bold=True),
            TableColumn(_("Room")),
            TableColumn(_("Answer")),
            *heads,
            TableColumn(_("Note")),
            TableColumn(_("Seat")),
        ),
        rows=rows,
        total=_("Sum") if heads else "",
        freeze=True,
    )
    widths = (6.0, 16.0, 12.0, 18.0, *(9.0 for _head in heads), 28.0, 10.0)
    title = title_of(asked)
    book = Book(title, business.leader_name, (Sheet(_("Answers"), (Title(title), table), widths),))
    write_workbook(path, book)


def _groups(counted: Tally) -> tuple[Group, ...]:
    groups = [Group("", "", _rows(counted, counted.coming, first=1))]
    if counted.waiting:
        words = ngettext("{count} waiting", "{count} waiting", len(counted.waiting)).format(count=len(counted.waiting))
        groups.append(Group(_("Waiting list"), words, _rows(counted, counted.waiting, first=len(counted.coming) + 1)))
    return tuple(groups)


def _rows(counted: Tally, voices: Sequence[Voice], *, first: int) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                str(number),
                *(("",) if counted.poll.is_sign_up else ()),
                voice.who,
                voice.room if voice.name else "",
                answer_text(counted.poll.asked, voice.picks, voice.heads),
                voice.note,
            )
        )
        for number, voice in enumerate(voices, start=first)
    )


def _heads(counted: Tally, voice: Voice) -> tuple[int, ...]:
    if not counted.poll.is_sign_up or voice.heads is None:
        return ()
    return (voice.heads.adults, voice.heads.children, voice.heads.others)


def _summary(counted: Tally) -> str:
    if counted.poll.is_sign_up:
        seats = counted.poll.asked.seats
        return "" if seats is None else _("{taken} of {seats} seats").format(taken=counted.taken_seats, seats=seats)
    return " · ".join(f"{each.option.text} {each.count}" for question in counted.questions for each in question.counts)
