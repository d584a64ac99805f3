"""The run-sheet as a workbook that is edited elsewhere and read back."""

from __future__ import annotations

from pathlib import Path

from leaderdesk.core.clock import day_text
from leaderdesk.core.i18n import _
from leaderdesk.documents.book import Book, Gap, Milli, Note, Sheet, Table, TableColumn, Title, Value
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.streams.papers.run_sheet import RunSheetPaper
from leaderdesk.features.streams.rules.durations import clock_text, length_text
from leaderdesk.features.streams.rules.timing import Timed

_TICK = "√"
_WIDTHS = (10.0, 9.0, 18.0, 14.0, 9.0, 10.0, 22.0, 48.0, 12.0, 26.0, 12.0, 9.0, 9.0)


def write_run_sheet(path: Path, paper: RunSheetPaper, *, author: str) -> tuple[str, ...]:
    """Make `path` the workbook, whole or untouched; return sentences about what had to be cut, usually none."""
    return write_workbook(path, run_sheet_book(paper, author=author))


def run_sheet_book(paper: RunSheetPaper, *, author: str) -> Book:
    """Return the workbook: one row for each cue, with headers that are known when it comes back."""
    stream = paper.stream
    title = _("Run-sheet: {name}").format(name=paper.name)
    when = _("{day} {time}, {length}").format(
        day=day_text(stream.starts_at.date()), time=clock_text(stream.starts_at), length=length_text(stream.length_s)
    )
    hint = _("Change, add, move or delete rows and read the file back. Leave the numbers of known cues as they are.")
    table = Table(
        columns=(
            TableColumn(_("Number, leave it"), "number"),
            TableColumn(_("Starts")),
            TableColumn(_("Cue"), bold=True),
            TableColumn(_("Kind of cue")),
            TableColumn(_("Minutes"), "amount"),
            TableColumn(_("Fixed start")),
            TableColumn(_("Products")),
            TableColumn(_("Talking points")),
            TableColumn(_("The audience sees")),
            TableColumn(_("To prepare")),
            TableColumn(_("Group")),
            TableColumn(_("Keep length")),
            TableColumn(_("Skip")),
        ),
        rows=tuple(_row(timed) for timed in paper.planned.timed),
        freeze=True,
    )
    parts = (Title(title), Note(when), Note(hint), Gap(), table)
    return Book(title, author, (Sheet(_("Run-sheet"), parts, _WIDTHS),))


def _row(timed: Timed) -> tuple[Value, ...]:
    cue = timed.cue
    return (
        cue.id,
        "" if cue.skipped else clock_text(timed.starts_at),
        cue.name,
        cue.kind.label,
        Milli(round(cue.length_s * 1000 / 60)),
        "" if cue.hard_at is None else cue.hard_at.strftime("%H:%M"),
        _(", ").join(each.name for each in cue.products),
        "\n".join(point.text for point in cue.points),
        cue.shows.label,
        "\n".join(prop.text for prop in cue.props),
        cue.part,
        _TICK if cue.locked else "",
        _TICK if cue.skipped else "",
    )
