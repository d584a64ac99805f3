"""The history of an order in its drawer: events with who, when, old and new, and what undoing would do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import Clock, local, local_now, short_time
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.orders.rules.history import Cause, HistoryEvent
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.timeline import Event, Piece, Timeline

_ICONS: dict[Cause, IconName] = {
    "paste": "clipboard",
    "file": "file",
    "hand": "person",
    "money": "wallet",
    "print": "printer",
    "handover": "bag",
    "goods": "box",
}


class HistoryPart(QWidget):
    """Who changed what and when; each event that can be undone has its own button."""

    undo_wanted = Signal(int)
    """The action to undo (an undo undone does the thing again)."""
    event_chosen = Signal(object)
    """The event that was selected."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.events: dict[int, HistoryEvent] = {}
        self._count = ElidedLabel("", role="small", ink="text2")
        self.timeline = Timeline(_("What happened to the order"))
        self.timeline.event_chosen.connect(lambda key: self.event_chosen.emit(self.events.get(key)))
        self.timeline.action_chosen.connect(self._act)
        copy = Button(_("Copy the record"), kind="link", size=28)
        copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(_("Who changed what and when"), role="strong"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.timeline)
        column.addStretch(1)

    def show_history(self, history: Sequence[HistoryEvent], *, leader: str) -> None:
        """Show these events, newest first; `leader` is how she who writes by hand is called."""
        self.events = {event.action_id: event for event in history}
        count = ngettext("{count} event, the newest above", "{count} events, the newest above", len(history))
        self._count.setText(count.format(count=len(history)))
        self.timeline.show_events([self._event(event, leader) for event in history])

    def _event(self, event: HistoryEvent, leader: str) -> Event:
        remark = ""
        if event.lines:
            remark = _("line {number}").format(number=event.lines[0])
        if event.undone_at_ms is not None:
            remark = _("undone {when}").format(when=local(event.undone_at_ms).strftime("%H:%M"))
        action, icon = self._action(event)
        return Event(
            key=event.action_id,
            who={"paste": _("List of the group"), "file": _("Imported file")}.get(event.cause, leader),
            when=short_time(local(event.at_ms), local_now(self._clock)),
            pieces=tuple(_pieces(event)),
            icon=_ICONS[event.cause],
            remark=remark,
            action=action,
            action_icon=icon,
            effect=event.effect,
            undone=event.undone,
        )

    def _action(self, event: HistoryEvent) -> tuple[str, str]:
        if event.undone:
            return _("Redo"), "redo"
        if event.blocked_by is not None:
            return _("Undo the later step first"), ""
        return (_("Undo"), "undo") if event.undo_id is not None else ("", "")

    def _act(self, key: int) -> None:
        event = self.events.get(key)
        if event is None:
            return
        if event.redo_id is not None:
            self.undo_wanted.emit(event.redo_id)
        elif event.blocked_by is not None:
            self.timeline.go_to(event.blocked_by)
            self.event_chosen.emit(self.events.get(event.blocked_by))
        elif event.undo_id is not None:
            self.undo_wanted.emit(event.undo_id)

    def _copy(self) -> None:
        now = local_now(self._clock)
        lines = []
        for event in self.events.values():
            said = _(", ").join(f"{step.label} {step.before or '—'} → {step.after or '—'}" for step in event.steps)
            line = f"{short_time(local(event.at_ms), now)} {event.title}: {said}"
            lines.append(_("{event} (undone)").format(event=line) if event.undone else line)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _pieces(event: HistoryEvent) -> list[Piece]:
    pieces: list[Piece] = []
    for step in event.steps:
        pieces.append(Piece(step.label))
        if step.before:
            pieces += [Piece(step.before, "old"), Piece("", "arrow")]
        pieces.append(Piece(step.after or _("taken out"), "new"))
    if event.due_before_fen != event.due_after_fen:
        pieces.append(Piece(_("due")))
        if event.due_before_fen:
            pieces += [Piece(format_yuan(event.due_before_fen), "old"), Piece("", "arrow")]
        pieces.append(Piece(format_yuan(event.due_after_fen), "new"))
    return pieces
