"""The books of a time as rows for a bookkeeping program: one for each line of an entry, no neighbour named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.documents.book import Fen, Value
from leaderdesk.documents.csv_file import write_csv
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.settlements.queries.books import BookLine


def write_books(path: Path, lines: Iterable[BookLine]) -> None:
    """Make `path` the books as text, whole or untouched."""
    head = (
        _("Entry"),
        _("Day"),
        _("Time"),
        _("Kind"),
        _("Account"),
        _("Round"),
        _("Order"),
        _("Pickup code"),
        _("Supplier"),
        _("Sum"),
        _("Takes back"),
        _("Remarks"),
    )
    write_csv(path, head, _rows(lines))


def _rows(lines: Iterable[BookLine]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        moment = local(line.at_ms)
        yield (
            line.entry_id,
            f"{moment:%Y-%m-%d}",
            f"{moment:%H:%M}",
            line.kind.label,
            _account(line.account),
            line.round_number,
            line.order_id,
            None if line.pickup_code is None else f"{line.pickup_code:03d}",
            line.supplier_name,
            Fen(line.amount_fen),
            line.reverses_id,
            line.note,
        )


def _account(account: Account) -> str:
    if account is Account.NEIGHBOUR:
        return _("neighbours' accounts")
    return _("suppliers' accounts") if account is Account.SUPPLIER else account.label
