"""The parts of a profile that only show: head, figures, and what is known beside the orders."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.neighbours.rules import Favourite, Figure, NeighbourCard
from leaderdesk.features.neighbours.screen.columns import tone_of
from leaderdesk.features.neighbours.screen.phone import MaskedPhone
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Figure as FigureView
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.charts import Bars, NamedBar
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.pills import Avatar

_MOST_FAVOURITES = 4


class ProfileHead(QWidget):
    """Name, room, masked phone and since when; the buttons to edit and to close."""

    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._avatar = Avatar("", side=52)
        self._name = ElidedLabel("", role="title")
        self._room = Label("", role="lead", ink="text2")
        self._phone = MaskedPhone()
        self._since = Label("", role="small", ink="text2")
        self.edit_button = Button(_("Edit"), size=28, icon="pen")
        close = IconButton("close", _("Close"))
        close.clicked.connect(self.closed)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._name)
        first.addWidget(self._room)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self._phone)
        second.addWidget(self._since)
        second.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 16, 10)
        row.setSpacing(14)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addWidget(self.edit_button)
        row.addWidget(close)

    def show_card(self, card: NeighbourCard) -> None:
        """Show another neighbour."""
        self._avatar.show_name(card.name, tone_of(card.tags))
        self._name.setText(card.name)
        self._room.setText(card.room)
        self._phone.show_phone(card.phone)
        self._since.setText(since_text(card.joined_on))
        self.edit_button.setVisible(card.archived_at_ms is None)


class FigureRow(QWidget):
    """Up to four figures in a row; nothing at all without one."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(20, 10, 20, 10)
        self._row.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(self._row)
        self.hide()

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these figures."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, figure in enumerate(figures[:4]):
            if place:
                self._row.addWidget(Rule(Qt.Orientation.Vertical))
            self._row.addWidget(FigureView(figure.label, figure.value, figure.unit), 1)
        self.setVisible(bool(figures))


class KnownBox(QWidget):
    """Left what is often bought, right what else is known; a side with nothing to say does not show."""

    person_chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = Bars(_("Often bought"))
        self._left = _side(_("Often bought"), self._bars)
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._right = _side(_("Good to know"), self._facts)
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(28)
        row.addWidget(self._left, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._right, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule())

    def show_known(self, card: NeighbourCard, favourites: tuple[Favourite, ...]) -> None:
        """Show what is known of another neighbour."""
        self._bars.show_bars(
            [
                NamedBar(
                    one.name, one.count, ngettext("{count} time", "{count} times", one.count).format(count=one.count)
                )
                for one in favourites[:_MOST_FAVOURITES]
            ]
        )
        self._left.setVisible(bool(favourites))
        rows = self._show_facts(card)
        self._right.setVisible(rows > 0)
        self.setVisible(bool(favourites) or rows > 0)

    def _show_facts(self, card: NeighbourCard) -> int:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        known = ((_("Diet"), card.diet), (_("Also called"), "、".join(card.aliases)), (_("Note"), card.note))
        row = 0
        for label, value in known:
            if value:
                self._grid.addWidget(Label(label, role="small", ink="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(Label(value, role="small", wrap=True), row, 1)
                row += 1
        for mate in card.housemates:
            if mate is card.housemates[0]:
                self._grid.addWidget(Label(_("Same door"), role="small", ink="text2"), row, 0)
            link = Button(mate.name, kind="link", size=28)
            link.clicked.connect(lambda _checked=False, one=mate.id: self.person_chosen.emit(one))
            self._grid.addWidget(link, row, 1, Qt.AlignmentFlag.AlignLeft)
            row += 1
        return row


def since_text(joined_on: str) -> str:
    """Return since when a neighbour is in the group, to the month; nothing for an unknown day."""
    if not joined_on:
        return ""
    year, month, _day = joined_on.split("-")
    return _("in the group since {year}-{month}").format(year=year, month=int(month))


def _side(title: str, content: QWidget) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(SectionHead(title))
    column.addWidget(content)
    return side
