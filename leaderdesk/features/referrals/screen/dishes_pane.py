"""The dishes that neighbours showed, as pictures; the chosen one with what she agreed to and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.screen.whom import Whom
from leaderdesk.features.referrals.actions.dishes import add_dish, archive_dish, edit_dish, pick_dish, thank_for_dish
from leaderdesk.features.referrals.queries.dishes import dish_photo, dishes
from leaderdesk.features.referrals.rules import Gift
from leaderdesk.features.referrals.rules.dishes import Consent, Dish
from leaderdesk.features.referrals.screen.book import ReferralBook
from leaderdesk.features.referrals.screen.recipe_card import recipe_card
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, SectionHead
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.edits import LineEdit, TextArea
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.picture_tiles import PictureTiles
from leaderdesk.ui.pictures import read_picture, thumbnail
from leaderdesk.ui.showing import show_if

_SIDE = 320
Found = tuple[tuple[Dish, ...], Mapping[int, QImage]]


class DishesPane(QWidget):
    """Pictures above, the chosen dish below. A new picture asks first who cooked it."""

    card_made = Signal(object)

    def __init__(self, desk: Desk, book: ReferralBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self._dishes: tuple[Dish, ...] = ()
        self._gifts: tuple[Gift, ...] = ()
        self._round_id: int | None = None
        self._chosen: int | None = None
        self._waiting: Path | None = None
        self.tiles = PictureTiles()
        self.whom = Whom(desk)
        self._whose = Label(_("Who cooked it?"), role="strong")
        self.head = SectionHead("", large=True)
        self.consent = Combo(_("Where it may be seen"))
        self.consent.set_choices([(each.value, each.label) for each in Consent])
        self.title = LineEdit(_("What dish it is"), placeholder=_("strawberry cake"))
        self.recipe = TextArea(_("How it is cooked"), lines=4)
        self.gift = Combo(_("Which gift"))
        self.keep_button = Button(_("Keep it"), icon="check")
        self.pick_button = Button("", icon="video")
        self.thank_button = Button(_("Thank her with it"), icon="gift")
        self.card_button = Button(_("Copy the recipe card"), icon="copy")
        self.bin_button = Button(_("Put away"), kind="dangerQuiet", icon="trash")
        self._detail = Box()
        self._lay_out()
        self._connect()
        self._show_chosen()

    def show_ground(self, gifts: tuple[Gift, ...], round_id: int | None) -> None:
        """Know the gifts there are to thank with, and the round whose bags they go with; read the dishes."""
        self._gifts, self._round_id = gifts, round_id
        self.gift.set_choices([(str(gift.id), gift.name) for gift in gifts])
        self.load()

    def load(self) -> None:
        """Read the dishes and their pictures anew."""
        store = self._desk.store

        def work() -> Found:
            with store.read() as connection:
                found = dishes(connection)
                return found, {one.id: thumbnail(dish_photo(connection, one.photo_id), _SIDE) for one in found}

        self._desk.tasks.read(self, work, self._take, latest="dishes")

    def begin(self, path: Path) -> None:
        """Take the picture of that file, once it was said who cooked it."""
        self._waiting = path
        self._show_asking()
        self.whom.begin(0)

    def keep(self) -> None:
        """Keep what is written about the chosen dish."""
        chosen = self._chosen
        if chosen is not None:
            consent, title, recipe = Consent(self.consent.current()), self.title.plain_text(), self.recipe.plain_text()
            self._book.act(
                lambda store: edit_dish(store, chosen, consent=consent, title=title, recipe=recipe), _("Kept")
            )

    def _take(self, found: Found) -> None:
        self._dishes, images = found
        self.tiles.show_pictures((images[one.id], one.caption) for one in self._dishes)
        self._show_chosen()

    def _cooked_by(self, neighbour_id: int) -> None:
        path, self._waiting = self._waiting, None
        self._show_asking()
        if path is not None:
            self._book.act(
                lambda store: add_dish(store, neighbour_id=neighbour_id, jpeg=read_picture(path)),
                _("Kept. Ask her where it may be seen."),
            )

    def _open(self, place: int) -> None:
        if place < len(self._dishes):
            self._chosen = self._dishes[place].id
            self._show_chosen()

    def _dish(self) -> Dish | None:
        return next((one for one in self._dishes if one.id == self._chosen), None)

    def _show_chosen(self) -> None:
        one = self._dish()
        self._detail.setVisible(one is not None)
        if one is None:
            return
        self.head.set_title(f"{one.name} {one.room}".strip())
        self.head.set_note(one.product)
        self.consent.choose(one.consent.value)
        self.title.setText(one.title)
        self.recipe.setPlainText(one.recipe)
        self.pick_button.set_text(_("Not in the stream") if one.picked_ms is not None else _("Show it in the stream"))
        self.pick_button.setEnabled(one.consent.is_for_stream)
        self.card_button.setEnabled(one.consent.is_for_group)
        self.thank_button.setEnabled(not one.is_promised and bool(self._gifts))

    def _show_asking(self) -> None:
        show_if(self._whose, self._waiting is not None)
        show_if(self.whom, self._waiting is not None)

    def _pick(self) -> None:
        one = self._dish()
        if one is not None:
            picked = one.picked_ms is None
            said = _("It is shown in the stream") if picked else _("It is not shown")
            self._book.act(lambda store: pick_dish(store, one.id, picked=picked), said)

    def _thank(self) -> None:
        one, gift, round_id = self._dish(), self.gift.current(), self._round_id
        if one is not None and gift:
            self._book.act(
                lambda store: thank_for_dish(store, one.id, gift_id=int(gift), round_id=round_id),
                _("The gift goes along with her next bag"),
            )

    def _bin(self) -> None:
        one = self._dish()
        if one is not None:
            self._book.act(lambda store: archive_dish(store, one.id), _("Put away"))

    def _copy_card(self) -> None:
        one, store = self._dish(), self._desk.store
        if one is None:
            return

        def work() -> QImage:
            with store.read() as connection:
                return recipe_card(one, dish_photo(connection, one.photo_id))

        def done(card: QImage) -> None:
            QGuiApplication.clipboard().setImage(card)
            self._desk.notice(_("The card is on the clipboard as a picture. Paste it into the chat."))
            self.card_made.emit(card)

        self._desk.tasks.read(self, work, done)

    def _connect(self) -> None:
        self.tiles.opened.connect(self._open)
        self.tiles.chosen.connect(lambda paths: self.begin(paths[0]) if paths else None)
        self.whom.chosen.connect(self._cooked_by)
        self.keep_button.clicked.connect(self.keep)
        self.pick_button.clicked.connect(self._pick)
        self.thank_button.clicked.connect(self._thank)
        self.card_button.clicked.connect(self._copy_card)
        self.bin_button.clicked.connect(self._bin)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        for button in (self.keep_button, self.pick_button, self.card_button):
            first.addWidget(button)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.gift, 1)
        second.addWidget(self.thank_button)
        second.addWidget(self.bin_button)
        body = self._detail.body
        body.addWidget(self.head)
        body.addWidget(Field(_("Where it may be seen"), self.consent))
        body.addWidget(Field(_("What dish it is"), self.title))
        body.addWidget(Field(_("How it is cooked"), self.recipe))
        body.addLayout(first)
        body.addLayout(second)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 0, 14)
        column.setSpacing(12)
        column.addWidget(SectionHead(_("Dishes of the neighbours"), _("nobody sees one before she agreed"), large=True))
        column.addWidget(self.tiles)
        column.addWidget(self._whose)
        column.addWidget(self.whom)
        column.addWidget(self._detail)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inside))
        self._show_asking()
