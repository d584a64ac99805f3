"""The card that says who the leader is and where she hands out."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from leaderdesk.core.i18n import N_, _
from leaderdesk.features.desk import Desk
from leaderdesk.features.settings.actions import set_business
from leaderdesk.features.settings.rules import BUSINESS_TITLES, MOST_SIGNS
from leaderdesk.storage.business import Business, read_business
from leaderdesk.ui.cards import Card
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field

_EXAMPLES = {
    "leader_name": N_("as the neighbours call you"),
    "leader_phone": N_("stands on the pickup list"),
    "estate_name": N_("name of the estate"),
    "pickup_place": N_("building 3, ground floor"),
    "cold_place": N_("fridge in the hall"),
    "frozen_place": N_("lower drawer, if it is another place"),
    "ambient_place": N_("shelf by the door"),
}


class ShopCard(Card):
    """Each field is kept when it is left, as one step that can be undone."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Your shop"), _("it stands on labels, lists and workbooks"), parent=parent)
        self._desk = desk
        self.edits: dict[str, LineEdit] = {}
        self._fields: dict[str, Field] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for place, (name, title) in enumerate(BUSINESS_TITLES.items()):
            edit = LineEdit(_(title), placeholder=_(_EXAMPLES[name]))
            edit.setMaxLength(MOST_SIGNS)
            edit.editingFinished.connect(partial(self._keep, name))
            self.edits[name] = edit
            self._fields[name] = Field(_(title), edit)
            grid.addWidget(self._fields[name], place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        desk.bridge.on_tables(self, {"setting"}, lambda _changed: self.refresh())

    def refresh(self) -> None:
        """Show what is kept now; a field that is being typed into stays as it is."""
        store = self._desk.store

        def work() -> Business:
            with store.read() as connection:
                return read_business(connection)

        self._desk.tasks.read(self, work, self._show, latest="shop")

    def _show(self, business: Business) -> None:
        for name, edit in self.edits.items():
            if not edit.hasFocus() or not edit.isModified():
                edit.setText(getattr(business, name))
                self._fields[name].clear_error()

    def _keep(self, name: str) -> None:
        store, typed = self._desk.store, self.edits[name].plain_text()
        if not self.edits[name].isModified():
            return
        self.edits[name].setModified(False)

        def done(action_id: int | None) -> None:
            self._fields[name].clear_error()
            if action_id is not None:
                said = _("{what}: kept").format(what=_(BUSINESS_TITLES[name]))
                self._desk.notice(said, undo=action_id)

        self._desk.tasks.write(
            self,
            lambda: set_business(store, name, typed),
            done,
            lambda refusal: self._fields[name].show_error(str(refusal)),
        )
