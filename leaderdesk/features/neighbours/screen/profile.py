"""The profile of one neighbour, beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import (
    add_tag,
    edit_note,
    remove_note,
    remove_tag,
    restore_neighbour,
    write_note,
)
from leaderdesk.features.neighbours.queries import NeighbourSlots
from leaderdesk.features.neighbours.queries.merging import living_card
from leaderdesk.features.neighbours.rules import (
    Added,
    Favourite,
    Figure,
    Message,
    NeighbourCard,
    TimelineEvent,
    messages_for,
)
from leaderdesk.features.neighbours.screen.columns import as_tone
from leaderdesk.features.neighbours.screen.message_box import MessageBox
from leaderdesk.features.neighbours.screen.profile_part import ProfilePart
from leaderdesk.features.neighbours.screen.profile_parts import FigureRow, KnownBox, ProfileHead
from leaderdesk.features.neighbours.screen.timeline_box import TimelineBox
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.states import CoachStrip
from leaderdesk.ui.word_tags import Word, WordTags


@dataclass(frozen=True, slots=True)
class _Read:
    asked_id: int
    card: NeighbourCard
    figures: tuple[Figure, ...]
    favourites: tuple[Favourite, ...]
    events: tuple[TimelineEvent, ...]
    messages: tuple[Message, ...]


class Profile(QWidget):
    """Everything known of a neighbour. `edit_wanted` asks for the form, `gone` tells that there is nobody to show."""

    closed = Signal()
    gone = Signal()
    edit_wanted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        slots: NeighbourSlots,
        *,
        parts: Sequence[ProfilePart] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._desk = desk
        self._slots = slots
        self._id: int | None = None
        self._head = ProfileHead()
        self._tags = WordTags(_("Tag"), lambda word: _("Take the tag {word} off").format(word=word))
        self._back = Button(_("Bring back"), kind="normal", size=28)
        self._in_bin = CoachStrip("info", _("In the bin: not in lists, not in search."), buttons=[self._back])
        self._figures = FigureRow()
        self._message = MessageBox()
        self._known = KnownBox()
        self._timeline = TimelineBox(desk.clock)
        self._lay_out()
        self._connect()

    def show_neighbour(self, neighbour_id: int) -> None:
        """Show another neighbour."""
        if neighbour_id != self._id:
            self._timeline.close_editor()
        self._id = neighbour_id
        self.refresh()

    def forget(self) -> None:
        """Show nobody any more."""
        self._id = None

    def suggest_tags(self, words: list[str]) -> None:
        """Offer these tags while one is typed."""
        self._tags.suggest(words)

    def refresh(self) -> None:
        """Read the neighbour again."""
        store, slots, neighbour_id = self._desk.store, self._slots, self._id
        if neighbour_id is None:
            return

        def work() -> _Read | None:
            with store.read() as connection:
                card = living_card(connection, neighbour_id)
                if card is None:
                    return None
                person = card.id
                favourites = slots.favourites(connection, person)
                own = (TimelineEvent(note.at_ms, note.text, "info", note.id) for note in card.notes)
                events = sorted((*slots.timeline(connection, person), *own), key=lambda one: one.at_ms, reverse=True)
                return _Read(
                    asked_id=neighbour_id,
                    card=card,
                    figures=slots.figures(connection, person),
                    favourites=favourites,
                    events=tuple(events),
                    messages=messages_for(card.name, slots.facts(connection, person), favourites),
                )

        self._desk.tasks.read(self, work, self._show, latest="profile")

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tags = QHBoxLayout()
        tags.setContentsMargins(20, 0, 20, 12)
        tags.addWidget(self._tags)
        bin_row = QHBoxLayout()
        bin_row.setContentsMargins(20, 0, 20, 12)
        bin_row.addWidget(self._in_bin)
        column.addWidget(self._head)
        column.addLayout(bin_row)
        column.addLayout(tags)
        higher = (part.widget() for part in self._parts)
        for part in (self._figures, self._message, self._known, *higher, self._timeline):
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inside))

    def _connect(self) -> None:
        self._head.closed.connect(self.closed)
        self._head.edit_button.clicked.connect(self._edit)
        self._back.clicked.connect(self._restore)
        self._tags.added.connect(self._tag)
        self._tags.removed.connect(self._untag)
        self._message.copied.connect(lambda: self._desk.notice(_("Copied. Paste it into the chat.")))
        self._timeline.written.connect(self._note)
        self._timeline.changed.connect(self._change_note)
        self._timeline.removed.connect(self._remove_note)
        self._known.person_chosen.connect(self.show_neighbour)
        copy = QShortcut(QKeySequence("Ctrl+Shift+C"), self)
        copy.setContext(Qt.ShortcutContext.WindowShortcut)
        copy.activated.connect(self._message.copy)

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.gone.emit()
            return
        card = read.card
        if read.asked_id != self._id:
            return
        self._id = card.id
        put_away = card.archived_at_ms is not None
        self._head.show_card(card)
        self._in_bin.setVisible(put_away)
        self._tags.show_words([Word(str(tag.id), tag.name, as_tone(tag.tint)) for tag in card.tags])
        self._figures.show_figures(read.figures)
        self._message.setVisible(not put_away)
        self._message.show_messages(read.messages)
        self._known.show_known(card, read.favourites)
        for part in self._parts:
            part.show_neighbour(card.id)
        self._timeline.show_events(read.events)

    def _edit(self) -> None:
        if self._id is not None:
            self.edit_wanted.emit(self._id)

    # Writing; the list and this profile follow the store by themselves.

    def _write(
        self, work: Callable[[int], int | None], sentence: str, failed: Callable[[Exception], None] | None = None
    ) -> None:
        neighbour_id = self._id
        if neighbour_id is None:
            return

        def done(action: int | None) -> None:
            self._tags.taken()
            self._timeline.close_editor()
            if action is not None:
                self._desk.notice(sentence, undo=action)
            self.refresh()

        self._desk.tasks.write(self, lambda: work(neighbour_id), done, failed)

    def _tag(self, word: str) -> None:
        store = self._desk.store
        self._write(
            lambda one: add_tag(store, one, word),
            _("Tagged {tag}").format(tag=word),
            lambda error: self._tags.refuse(str(error)),
        )

    def _untag(self, key: str) -> None:
        store = self._desk.store
        self._write(lambda one: remove_tag(store, one, int(key)), _("The tag is off"))

    def _restore(self) -> None:
        store = self._desk.store
        self._write(lambda one: restore_neighbour(store, one), _("Back in the list"))

    def _note(self, words: str) -> None:
        store = self._desk.store

        def work(neighbour_id: int) -> int:
            added: Added = write_note(store, neighbour_id, words)
            return added.action_id

        self._write(work, _("Noted"))

    def _change_note(self, note_id: int, words: str) -> None:
        store = self._desk.store
        self._write(lambda _one: edit_note(store, note_id, words), _("The change is kept"))

    def _remove_note(self, note_id: int) -> None:
        store = self._desk.store
        self._write(lambda _one: remove_note(store, note_id), _("The note is gone"))
