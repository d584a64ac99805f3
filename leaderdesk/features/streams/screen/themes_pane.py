"""The pane of the theme plan: which coming evening has no theme yet, and what nobody has seen for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import day_text, local_now
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams.actions.evenings import theme_slot
from leaderdesk.features.streams.actions.streams import edit_stream
from leaderdesk.features.streams.queries import slots_of_days
from leaderdesk.features.streams.queries.past import seen_so_far
from leaderdesk.features.streams.rules.calendar import Slot
from leaderdesk.features.streams.rules.theme_plan import Idea, Seen, Sort, Themed, ideas, themes
from leaderdesk.features.streams.screen.book import StreamBook
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, SectionHead
from leaderdesk.ui.labels import ElidedLabel, Label, plain_tooltip

_MOST_EVENINGS = 8
_MONTH = dt.timedelta(days=30)


class ThemesPane(QWidget):
    """Reads the plan itself; a theme that is taken plans its evening. `closed` tells that it is enough."""

    closed = Signal()

    def __init__(self, desk: Desk, book: StreamBook) -> None:
        super().__init__()
        self._desk, self._book = desk, book
        head = SectionHead(_("What was not seen for long"), large=True)
        back = Button(_("Done"), kind="quiet", size=28)
        back.clicked.connect(self.closed)
        head.add_right(back)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(head)
        column.addLayout(self._inside)
        column.addStretch(1)

    def load(self) -> None:
        """Read what is coming and what was seen, and show the plan."""
        store, clock = self._desk.store, self._desk.clock

        def work() -> tuple[tuple[Slot, ...], tuple[Seen, ...]]:
            day = local_now(clock).date()
            with store.read() as connection:
                return slots_of_days(connection, day, day + _MONTH), seen_so_far(connection)

        def done(found: tuple[tuple[Slot, ...], tuple[Seen, ...]]) -> None:
            slots, seen = found
            now = local_now(clock)
            self.show_plan(themes(slots, seen, now), [(sort, ideas(seen, now.date(), sort=sort)) for sort in Sort])

        self._desk.tasks.read(self, work, done, latest="themes")

    def take(self, themed: Themed) -> None:
        """Give the evening the theme that was proposed for it."""
        slot, idea = themed.slot, themed.idea
        if idea is None:
            return
        name, day = idea.seen.name, slot.starts_at

        def work(store: Store) -> int | Added | None:
            if slot.stream is not None:
                return edit_stream(store, slot.stream.id, {"theme": name})
            return None if slot.series is None else theme_slot(store, slot.series.id, slot.slot_on, name)

        sentence = _("{name} is the theme of {month}/{day}").format(name=name, month=day.month, day=day.day)
        self._book.act(work, sentence, done=lambda _made: self.load())

    def show_plan(self, evenings: Sequence[Themed], ideas: Sequence[tuple[Sort, Sequence[Idea]]]) -> None:
        """Show the evenings without a theme, each with what would suit it, and below all ideas by their sort."""
        while (item := self._inside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = _("Evenings without a theme") if evenings else _("Every coming evening has its theme.")
        self._inside.addWidget(SectionHead(words))
        for themed in evenings[:_MOST_EVENINGS]:
            self._inside.addWidget(self._evening(themed))
        for sort, found in ideas:
            if found:
                self._inside.addWidget(SectionHead(_title(sort)))
                for idea in found:
                    self._inside.addWidget(_line(idea))

    def _evening(self, themed: Themed) -> Box:
        slot, idea = themed.slot, themed.idea
        box = Box(padding=10)
        row = QHBoxLayout()
        row.setSpacing(8)
        words = f"{day_text(slot.starts_at.date())} {slot.starts_at:%H:%M}"
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Label(words, role="strong"))
        series = "" if slot.series is None else slot.series.name
        about = series if idea is None else _("{name}, {since}").format(name=idea.seen.name, since=idea.since)
        lines.addWidget(ElidedLabel(about, role="small", ink="text2"))
        row.addLayout(lines, 1)
        if idea is not None:
            take = Button(_("Use this theme"), size=28)
            take.setToolTip(plain_tooltip(_("{day}: {name}").format(day=words, name=idea.seen.name)))
            take.clicked.connect(partial(self.take, themed))
            row.addWidget(take)
        box.body.addLayout(row)
        return box


def _title(sort: Sort) -> str:
    words = {
        Sort.PRODUCT: _("Goods"),
        Sort.CUE: _("Cues"),
        Sort.KIND: _("Kinds of evening"),
        Sort.AUDIENCE: _("For whom"),
    }
    return words[sort]


def _line(idea: Idea) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(ElidedLabel(idea.seen.name, role="body"), 1)
    row.addWidget(Label(idea.since, role="small", ink="text2"))
    return holder
