"""The page of settings: sections at the left, their cards at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk import __version__
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.screen.buildings_card import BuildingsCard
from leaderdesk.features.orders.screen.memory_card import MemoryCard
from leaderdesk.features.payments.actions.memory import PAYERS
from leaderdesk.features.places import Place
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.settings.screen.backups_card import BackupsCard
from leaderdesk.features.settings.screen.bin_card import BinCard
from leaderdesk.features.settings.screen.display_card import DisplayCard
from leaderdesk.features.settings.screen.money_card import MoneyCard
from leaderdesk.features.settings.screen.sections import Section, SectionList
from leaderdesk.features.settings.screen.shop_card import ShopCard
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.page import Padded, PageHeader
from leaderdesk.ui.search_field import SearchButton
from leaderdesk.ui.showing import show_if

ALL = "all"
_BESIDE = 60
"""Pixels that padding and the scroll bar take beside the cards."""
_SECTIONS = (
    Section(ALL, "sliders", N_("All")),
    Section("place", "pin", N_("Pickup and buildings")),
    Section("money", "wallet", N_("Money and balances")),
    Section("memory", "bulb", N_("Remembered")),
    Section("backups", "database", N_("Backups")),
    Section("display", "text-size", N_("Language and display")),
    Section("bin", "trash", N_("Bin")),
)


class SettingsPage(QWidget):
    """Two columns of cards; a section shows only its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.shop = ShopCard(desk)
        self.buildings = BuildingsCard(desk)
        self.money = MoneyCard(desk)
        self.memory = MemoryCard(desk, (PAYERS,))
        self.backups = BackupsCard(desk)
        self.display = DisplayCard(desk)
        self.bin = BinCard(desk)
        self._cards: dict[str, tuple[QWidget, ...]] = {
            "place": (self.shop, self.buildings),
            "money": (self.money,),
            "memory": (self.memory,),
            "backups": (self.backups,),
            "display": (self.display,),
            "bin": (self.bin,),
        }
        self.sections = SectionList(_SECTIONS)
        self.sections.chosen.connect(self.show_section)
        self.practice = Button("", kind="link", size=28)
        self._lay_out()

    def widget(self) -> QWidget:
        """Return the page."""
        return self

    def arrive(self, place: Place) -> None:
        """Show how things stand now; what was learnt alone where `place` asks for it."""
        if place.memory:
            self.sections.choose("memory")
        for card in (self.shop, self.money, self.memory, self.backups, self.display, self.bin):
            card.refresh()

    def print_page(self) -> None:
        """Say that this page has no paper."""
        nothing_to_print(self._desk)

    def show_section(self, key: str) -> None:
        """Show the cards of that section; `all` shows every one."""
        for section, cards in self._cards.items():
            for card in cards:
                card.setVisible(key in (ALL, section))
        for place, keys in ((0, ("place", "bin")), (1, ("backups", "display", "money", "memory"))):
            # A column without a card leaves its room to the other.
            self._columns.setStretch(place, 1 if key == ALL or key in keys else 0)

    def _lay_out(self) -> None:
        header = PageHeader(_("Settings"))
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        header.set_search(search)
        padded = Padded()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(12)
        for cards in ((self.shop, self.buildings, self.bin), (self.display, self.money, self.memory, self.backups)):
            column = QVBoxLayout()
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        padded.body.addLayout(self._columns)
        below = QHBoxLayout()
        below.setSpacing(0)
        self._side_pane = self._side()
        below.addWidget(self._side_pane)
        self._scroll = Scroll(padded)
        below.addWidget(self._scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(below, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack_columns()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._stack_columns()

    def _stack_columns(self) -> None:
        """Lay the cards beside each other where there is room for their words, else all below each other."""
        columns = (self._columns.itemAt(place) for place in range(self._columns.count()))
        widths = [column.minimumSize().width() for column in columns if column is not None]
        wanted = sum(widths) + self._columns.spacing()
        room = self.width() - self._side_pane.width() - _BESIDE
        fitting = QBoxLayout.Direction.LeftToRight if wanted <= room else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() is not fitting:
            self._columns.setDirection(fitting)

    def _side(self) -> QWidget:
        side = SidePane(184, growing=1)
        stores = self._desk.stores
        show_if(self.practice, stores.is_away or not self._desk.in_practice)
        if stores.is_away:
            self.practice.set_text(_("Back to my neighbourhood"))
            self.practice.clicked.connect(stores.leave_practice)
        else:
            self.practice.set_text(_("Practice neighbourhood: go and play"))
            self.practice.clicked.connect(stores.enter_practice)
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(4)
        column.addWidget(self.sections)
        column.addStretch(1)
        version = Label(_("LeaderDesk {version}").format(version=__version__), role="caption", ink="text2")
        version.setContentsMargins(10, 0, 0, 0)
        column.addWidget(version)
        column.addWidget(self.practice, 0, Qt.AlignmentFlag.AlignLeft)
        return side
