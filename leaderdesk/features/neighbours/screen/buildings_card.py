"""The card with the buildings in the order in which the leader walks them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import (
    add_building,
    edit_building,
    remove_building,
    set_walking_order,
)
from leaderdesk.features.neighbours.queries import buildings
from leaderdesk.features.neighbours.rules import Added, Building, building_text
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow


class BuildingsCard(Card):
    """Drag a building, or move it with Alt and the arrow keys; Enter or a double click opens its fields."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("The order of the walk"), _("Labels and pickup lists follow it"), parent=parent)
        self._desk = desk
        self._buildings: dict[str, Building] = {}
        self._key: str | None = None
        add = Button(_("Add a building"), icon="plus", size=28)
        add.clicked.connect(partial(self._open, None))
        self.head.add_right(add)
        self._list = ReorderList(_("Buildings in walking order"))
        self._list.reordered.connect(self._reorder)
        self._list.opened.connect(self._open)
        self._empty = Label(_("No building yet. Add the first one you walk to."), role="small", ink="text2")
        self._name = Field(_("Building"), LineEdit(_("Building"), placeholder=_("3 or A")))
        self._note = Field(_("Remark"), LineEdit(_("Remark"), placeholder=_("across the road")))
        self._remove = Button(_("Remove"), kind="quiet")
        self._editor = self._make_editor()
        for part in (self._empty, self._list, self._editor):
            self.body.addWidget(part)
        desk.bridge.on_tables(self, {"building", "household", "neighbour"}, lambda _changed: self._load())
        self._load()

    def _make_editor(self) -> QWidget:
        editor = QWidget()
        keep = Button(_("Keep"), kind="primary")
        leave = Button(_("Leave it"), kind="quiet")
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self._name, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self._note, 2, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(keep)
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(fields)
        column.addLayout(buttons)
        for field in (self._name, self._note):
            if isinstance(field.control, LineEdit):
                field.control.setMaxLength(200)
                field.control.returnPressed.connect(self._keep)
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self._close)
        self._remove.clicked.connect(self._take_out)
        editor.hide()
        return editor

    def _load(self) -> None:
        store = self._desk.store

        def work() -> tuple[Building, ...]:
            with store.read() as connection:
                return buildings(connection)

        self._desk.tasks.read(self, work, self._show, latest="buildings")

    def _show(self, found: tuple[Building, ...]) -> None:
        self._buildings = {str(one.id): one for one in found}
        self._list.set_rows(
            [
                ReorderRow(
                    str(one.id),
                    building_text(one.name),
                    one.note,
                    ngettext("{count} household", "{count} households", one.household_count).format(
                        count=one.household_count
                    ),
                )
                for one in found
            ]
        )
        self._list.setVisible(bool(found))
        self._empty.setVisible(not found)

    def _reorder(self, keys: list[str]) -> None:
        store, ids = self._desk.store, [int(key) for key in keys]
        self._write(lambda: set_walking_order(store, ids), _("The walk has a new order"))

    def _open(self, key: str | None, *_clicked: object) -> None:
        building = None if key is None else self._buildings.get(key)
        self._key = key
        for field, text in (
            (self._name, building.name if building else ""),
            (self._note, building.note if building else ""),
        ):
            field.clear_error()
            if isinstance(field.control, LineEdit):
                field.control.setText(text)
        self._remove.setVisible(building is not None)
        self._editor.show()
        self._name.control.setFocus(Qt.FocusReason.TabFocusReason)

    def _close(self) -> None:
        self._editor.hide()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, field: Field) -> str:
        return field.control.plain_text() if isinstance(field.control, LineEdit) else ""

    def _keep(self) -> None:
        store, key, name, note = self._desk.store, self._key, self._typed(self._name), self._typed(self._note)
        if key is None:
            self._desk.tasks.write(self, lambda: add_building(store, name, note=note), self._added, self._refused)
            return
        building_id = int(key)

        self._write(lambda: edit_building(store, building_id, name=name, note=note), _("The change is kept"))

    def _added(self, added: Added) -> None:
        self._close()
        self._desk.notice(_("The building is at the end of the walk"), undo=added.action_id)

    def _take_out(self) -> None:
        store, key = self._desk.store, self._key
        if key is not None:
            self._write(lambda: remove_building(store, int(key)), _("The building is gone"))

    def _write(self, work: Callable[[], int | None], sentence: str) -> None:
        def done(action: int | None) -> None:
            self._close()
            if action is not None:
                self._desk.notice(sentence, undo=action)

        self._desk.tasks.write(self, work, done, self._refused)

    def _refused(self, error: Exception) -> None:
        self._name.show_error(str(error))
