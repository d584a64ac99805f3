"""Templates of run-sheets: what a run-sheet begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import Audience, CueKind, Shows, StreamKind
from leaderdesk.features.streams.rules.planning import NewCue, kept_lines, usual_cue, with_more

GOODS_KINDS = frozenset({CueKind.UNBOXING, CueKind.TASTING, CueKind.COOKING, CueKind.ORDERS})
"""The kinds of cue that are about the goods of the round."""


@dataclass(frozen=True, slots=True)
class GivenCue:
    """A cue of a template that comes with the program; its texts are messages of the catalogue."""

    kind: CueKind
    minutes: int
    points: tuple[str, ...]
    props: tuple[str, ...] = ()
    title: str = ""
    shows: Shows | None = None
    locked: bool = False

    def cue(self) -> NewCue:
        """Return what makes this cue, in the language in force."""
        usual = usual_cue(self.kind)
        return replace(
            usual,
            length_s=self.minutes * 60,
            title=_(self.title) if self.title else "",
            points=tuple(_(point) for point in self.points),
            props=tuple(_(prop) for prop in self.props),
            shows=self.shows or usual.shows,
            locked=self.locked,
        )


@dataclass(frozen=True, slots=True)
class Template:
    """A template that comes with the program; its texts are messages of the catalogue."""

    key: str
    name: str
    about: str
    kind: StreamKind
    audience: Audience
    given: tuple[GivenCue, ...]

    @property
    def title(self) -> str:
        """Its name in the language in force."""
        return _(self.name)

    @property
    def hint(self) -> str:
        """What it is for, in the language in force."""
        return _(self.about)

    @property
    def length_s(self) -> int:
        """How long it takes in seconds."""
        return sum(each.minutes for each in self.given) * 60

    def cues(self) -> tuple[NewCue, ...]:
        """Return what makes its cues, in the language in force."""
        return tuple(each.cue() for each in self.given)


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of the leader's own, with the number of its cues."""

    id: int
    name: str
    kind: StreamKind
    audience: Audience
    length_s: int
    cues: int = 0


def filled(
    cues: Sequence[NewCue], *, goods: Sequence[int] = (), lines: Mapping[CueKind, Sequence[str]] | None = None
) -> tuple[NewCue, ...]:
    """Return the cues with `goods` where they are about some and name none, and `lines` behind the points of a kind."""
    more = lines or {}
    return tuple(
        replace(
            cue,
            product_ids=cue.product_ids or (tuple(goods) if cue.kind in GOODS_KINDS else ()),
            points=with_more(cue.points, kept_lines(more.get(cue.kind, ()))),
        )
        for cue in cues
    )


def template_by_key(key: str) -> Template | None:
    """Return the template of that key that comes with the program; None if there is none."""
    # Imported here: the texts stand in a file of their own, which is built on the classes above.
    from leaderdesk.features.streams.rules.given import TEMPLATES

    return next((one for one in TEMPLATES if one.key == key), None)
