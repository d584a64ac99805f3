"""A list on A4: its sections under repeated heads, a household never parted by the end of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.clock import printed_text
from leaderdesk.core.files import write_whole
from leaderdesk.core.i18n import _
from leaderdesk.documents.table import Cell, Chip, Column, Group, Row, TablePaper
from leaderdesk.documents.table_pdf import tables_pdf
from leaderdesk.features.lists.rules import Layout, ListColumn, ListKind, shown
from leaderdesk.features.lists.rules.content import EMPTY, Entry, ListContent, Section, Value
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.rules.planned import pickup_text, times_of
from leaderdesk.storage.business import Business


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below every list: of which round, whose, and when it was printed."""

    round: Round
    business: Business
    printed_ms: int

    @property
    def when_and_where(self) -> str:
        """When and where the bags are handed out."""
        place = self.round.pickup_place or self.business.pickup_place
        return " · ".join(part for part in (pickup_text(times_of(self.round)), place) if part)


def list_title(kind: ListKind, round_: Round) -> str:
    """Return what the list is called: 分拣单 第 23 期・草莓季."""
    return f"{kind.title} {round_.name}"


def list_pdf(content: ListContent, layout: Layout, head: Head) -> bytes:
    """Return the PDF of a list; sections that are given to different people begin on sheets of their own."""
    return tables_pdf(papers_of(content, layout, head))


def write_list(path: Path, content: ListContent, layout: Layout, head: Head) -> None:
    """Write the list to a PDF file at `path`, whole or not at all."""
    write_whole(path, list_pdf(content, layout, head))


def papers_of(content: ListContent, layout: Layout, head: Head) -> tuple[TablePaper, ...]:
    """Return the list on paper, in one piece or a piece for each section."""
    if content.apart and content.sections:
        return tuple(_paper(content, (section,), layout, head) for section in content.sections)
    return (_paper(content, content.sections, layout, head),)


def _paper(content: ListContent, sections: Sequence[Section], layout: Layout, head: Head) -> TablePaper:
    columns = shown(content.kind, layout)
    across = _needed(columns) > _UPRIGHT_MM
    return TablePaper(
        title=list_title(content.kind, head.round),
        subtitle=head.when_and_where,
        total=content.total if not content.apart else sections[0].heading,
        total_detail=content.total_detail if not content.apart else "",
        columns=_paper_columns(columns, _ACROSS_MM if across else _UPRIGHT_MM),
        groups=tuple(Group(each.heading, each.summary, tuple(_rows(each, columns)), _chips(each)) for each in sections),
        note=_NOTES.get(content.kind, lambda: "")(),
        contact=head.business.contact,
        printed=printed_text(head.printed_ms),
        landscape=across,
    )


_UPRIGHT_MM, _ACROSS_MM = 186.4, 273.4
"""The room between the margins of A4, upright and lying across."""

_LEAST_SHARE = 34.0
"""What a column that shares what is left should have at least."""

_NOTES = {
    ListKind.PICKUP: lambda: _(
        "Take cold goods last and do not leave them standing. Send a photo of anything bad: it is refunded."
    ),
    ListKind.PICKING: lambda: _("Amounts are what is ordered now. Weigh what is sold by weight."),
    ListKind.PACKING: lambda: _("Cold goods go into a bag of their own, last of all."),
}


def _needed(columns: Sequence[ListColumn]) -> float:
    return sum(column.width_mm or _LEAST_SHARE for column in columns)


def _paper_columns(columns: Sequence[ListColumn], room: float) -> tuple[Column, ...]:
    """Return the columns as they are set; they fill the sheet, and shrink alike where there are too many for it."""
    sharing = any(column.width_mm == 0 for column in columns)
    scale = room / _needed(columns)
    if sharing:
        scale = min(1.0, scale)
    return tuple(
        Column(each.title, each.width_mm * scale, each.align, each.bold, each.tick, each.large) for each in columns
    )


def _rows(section: Section, columns: Sequence[ListColumn]) -> Iterator[Row]:
    before = ""
    for entry in section.entries:
        yield Row(tuple(_cell(entry, column) for column in columns), joined=entry.household == before)
        before = entry.household


def _cell(entry: Entry, column: ListColumn) -> Cell:
    value: Value = entry.values.get(column.key, EMPTY)
    return Cell(value.text, chips=tuple(Chip(word) for word in value.marks))


def _chips(section: Section) -> tuple[Chip, ...]:
    return tuple(Chip(word) for word in section.marks)
