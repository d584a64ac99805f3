"""Who took a batch, on paper and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.clock import printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.documents.book import Book, Milli, Sheet, Table, TableColumn, Title
from leaderdesk.documents.table import Column, Group, Row, TablePaper
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.batches.rules.recall import Recall, Taker, has_it_text, sum_text
from leaderdesk.storage.business import Business

_WIDTHS = (6.0, 16.0, 12.0, 20.0, 18.0, 10.0, 8.0, 14.0, 14.0)


def recall_list(recall: Recall, business: Business, *, printed_ms: int) -> TablePaper:
    """Return who took the batch, round by round, with a box to tick once a neighbour was told."""
    batch = recall.batch
    count = recall.neighbours
    return TablePaper(
        title=_("Who took {goods}, batch {code}").format(goods=batch.product, code=batch.code),
        subtitle=batch.recall_reason,
        total=ngettext("{count} neighbour", "{count} neighbours", count).format(count=count),
        total_detail=sum_text(recall),
        columns=(
            Column(_("No."), 10, align="right"),
            Column(_("Told"), 14, align="center", tick=True),
            Column(_("Neighbour"), 40, bold=True),
            Column(_("Room"), 26),
            Column(_("Amount"), 28),
            Column(_("Has it")),
            Column(_("Which batch"), 34),
        ),
        groups=_groups(recall.takers),
        note=_("Where two batches came for the same goods, nobody can tell whose is of which; those say “maybe”."),
        contact=business.contact,
        printed=printed_text(printed_ms),
    )


def write_recall(path: Path, recall: Recall, business: Business) -> None:
    """Make `path` the workbook of who took the batch: one row for each line of an order, whole or untouched."""
    batch = recall.batch
    rows = tuple(
        (
            number,
            taker.line.name,
            taker.line.room,
            taker.line.round_name,
            taker.line.product,
            Milli(taker.line.amount_milli),
            taker.line.unit,
            has_it_text(taker),
            certainty_text(taker),
        )
        for number, taker in enumerate(recall.takers, start=1)
    )
    table = Table(
        columns=(
            TableColumn(_("No."), "number"),
            TableColumn(_("Neighbour"), bold=True),
            TableColumn(_("Room")),
            TableColumn(_("Round")),
            TableColumn(_("Product")),
            TableColumn(_("Amount"), "amount"),
            TableColumn(_("Unit")),
            TableColumn(_("Has it")),
            TableColumn(_("Which batch")),
        ),
        rows=rows,
        freeze=True,
    )
    title = _("Who took {goods}, batch {code}").format(goods=batch.product, code=batch.code)
    write_workbook(path, Book(title, business.leader_name, (Sheet(batch.code, (Title(title), table), _WIDTHS),)))


def certainty_text(taker: Taker) -> str:
    """Return whether hers is of this batch for sure."""
    return _("maybe this one") if taker.maybe else _("this one")


def _groups(takers: Sequence[Taker]) -> tuple[Group, ...]:
    found: dict[str, list[Row]] = {}
    for number, taker in enumerate(takers, start=1):
        line = taker.line
        cells = (str(number), "", line.name, line.room, line.amount, has_it_text(taker), certainty_text(taker))
        found.setdefault(line.round_name, []).append(Row(cells))
    return tuple(Group(name, "", tuple(rows)) for name, rows in found.items())
