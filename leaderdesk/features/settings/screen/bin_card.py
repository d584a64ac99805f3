"""The card of what was put away, with the way back for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leaderdesk.core.clock import day_text, local
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.community.actions import restore_poll
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import restore_neighbour
from leaderdesk.features.products.actions import wake_product
from leaderdesk.features.rounds.actions import restore_round
from leaderdesk.features.settings.queries import BinKind, InBin, in_bin
from leaderdesk.features.settings.screen.lines import Lines, line
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, IconLabel, Label

MOST_SHOWN = 30
_KINDS: dict[BinKind, tuple[IconName, str]] = {
    "neighbour": ("person", N_("neighbour put away")),
    "product": ("box", N_("product at rest")),
    "round": ("basket", N_("draft put away")),
    "poll": ("house", N_("poll put away")),
}
_RESTORE: dict[BinKind, Callable[[Store, int], int | None]] = {
    "neighbour": restore_neighbour,
    "product": wake_product,
    "round": restore_round,
    "poll": restore_poll,
}


class BinCard(Card):
    """Nothing is ever lost here: each line has its way back."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Bin"), _("nothing here is lost"), parent=parent)
        self._desk = desk
        self._words = Label("", role="small", ink="text2")
        self._lines = Lines()
        self.body.addWidget(self._words)
        self.body.addWidget(self._lines)
        desk.bridge.on_tables(self, {"neighbour", "product", "round", "poll"}, lambda _changed: self.refresh())

    def refresh(self) -> None:
        """Show what is put away now."""
        store = self._desk.store

        def work() -> tuple[InBin, ...]:
            with store.read() as connection:
                return in_bin(connection)

        self._desk.tasks.read(self, work, self._show, latest="bin")

    def _show(self, found: tuple[InBin, ...]) -> None:
        left = len(found) - MOST_SHOWN
        self._words.setVisible(not found or left > 0)
        self._words.setText(
            _("The bin is empty.") if not found else _("{count} more, older ones").format(count=max(0, left))
        )
        self._lines.fill([self._row(each) for each in found[:MOST_SHOWN]])

    def _row(self, each: InBin) -> QWidget:
        icon, words = _KINDS[each.kind]
        back = Button(_("Bring back"), kind="link", size=28)
        back.clicked.connect(lambda: self._restore(each))
        said = _(" · ").join(part for part in (each.remark, _(words), day_text(local(each.since_ms).date())) if part)
        return line(
            (IconLabel(icon), 0),
            (ElidedLabel(each.name, role="small"), 2),
            (Label(said, role="caption", ink="text2"), 0),
            (back, 0),
        )

    def _restore(self, each: InBin) -> None:
        store, restore = self._desk.store, _RESTORE[each.kind]

        def done(action_id: int | None) -> None:
            self._desk.notice(_("{name} is back").format(name=each.name), undo=action_id)

        self._desk.tasks.write(
            self, lambda: restore(store, each.id), done, lambda refusal: self._desk.notice(str(refusal))
        )
