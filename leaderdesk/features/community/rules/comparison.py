"""What a paste changes in a poll: who is new, who says something else, who took it back, what must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.features.community.rules.model import Answer, Draft
from leaderdesk.features.community.rules.tally import State, Voice


class Became(StrEnum):
    """What became of one person's answer since the paste before."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One person's answer before and now; `now` None: she is not in the list any more."""

    became: Became
    before: Voice | None
    now: Answer | None

    @property
    def who(self) -> str:
        """How she is called."""
        if self.now is not None:
            return self.now.who
        return self.before.who if self.before is not None else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A paste against what stands: changes in the order of the text, and the lines that are asked about.

    `asks` are new, `stale` are the open answers of before that this text takes the place of.
    """

    draft: Draft
    changes: tuple[Change, ...]
    asks: tuple[Answer, ...]
    stale: tuple[Voice, ...]

    def count(self, became: Became) -> int:
        """Return how many people this became of."""
        return sum(1 for change in self.changes if change.became is became)

    @property
    def works(self) -> bool:
        """Whether taking it changes anything."""
        return bool(self.asks or self.stale) or any(change.became is not Became.SAME for change in self.changes)


def compare(voices: Sequence[Voice], draft: Draft) -> Comparison:
    """Return what `draft` changes of the answers that stand.

    A line that the leader answered before means the same again. Who was in a list and is missing in the new one has
    left it; a piece of chat takes nobody out.
    """
    standing = {voice.person: voice for voice in voices if voice.state in (State.CLEAR, State.WITHDRAWN)}
    answered = {voice.said for voice in voices if voice.settled and voice.said}
    changes: list[Change] = []
    seen: set[str] = set()
    for key, answer in draft.current.items():
        before = standing.get(key)
        seen.add(key)
        if before is not None and before.settled and before.said == answer.said:
            changes.append(Change(Became.SAME, before, answer))
        elif before is None and answer.withdrawn and not draft.earlier(key):
            changes.append(Change(Became.SAME, None, answer))
        else:
            changes.append(Change(_became(before, answer), before, answer))
    texts = {answer.said for answer in draft.answers}
    if draft.is_list:
        changes += [
            Change(Became.WITHDRAWN, voice, None)
            for voice in standing.values()
            if voice.listed and voice.state is State.CLEAR and voice.person not in seen and voice.said not in texts
        ]
    opened = [voice for voice in voices if voice.state is State.OPEN]
    waiting = {voice.said for voice in opened}
    asks = [one for one in draft.open if one.said not in answered and one.said not in waiting]
    stale = [voice for voice in opened if draft.is_list and voice.said not in {one.said for one in draft.open}]
    return Comparison(draft, tuple(changes), tuple(asks), tuple(stale))


def _became(before: Voice | None, now: Answer) -> Became:
    if before is None:
        return Became.WITHDRAWN if now.withdrawn else Became.NEW
    if before.value == now.value:
        return Became.SAME
    if now.withdrawn:
        return Became.WITHDRAWN
    return Became.NEW if before.state is State.WITHDRAWN else Became.CHANGED
