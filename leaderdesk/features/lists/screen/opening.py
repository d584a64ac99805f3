"""Opens a list of a round: made in the background, then looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.lists.queries import ALONE, ListSlots
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.pickups.queries import Dues


def open_list(
    desk: Desk, asker: QWidget, round_id: int, kind: ListKind, *, dues: Dues, slots: ListSlots = ALONE
) -> None:
    """Show the list of the round before it is printed; a UserError is said in a toast."""
    # Imported when a list is wanted: the page with its button is shown long before.
    from leaderdesk.features.lists.screen.list_preview import ListPreview
    from leaderdesk.features.lists.screen.ready_list import ReadyList, make_ready

    store, spoken = desk.store, desk.settings().paper_language

    def show(ready: ReadyList) -> None:
        preview = ListPreview(desk, asker.window(), ready, dues=dues, slots=slots)
        preview.finished.connect(lambda _result: preview.deleteLater())
        preview.open()

    desk.tasks.read(
        asker,
        lambda: make_ready(store, round_id, kind, dues=dues, paper_language=spoken, slots=slots),
        show,
        latest="list",
    )
