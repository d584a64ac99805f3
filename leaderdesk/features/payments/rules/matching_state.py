"""What is still open while a bill is matched: each line that is sure takes its share away from those after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from leaderdesk.features.payments.rules.ledger import Share
from leaderdesk.features.payments.rules.matching import Due, Ground, Noted, OpenLine

DAY_MS = 86_400_000
_NOTED_BEFORE, _NOTED_AFTER = 2 * DAY_MS, 45 * DAY_MS
"""Money is noted by hand from two days before a bill says it came to some weeks after."""

_TWICE_WITHIN = 3 * DAY_MS
_MOST_COMBINED = 7
"""So many open orders of one neighbour are tried together; beyond, only all of them are."""


class OpenMoney:
    """The open orders, the money noted by hand and the money seen, by neighbour and by sum."""

    def __init__(self, ground: Ground) -> None:
        self._dues: dict[int, dict[int, Due]] = defaultdict(dict)
        self._by_sum: dict[int, list[int]] = defaultdict(list)
        self._owner: dict[int, int] = {}
        for due in ground.dues:
            if due.due_fen > 0:
                self._dues[due.neighbour_id][due.order_id] = due
                self._owner[due.order_id] = due.neighbour_id
                self._by_sum[due.due_fen].append(due.order_id)
        self._noted: dict[tuple[int, int], list[Noted]] = _by_sum(ground.noted)
        self._refunds: dict[tuple[int, int], list[Noted]] = _by_sum(ground.refunds)
        self._seen: dict[tuple[int, int], list[int]] = defaultdict(list)
        for paid in ground.paid:
            self._seen[paid.neighbour_id, paid.amount_fen].append(paid.at_ms)

    def dues(self, neighbour_id: int, at_ms: int) -> list[Due]:
        """Return what she still owes that a payment at that moment can be for, the oldest first."""
        found = [due for due in self._dues.get(neighbour_id, {}).values() if due.from_ms <= at_ms]
        return sorted(found, key=lambda due: (due.from_ms, due.order_id))

    def owing(self, fen: int, at_ms: int) -> list[Due]:
        """Return the orders of anybody of which exactly so much is open."""
        found = []
        for order_id in self._by_sum.get(fen, ()):
            due = self._dues[self._owner[order_id]].get(order_id)
            if due is not None and due.due_fen == fen and due.from_ms <= at_ms:
                found.append(due)
        return found

    def take(self, parts: Iterable[Share]) -> None:
        """Take what was booked off what is open."""
        for part in parts:
            if part.order_id is None:
                continue
            hers = self._dues[self._owner[part.order_id]]
            left = hers[part.order_id].due_fen - part.amount_fen
            if left > 0:
                hers[part.order_id] = replace(hers[part.order_id], due_fen=left)
                self._by_sum[left].append(part.order_id)
            else:
                del hers[part.order_id]

    def see(self, line: OpenLine, neighbour_id: int) -> None:
        """Keep that she gave so much at that moment, so that the same again is noticed."""
        self._seen[neighbour_id, line.line.net_fen].append(line.line.at_ms)

    def seen_before(self, line: OpenLine, neighbour_id: int) -> int | None:
        """Return when she gave the same sum shortly before, None if she did not."""
        at_ms = line.line.at_ms
        near = [
            each for each in self._seen.get((neighbour_id, line.line.net_fen), ()) if 0 <= at_ms - each <= _TWICE_WITHIN
        ]
        return max(near, default=None)

    def noted(self, line: OpenLine, neighbour_id: int) -> Noted | None:
        """Return what was noted by hand of this payment: the nearest in time; None if nothing was."""
        bill = line.line
        kept = self._near(self._noted, bill.net_fen, line, neighbour_id)
        if kept is None and bill.refunded_fen and self._near(self._refunds, bill.refunded_fen, line, neighbour_id):
            kept = self._near(self._noted, bill.amount_fen, line, neighbour_id)
        return kept

    def noted_refund(self, line: OpenLine, neighbour_id: int, fen: int) -> Noted | None:
        """Return what was noted by hand of money given back."""
        return self._near(self._refunds, fen, line, neighbour_id)

    def use(self, noted: Noted) -> None:
        """Tie what was noted to a line: it stands for no other."""
        for kept in (self._noted, self._refunds):
            found = kept.get((noted.neighbour_id, noted.amount_fen), [])
            if noted in found:
                found.remove(noted)

    def _near(
        self, kept: dict[tuple[int, int], list[Noted]], fen: int, line: OpenLine, neighbour_id: int
    ) -> Noted | None:
        bill = line.line
        fitting = [
            each
            for each in kept.get((neighbour_id, fen), ())
            if each.method in (bill.channel.value, "marked")
            and bill.at_ms - _NOTED_BEFORE <= each.at_ms <= bill.at_ms + _NOTED_AFTER
        ]
        return min(fitting, key=lambda each: abs(each.at_ms - bill.at_ms), default=None)


def exact_orders(dues: Sequence[Due], fen: int) -> list[tuple[Due, ...]]:
    """Return the ways in which a sum pays orders in full: one of them, all, or some; each way once."""
    ways: list[tuple[Due, ...]] = [(due,) for due in dues if due.due_fen == fen]
    if ways or len(dues) < 2:
        return ways
    if sum(due.due_fen for due in dues) == fen:
        return [tuple(dues)]
    return list(_some(dues, fen)) if len(dues) <= _MOST_COMBINED else []


def shares(dues: Sequence[Due], fen: int) -> tuple[Share, ...]:
    """Return how a sum is spread over orders from the first on; what is left goes to the balance of the last."""
    parts, left = [], fen
    for due in dues:
        fen_here = min(left, due.due_fen)
        if fen_here > 0:
            parts.append(Share(due.neighbour_id, due.order_id, fen_here))
            left -= fen_here
    if left > 0:
        parts.append(Share(dues[-1].neighbour_id, None, left))
    return tuple(parts)


def _some(dues: Sequence[Due], fen: int) -> Iterator[tuple[Due, ...]]:
    for count in range(2, len(dues)):
        for chosen in combinations(dues, count):
            if sum(due.due_fen for due in chosen) == fen:
                yield chosen


def _by_sum(noted: Iterable[Noted]) -> dict[tuple[int, int], list[Noted]]:
    kept: dict[tuple[int, int], list[Noted]] = defaultdict(list)
    for each in noted:
        kept[each.neighbour_id, each.amount_fen].append(each)
    return kept
