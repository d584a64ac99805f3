"""Where in the program one can go: the pages of the rail and the nine steps of a round."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from pathlib import Path

from leaderdesk.core.i18n import N_, _


class Page(Enum):
    """A page of the window, those of the rail in its order; to IMPORT one comes from others."""

    TODAY = "today"
    ROUNDS = "rounds"
    STREAMS = "streams"
    PRODUCTS = "products"
    NEIGHBOURS = "neighbours"
    REFERRALS = "referrals"
    COMMUNITY = "community"
    SETTINGS = "settings"
    IMPORT = "import"


class Step(IntEnum):
    """A step of a round, numbered as the leader counts them."""

    OPEN = 1
    STREAM = 2
    INTAKE = 3
    CLOSE = 4
    PURCHASE = 5
    ARRIVAL = 6
    LABELS = 7
    PICKUP = 8
    SETTLE = 9

    @property
    def title(self) -> str:
        """The step's name in the language in force."""
        return _(_STEP_TITLES[self])


_STEP_TITLES = {
    Step.OPEN: N_("Open"),
    Step.STREAM: N_("Stream"),
    Step.INTAKE: N_("Intake"),
    Step.CLOSE: N_("Close"),
    Step.PURCHASE: N_("Purchase"),
    Step.ARRIVAL: N_("Arrival"),
    Step.LABELS: N_("Labelling"),
    Step.PICKUP: N_("Pickup"),
    Step.SETTLE: N_("Settle"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what is shown on it; what does not apply is None.

    `wants_new` asks the page to begin a new item; `paste` asks intake to take the clipboard at once; `not_yet` asks it
    for those who have not ordered; `memory` asks the settings for what was learnt from lists. `live` asks for the
    console of the stream, without it for its run-sheet, or for what came of it.
    """

    page: Page
    round_id: int | None = None
    step: Step | None = None
    order_id: int | None = None
    neighbour_id: int | None = None
    product_id: int | None = None
    batch_id: int | None = None
    stream_id: int | None = None
    live: bool = False
    wants_new: bool = False
    paste: str | None = None
    not_yet: bool = False
    files: tuple[Path, ...] = ()
    import_kind: str = ""
    memory: bool = False
