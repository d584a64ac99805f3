"""Which of the lists of a round a text goes on with, where there is one for each group."""

from __future__ import annotations

from dataclasses import replace

from leaderdesk.features.orders.jielong.model import Reading
from leaderdesk.features.orders.rules.answers import OTHER, TEXT, Answers, agreed
from leaderdesk.features.orders.rules.ground import Ground, Strand
from leaderdesk.features.orders.rules.settling import said_in


def on_strand(ground: Ground, text: str, reading: Reading, answers: Answers) -> Ground:
    """Return the ground as the list stands on it that `text` goes on with.

    That is the list of the very same text; a new one if the leader said so; else the one with most lines that are still
    there, then the one with most of the people, then the one that was confirmed last.
    """
    if not ground.strands:
        return ground
    standing = next((one for one in ground.strands if one.last is not None and one.last.text == text), None)
    if standing is None and agreed(answers, TEXT, OTHER):
        number = max(one.number for one in ground.strands) + 1
        return replace(ground, strand=number, listed={}, same={}, last=None)
    if standing is None:
        standing = max(ground.strands, key=lambda one: _nearness(one, text, reading))
    return replace(ground, strand=standing.number, listed=standing.listed, same=standing.same, last=standing.last)


def _nearness(strand: Strand, text: str, reading: Reading) -> tuple[int, int, int]:
    last = strand.last
    if last is None:
        return (0, 0, 0)
    earlier, lines = last.text.split("\n"), text.split("\n")
    now = {said_in(lines, [number]) for number in range(1, len(lines) + 1)} - {""}
    kept = sum(said_in(earlier, numbers[:1]) in now for _neighbour, numbers in last.sources if numbers)
    people = {int(entry.neighbour) for entry in reading.entries if entry.neighbour is not None}
    return (kept, len(people & strand.listed.keys()), last.id)
