"""What happened with a neighbour, newest first, with the leader's own notes among it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import Clock
from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.rules import MOST_NOTE, TimelineEvent
from leaderdesk.features.neighbours.screen.columns import ago_text, as_tone
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label
from leaderdesk.ui.timeline import Event, Piece, Timeline

_SHOWN = 30


class TimelineBox(QWidget):
    """The timeline with a line to write into it. `written` and `changed` tell the words, `removed` the note."""

    written = Signal(str)
    changed = Signal(int, str)
    removed = Signal(int)

    def __init__(self, clock: Clock, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._events: tuple[TimelineEvent, ...] = ()
        self._note_id: int | None = None
        self._timeline = Timeline(_("What happened"), compact=True)
        self._timeline.event_chosen.connect(self._open_note)
        self._empty = Label(
            _("Nothing yet. Orders, pickups and your notes will stand here."), role="small", ink="text2"
        )
        head = SectionHead(_("What happened"))
        self._begin_button = Button(_("Note something"), kind="link", size=28, icon="plus")
        self._begin_button.clicked.connect(lambda: self._open(None, ""))
        head.add_right(self._begin_button)
        self._editor = self._make_editor()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 20)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(self._editor)
        column.addWidget(self._timeline)
        column.addWidget(self._empty)

    def show_events(self, events: Sequence[TimelineEvent]) -> None:
        """Show these events, newest first; a line that is being written stays open."""
        self._events = tuple(events)[:_SHOWN]
        self._timeline.show_events(
            [
                Event(
                    key=place,
                    who="",
                    when=ago_text(event.at_ms, self._clock),
                    pieces=(Piece(event.text.replace("\n", " ")),),
                    tone=as_tone(event.tone),
                )
                for place, event in enumerate(self._events)
            ]
        )
        self._timeline.setVisible(bool(events))
        self._empty.setVisible(not events)

    def close_editor(self) -> None:
        """Put the line away; what was written in it has been kept."""
        had_keyboard = any(child.hasFocus() for child in self._editor.findChildren(QWidget))
        self._editor.hide()
        self._field.clear()
        if had_keyboard:
            self._begin_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_editor(self) -> QWidget:
        editor = QWidget()
        self._field = LineEdit(_("Note"), placeholder=_("Anything to remember"))
        self._field.setMaxLength(MOST_NOTE)
        self._field.returnPressed.connect(self._keep)
        self._remove = Button(_("Delete"), kind="quiet")
        self._remove.clicked.connect(self._delete)
        keep = Button(_("Keep"), kind="primary")
        keep.clicked.connect(self._keep)
        leave = Button(_("Leave it"), kind="quiet")
        leave.clicked.connect(self.close_editor)
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        for button in (self._remove, leave, keep):
            row.addWidget(button)
        editor.hide()
        return editor

    def _open_note(self, place: int) -> None:
        event = self._events[place]
        if event.note_id is not None:
            self._open(event.note_id, event.text)

    def _open(self, note_id: int | None, text: str) -> None:
        self._note_id = note_id
        self._field.setText(text.replace("\n", " "))
        self._remove.setVisible(note_id is not None)
        self._editor.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        words = self._field.plain_text()
        if not words:
            self.close_editor()
        elif self._note_id is None:
            self.written.emit(words)
        else:
            self.changed.emit(self._note_id, words)

    def _delete(self) -> None:
        if self._note_id is not None:
            self.removed.emit(self._note_id)
