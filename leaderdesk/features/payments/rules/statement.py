"""What moved on a neighbour's account, put together so that she can follow it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.clock import day_text, local
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.rules import METHOD_TITLES, LedgerEntry
from leaderdesk.features.payments.rules.ledger import Kind

MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One thing that moved: when (unix ms), what, and by how much; `balance_fen` is what the account came to then."""

    at_ms: int
    words: str
    amount_fen: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The account of one neighbour, oldest first; `before_fen` is what it came to before the first line."""

    name: str
    room: str
    lines: tuple[StatementLine, ...]
    before_fen: int
    balance_fen: int


def statement(
    entries: Iterable[LedgerEntry], rounds: Mapping[int, int], *, name: str, room: str, most: int = MOST_LINES
) -> Statement:
    """Put the movements of an account together: of one order and kind they are one line; what was taken back is none.

    `rounds` gives the number of the round of each order. What is older than the latest `most` lines is one sum.
    """
    moved: dict[tuple[int | None, str, str, int], tuple[int, int]] = {}
    first: dict[int, int] = {}
    for entry in sorted(entries, key=lambda each: each.id):
        # Loose money that came at one time has nothing in common with what came at another, but for its taking back.
        first[entry.id] = entry.id if entry.reverses_id is None else first.get(entry.reverses_id, entry.id)
        apart = 0 if entry.order_id is not None else first[entry.id]
        key = (entry.order_id, entry.kind, entry.method, apart)
        at_ms, fen = moved.get(key, (entry.at_ms, 0))
        moved[key] = (at_ms, fen + entry.amount_fen)
    told = sorted(((at_ms, key, fen) for key, (at_ms, fen) in moved.items() if fen), key=lambda each: each[0])
    before_fen = sum(fen for _at, _key, fen in told[:-most])
    lines, balance = [], before_fen
    for at_ms, (order_id, kind, method, _apart), fen in told[-most:]:
        balance += fen
        words = _words(kind, method, None if order_id is None else rounds.get(order_id))
        lines.append(StatementLine(at_ms, words, fen, balance))
    return Statement(name, room, tuple(lines), before_fen, balance)


def statement_text(found: Statement) -> str:
    """Return the account as a text for the chat: one line each, and what is open or to her credit at the end."""
    head = _("{who}, this is your account:").format(who=f"{found.name} {found.room}".strip())
    lines = [head]
    if found.before_fen:
        lines.append(_("Before: {sum}").format(sum=signed_yuan(found.before_fen)))
    lines += [_line_text(line) for line in found.lines]
    return "\n".join((*lines, standing_words(found.balance_fen)))


def standing_words(balance_fen: int) -> str:
    """Return in a sentence to a neighbour how her account stands."""
    if balance_fen > 0:
        return _("You have {sum} left with me; it goes towards your next order.").format(sum=format_yuan(balance_fen))
    if balance_fen < 0:
        return _("{sum} is still open.").format(sum=format_yuan(-balance_fen))
    return _("All is settled, thank you!")


def signed_yuan(fen: int) -> str:
    """Return what came onto an account with a plus, and what went off it with a minus."""
    return f"+{format_yuan(fen)}" if fen > 0 else format_yuan(fen)


def _line_text(line: StatementLine) -> str:
    return f"{day_text(local(line.at_ms).date())}  {line.words}  {signed_yuan(line.amount_fen)}"


def _words(kind: str, method: str, round_number: int | None) -> str:
    title = Kind(kind).label
    what = _("{what} ({way})").format(what=title, way=_(METHOD_TITLES[method])) if method else title
    if round_number is None:
        return what
    return _("Round {number}: {what}").format(number=round_number, what=what)


def latest(lines: Sequence[StatementLine], most: int) -> tuple[StatementLine, ...]:
    """Return the latest lines, newest first."""
    return tuple(reversed(lines[-most:]))
