"""The picture of who brought whom: where each neighbour stands in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from leaderdesk.features.referrals.rules import Known, Standing


@dataclass(frozen=True, slots=True)
class Leaf:
    """One neighbour in the tree: her column (how far from the first), her row in halves, and how many she brought."""

    neighbour: Known
    column: int
    row: int
    parent_id: int | None
    count: int
    counts: bool


def lay_out(found: Iterable[Standing]) -> tuple[Leaf, ...]:
    """Return everybody who brought somebody or was brought, parents before children.

    Children stand in consecutive rows one column to the right, their parent in the middle of them, and no two in one
    place. The rules let no ring be, so that this ends.
    """
    children: dict[int, list[Standing]] = defaultdict(list)
    people: dict[int, Known] = {}
    brought: dict[int, Standing] = {}
    for one in found:
        if one.why is None and one.newcomer.id not in brought:
            children[one.referrer.id].append(one)
            brought[one.newcomer.id] = one
            people[one.referrer.id] = one.referrer
            people[one.newcomer.id] = one.newcomer
    roots = [id_ for id_ in people if id_ not in brought]
    rows = _rows(roots, children)
    leaves: list[Leaf] = []
    waiting = [(root, 0) for root in reversed(roots)]
    while waiting:
        id_, column = waiting.pop()
        link = brought.get(id_)
        parent = None if link is None else link.referrer.id
        counts = link is None or link.counts
        leaves.append(Leaf(people[id_], column, rows[id_], parent, len(children[id_]), counts))
        waiting += [(child.newcomer.id, column + 1) for child in reversed(children[id_])]
    return tuple(leaves)


def _rows(roots: Iterable[int], children: dict[int, list[Standing]]) -> dict[int, int]:
    """Return the row of each in halves: leaves one below the other, parents in the middle of their children."""
    rows: dict[int, int] = {}
    free = 0
    for root in roots:
        stack = [(root, False)]
        while stack:
            id_, done = stack.pop()
            below = [child.newcomer.id for child in children[id_]]
            if not below:
                rows[id_] = free
                free += 2
            elif done:
                rows[id_] = (rows[below[0]] + rows[below[-1]]) // 2
            else:
                stack.append((id_, True))
                stack += [(child, False) for child in reversed(below)]
    return rows
