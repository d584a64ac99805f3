"""What happened to one order, event by event, and what undoing an event would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan, line_total

Cause = Literal["paste", "file", "hand", "money", "print", "handover", "goods"]
"""Where an event came from: the list, an imported file, somebody's hand, a payment, a printed label, the pickup table,
anything else."""

Image = Mapping[str, object]

_MONEY = frozenset({"wechat", "alipay", "cash", "marked"})
_HERS = frozenset({"neighbour", "sales", "waived", "claims", "gifts"})
"""The accounts of the ledger where money comes in, and those that say together what was given for an order."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the journal that is about the order; None stands for a row that was not there."""

    action_id: int
    table: str
    row_id: int
    before: Image | None
    after: Image | None


@dataclass(frozen=True, slots=True)
class Deed:
    """An action of the journal; `undone_by` is the action that undid it and still stands, `rows` is all it changed."""

    id: int
    at_ms: int
    actor: str
    title: str
    undoable: bool
    undoes: int | None
    undone_by: int | None
    orders: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that became another; an empty `before` or `after` means that there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event, with what the order came to before and after it, in fen.

    `undo_id` is the action to undo (None: it cannot be undone here), `redo_id` the one whose undoing does it again.
    `blocked_by` is the action that came later and stands on it. `effect` says what undoing would do.
    """

    action_id: int
    at_ms: int
    actor: str
    cause: Cause
    title: str
    steps: tuple[Step, ...]
    due_before_fen: int
    due_after_fen: int
    undone_at_ms: int | None
    undo_id: int | None
    redo_id: int | None
    blocked_by: int | None
    effect: str
    paste_id: int | None = None
    lines: tuple[int, ...] = ()

    @property
    def undone(self) -> bool:
        """Whether it was undone and stays so."""
        return self.undone_at_ms is not None


@dataclass(slots=True)
class _Stand:
    """What the order comes to while its history is walked through."""

    lines: dict[int, tuple[int, int]] = field(default_factory=dict)
    cancelled: bool = False

    def take(self, change: RowChange) -> None:
        if change.table == "line":
            if change.after is None:
                self.lines.pop(change.row_id, None)
            else:
                self.lines[change.row_id] = (_whole(change.after["price_fen"]), _whole(change.after["amount_milli"]))
        elif change.table == "orders" and change.after is not None:
            self.cancelled = change.after.get("cancelled_at_ms") is not None

    def fen(self) -> int:
        return 0 if self.cancelled else sum(line_total(price, milli) for price, milli in self.lines.values())


def events(
    changes: Sequence[RowChange],
    deeds: Mapping[int, Deed],
    *,
    labels: Mapping[int, str],
    paid_fen: int | None,
) -> tuple[HistoryEvent, ...]:
    """Return the events of one order, newest first.

    `changes` are all rows about it, oldest first; `labels` name the offers; `paid_fen` is what was given for it, None
    where nobody keeps money.
    """
    stand, found = _Stand(), list[HistoryEvent]()
    for action_id, rows in _by_action(changes):
        deed = deeds[action_id]
        before = stand.fen()
        for change in rows:
            stand.take(change)
        if deed.undoes is not None:
            continue
        event = _event(deed, rows, deeds, labels=labels, fen=(before, stand.fen()))
        if event is not None:
            found.append(event)
    rows_of = dict(_by_action(changes))
    return tuple(
        _with_effect(event, rows_of, deeds, stand=stand, paid_fen=paid_fen) for event in sorted(found, key=_newest)
    )


def _newest(event: HistoryEvent) -> int:
    return -event.action_id


def _by_action(changes: Iterable[RowChange]) -> list[tuple[int, list[RowChange]]]:
    grouped: dict[int, list[RowChange]] = {}
    for change in changes:
        grouped.setdefault(change.action_id, []).append(change)
    return list(grouped.items())


def _event(
    deed: Deed,
    rows: Sequence[RowChange],
    deeds: Mapping[int, Deed],
    *,
    labels: Mapping[int, str],
    fen: tuple[int, int],
) -> HistoryEvent | None:
    steps = _steps(rows, labels)
    if not steps:
        return None
    undone = deeds.get(deed.undone_by) if deed.undone_by is not None else None
    paste_id, lines = _source(rows)
    return HistoryEvent(
        action_id=deed.id,
        at_ms=deed.at_ms,
        actor=deed.actor,
        cause=_cause(rows),
        title=deed.title,
        steps=steps,
        due_before_fen=fen[0],
        due_after_fen=fen[1],
        undone_at_ms=undone.at_ms if undone is not None else None,
        undo_id=deed.id if deed.undoable and undone is None else None,
        redo_id=undone.id if undone is not None else None,
        blocked_by=None,
        effect="",
        paste_id=paste_id,
        lines=lines,
    )


def _steps(rows: Sequence[RowChange], labels: Mapping[int, str]) -> tuple[Step, ...]:
    goods: dict[int, tuple[int, int]] = {}
    steps: list[Step] = []
    for change in rows:
        if change.table == "line":
            image = change.after or change.before or {}
            offer_id = _whole(image["offer_id"])
            first = goods[offer_id][0] if offer_id in goods else _amount(change.before)
            goods[offer_id] = (first, _amount(change.after))
        else:
            steps += _other_steps(change)
    steps += _money_steps(rows)
    lines = [
        Step(labels.get(offer_id, ""), _times(before), _times(after))
        for offer_id, (before, after) in goods.items()
        if before != after
    ]
    return (*lines, *steps)


def _other_steps(change: RowChange) -> list[Step]:
    before, after = change.before or {}, change.after or {}
    match change.table:
        case "orders" if change.before is not None:
            return _order_steps(before, after)
        case "line_change" if change.before is None and after.get("why") == "short":
            back = _whole(after["back_fen"])
            words = _("{sum} back to her").format(sum=format_yuan(back)) if back else _("nothing to pay for it")
            return [Step(_("Came short"), "", words)]
        case "line_change" if change.before is None and _whole(after["waived_fen"]):
            return [Step(_("Weight"), "", _("{sum} let go").format(sum=format_yuan(_whole(after["waived_fen"]))))]
        case "printed_label" if change.before is None:
            return [Step(_("Label"), "", _("bag {bag}").format(bag=after.get("bag", "")))]
        case "handover" if change.before is None:
            who = after.get("collected_by")
            return [Step(_("Pickup"), "", _("fetched by {who}").format(who=who) if who else _("handed over"))]
    return []


def _money_steps(rows: Sequence[RowChange]) -> list[Step]:
    """Return what came in for the order, and what of her balance went into it."""
    sums: dict[str, int] = {}
    for change in rows:
        if change.table == "ledger_line" and change.after is not None:
            account = str(change.after["account"])
            sums[account] = sums.get(account, 0) + _whole(change.after["amount_fen"])
    # What comes in is booked as taken from where it comes in: the books sum to nothing.
    paid = -sum(fen for account, fen in sums.items() if account in _MONEY)
    carried = sum(fen for account, fen in sums.items() if account in _HERS) - paid
    steps = ((_("Payment"), paid), (_("From her balance"), carried))
    return [Step(label, "", format_yuan(fen)) for label, fen in steps if fen]


def _order_steps(before: Image, after: Image) -> list[Step]:
    steps = []
    if before.get("note") != after.get("note"):
        steps.append(Step(_("Note"), _quoted(before.get("note")), _quoted(after.get("note"))))
    was, now = before.get("cancelled_at_ms") is not None, after.get("cancelled_at_ms") is not None
    if was != now:
        steps.append(Step(_("Order"), _state(was), _state(now)))
    return steps


def _state(cancelled: bool) -> str:  # noqa: FBT001 - one of two words
    return _("cancelled") if cancelled else _("stands")


def _quoted(note: object) -> str:
    return _("“{note}”").format(note=note) if note else ""


def _amount(image: Image | None) -> int:
    return 0 if image is None else _whole(image["amount_milli"])


def _times(milli: int) -> str:
    return f"×{amount_text(milli)}" if milli else ""


def _cause(rows: Sequence[RowChange]) -> Cause:
    tables = {change.table for change in rows}
    if "order_source" in tables:
        return "paste"
    if "imported_row" in tables:
        return "file"
    if tables & {"line", "orders"}:
        return "hand"
    if "ledger_line" in tables:
        return "money"
    if "printed_label" in tables:
        return "print"
    return "handover" if "handover" in tables else "goods"


def _source(rows: Sequence[RowChange]) -> tuple[int | None, tuple[int, ...]]:
    for change in rows:
        if change.table == "order_source" and change.after is not None:
            lines = tuple(int(number) for number in str(change.after["lines"]).split(",") if number)
            return _whole(change.after["paste_id"]), lines
    return None, ()


def _with_effect(
    event: HistoryEvent,
    rows_of: Mapping[int, Sequence[RowChange]],
    deeds: Mapping[int, Deed],
    *,
    stand: _Stand,
    paid_fen: int | None,
) -> HistoryEvent:
    if event.undo_id is None:
        return event
    touched = _touched(rows_of[event.action_id])
    later = [
        action_id
        for action_id, rows in rows_of.items()
        if action_id > event.action_id
        and deeds[action_id].undoes is None
        and deeds[action_id].undone_by is None
        and _meets(touched, _touched(rows))
    ]
    if later:
        return replace(event, blocked_by=max(later))
    if event.cause not in ("paste", "file", "hand"):
        return event
    printed = any(change.table == "printed_label" for rows in rows_of.values() for change in rows)
    due_fen = _fen_without(rows_of[event.action_id], stand)
    return replace(event, effect=_effect(due_fen, paid_fen, deeds[event.action_id].orders, printed=printed))


def _touched(rows: Sequence[RowChange]) -> dict[tuple[str, int], set[str]]:
    """Return the columns that changed of each row of order and lines; "*" for a row that came or went."""
    touched: dict[tuple[str, int], set[str]] = {}
    for change in rows:
        if change.table not in ("line", "orders"):
            continue
        before, after = change.before, change.after
        columns = {"*"}
        if before is not None and after is not None:
            columns = {column for column, value in after.items() if before.get(column) != value}
        touched.setdefault((change.table, change.row_id), set()).update(columns)
    return touched


def _meets(first: Mapping[tuple[str, int], set[str]], second: Mapping[tuple[str, int], set[str]]) -> bool:
    both = first.keys() & second.keys()
    return any("*" in first[row] | second[row] or first[row] & second[row] for row in both)


def _fen_without(rows: Sequence[RowChange], stand: _Stand) -> int:
    undone = _Stand(dict(stand.lines), cancelled=stand.cancelled)
    for change in reversed(rows):
        undone.take(replace(change, before=change.after, after=change.before))
        if change.table == "orders" and change.before is None:
            undone.cancelled = True
    return undone.fen()


def _effect(due_fen: int, paid_fen: int | None, orders: int, *, printed: bool) -> str:
    parts = [_("Undone, {due} would be due").format(due=format_yuan(due_fen))]
    if paid_fen is not None and paid_fen > due_fen:
        parts.append(_("{over} too much goes to her balance").format(over=format_yuan(paid_fen - due_fen)))
    if printed:
        parts.append(_("the label has to be printed again"))
    if orders > 1:
        said = ngettext("it takes back {count} order", "it takes back all {count} orders of this step", orders)
        parts.append(said.format(count=orders))
    return _("; ").join(parts)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else int(str(value))
