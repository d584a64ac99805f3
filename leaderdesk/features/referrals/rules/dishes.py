"""Dishes that neighbours showed: where each may be seen, and under which name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.i18n import N_, _


class Consent(StrEnum):
    """Where a dish may be seen, as the neighbour said."""

    ASK = "ask"
    SCREEN = "screen"
    NAMELESS = "nameless"
    GROUP = "group"
    NO = "no"

    @property
    def label(self) -> str:
        """What she said, in the language in force."""
        return _(_TITLES[self])

    @property
    def is_for_stream(self) -> bool:
        """Whether the dish may be seen in the stream."""
        return self in (Consent.SCREEN, Consent.NAMELESS)

    @property
    def is_for_group(self) -> bool:
        """Whether the dish may be seen in the group."""
        return self in (Consent.SCREEN, Consent.NAMELESS, Consent.GROUP)


_TITLES = {
    Consent.ASK: N_("not asked yet"),
    Consent.SCREEN: N_("on the screen"),
    Consent.NAMELESS: N_("without her name"),
    Consent.GROUP: N_("in the group only"),
    Consent.NO: N_("not at all"),
}


@dataclass(frozen=True, slots=True)
class Dish:
    """A picture of what a neighbour cooked, with what she agreed to; `thanked_ms` is when she got a gift for it."""

    id: int
    neighbour_id: int
    name: str
    room: str
    photo_id: int
    title: str
    recipe: str
    product: str
    consent: Consent
    picked_ms: int | None
    thanked_ms: int | None
    is_promised: bool
    at_ms: int

    @property
    def shown_name(self) -> str:
        """The name that others may see beside it; empty if none."""
        return self.name if self.consent in (Consent.SCREEN, Consent.GROUP) else ""

    @property
    def caption(self) -> str:
        """What stands below the picture for the leader: who, and what she agreed to."""
        return _("{who} · {consent}").format(who=self.name, consent=self.consent.label)
