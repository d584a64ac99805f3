"""The button that opens a list of the round in view, and says when the printed one is out of date."""

from __future__ import annotations

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.lists.queries import ALONE, TABLES, ListSlots, list_facts
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.lists.rules.prints import PrintState
from leaderdesk.features.lists.screen.opening import open_list
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.icons import IconName

_MOST = 9


class ListButton(Button):
    """Opens one kind of list; `words` name it if not its title, as 打印自提单."""

    def __init__(
        self,
        desk: Desk,
        kind: ListKind,
        *,
        dues: Dues,
        slots: ListSlots = ALONE,
        words: str = "",
        icon: IconName | None = "list",
    ) -> None:
        super().__init__(words or kind.title, icon=icon)
        self._desk = desk
        self._list_kind = kind
        self._dues, self._slots = dues, slots
        self._words = words or kind.title
        self._round_id = 0
        self.clicked.connect(self.open_preview)
        desk.bridge.on_tables(self, TABLES | slots.tables | {"printed_list"}, lambda _changed: self._read_state())

    def show_round(self, round_id: int) -> None:
        """Open that round's list from now on."""
        self._round_id = round_id
        self._read_state()

    def open_preview(self) -> None:
        """Show the list before it is printed."""
        if self._round_id:
            open_list(self._desk, self, self._round_id, self._list_kind, dues=self._dues, slots=self._slots)

    def _read_state(self) -> None:
        store, kind, round_id = self._desk.store, self._list_kind, self._round_id
        dues, slots = self._dues, self._slots
        if not round_id:
            return

        def work() -> PrintState:
            now_ms = store.clock.now_ms()
            with store.read() as connection:
                try:
                    return list_facts(connection, round_id, kind, dues=dues, slots=slots, now_ms=now_ms).state
                except UserError:
                    # A round without orders has no list yet; the button says so when it is pressed.
                    return PrintState()

        self._desk.tasks.read(self, work, self._show_state, latest="state")

    def _show_state(self, state: PrintState) -> None:
        if not state.changed:
            self.set_text(self._words)
            self.setToolTip(self._list_kind.about)
            self.setAccessibleDescription("")
            return
        # Short, for several of these stand in a row; the whole sentence is in the tooltip.
        self.set_text(f"{self._words} · {state.changed}" if state.changed <= _MOST else f"{self._words} · {_MOST}+")
        words = ngettext(
            "Printed before; {count} place has changed", "Printed before; {count} places have changed", state.changed
        )
        self.setToolTip(words.format(count=state.changed))
        self.setAccessibleDescription(self.toolTip())
