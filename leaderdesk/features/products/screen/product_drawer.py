"""The drawer of one product, beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.features.products.actions import (
    add_alias,
    add_fact,
    add_photo,
    caption_photo,
    change_fact,
    change_product,
    move_fact,
    move_photo,
    remove_alias,
    remove_fact,
    remove_photo,
    rest_product,
    wake_product,
)
from leaderdesk.features.products.queries import ProductSlots, photo_contents, product_card
from leaderdesk.features.products.rules import PricePoint, ProductCard
from leaderdesk.features.products.screen.drawer_part import DrawerPart
from leaderdesk.features.products.screen.facts_box import FactsBox
from leaderdesk.features.products.screen.photos_box import PhotosBox
from leaderdesk.ui.picture_tiles import TILE
from leaderdesk.features.products.screen.product_parts import MarkRow, PriceBox, ProductHead
from leaderdesk.features.products.screen.story_box import StoryBox
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.drop_target import DropTarget
from leaderdesk.ui.pictures import looks_like_picture, read_picture, thumbnail
from leaderdesk.ui.word_tags import Word, WordTags

_SHARP = 2
"""Small pictures are kept at twice their size, so that they stay sharp on fine screens."""

Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Read:
    card: ProductCard
    history: tuple[PricePoint, ...]
    images: Mapping[int, QImage]


class ProductDrawer(QWidget):
    """Everything known of a product. `edit_wanted` asks for the form, `gone` tells that there is nothing to show."""

    closed = Signal()
    gone = Signal()
    edit_wanted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        slots: ProductSlots,
        *,
        parts: Sequence[DrawerPart] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slots = slots
        self._parts = tuple(parts)
        self._card: ProductCard | None = None
        self._id: int | None = None
        self._images: dict[int, QImage] = {}
        self._head = ProductHead()
        self._marks = MarkRow()
        self._aliases = WordTags(_("Another word"), lambda word: _("Forget the word {word}").format(word=word))
        self._facts = FactsBox()
        self._story = StoryBox()
        self._photos = PhotosBox()
        self._prices = PriceBox()
        self._lay_out()
        self._connect()

    def show_product(self, product_id: int) -> None:
        """Show another product."""
        if product_id != self._id:
            self._facts.close_editor()
            self._story.close_editor()
            self._photos.close_editor()
            self._photos.accept()
        self._id = product_id
        for part in self._parts:
            part.show_product(product_id)
        self.refresh()

    def arrive(self, place: Place) -> None:
        """Show what `place` asks for within the product that is shown."""
        for part in self._parts:
            part.arrive(place)

    def forget(self) -> None:
        """Show nothing any more."""
        self._id = None
        for part in self._parts:
            part.forget()

    def refresh(self) -> None:
        """Read the product again; pictures that are known are not read twice."""
        store, slots, product_id, known = self._desk.store, self._slots, self._id, dict(self._images)
        if product_id is None:
            return

        def work() -> _Read | None:
            with store.read() as connection:
                card = product_card(connection, product_id)
                if card is None:
                    return None
                wanted = [photo.photo_id for photo in card.photos if photo.photo_id not in known]
                contents = photo_contents(connection, wanted)
                history = slots.price_history(connection, product_id)
            return _Read(card, history, {key: thumbnail(jpeg, TILE.width() * _SHARP) for key, jpeg in contents.items()})

        self._desk.tasks.read(self, work, self._show, latest="product")

    def add_pictures(self, paths: list[Path]) -> None:
        """Add the pictures of these files to the product; one that cannot be opened is answered with a sentence."""
        self._photos.accept()
        product_id = self._id
        if product_id is None:
            return
        for path in paths:
            self._desk.tasks.read(
                self, partial(read_picture, path), partial(self._keep_picture, product_id), self._no_picture
            )

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = QWidget()
        rows = QVBoxLayout(words)
        rows.setContentsMargins(20, 4, 20, 12)
        rows.setSpacing(8)
        rows.addWidget(self._marks)
        rows.addWidget(self._aliases)
        above = (part.widget() for part in self._parts)
        for part in (self._head, words, self._facts, self._story, self._photos, *above, self._prices):
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inside))
        drop = DropTarget(
            self, looks_like_picture, title=_("Let go to add the picture"), note=_("made small, without its place")
        )
        drop.dropped.connect(self.add_pictures)

    def _connect(self) -> None:
        self._head.closed.connect(self.closed)
        self._head.edit_button.clicked.connect(self._edit)
        self._head.rest_button.clicked.connect(self._rest_or_wake)
        self._aliases.added.connect(self._alias_added)
        self._aliases.removed.connect(self._alias_removed)
        self._facts.kept.connect(self._fact_kept)
        self._facts.removed.connect(self._fact_removed)
        self._facts.moved.connect(self._fact_moved)
        self._story.written.connect(self._story_written)
        self._photos.chosen.connect(self.add_pictures)
        self._photos.captioned.connect(self._captioned)
        self._photos.removed.connect(self._photo_removed)
        self._photos.made_main.connect(self._made_main)

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.gone.emit()
            return
        card = read.card
        if card.product.id != self._id:
            return
        self._card = card
        self._images |= read.images
        main = card.photos[0].photo_id if card.photos else 0
        self._head.show_card(card, self._images.get(main, QImage()))
        self._marks.show_card(card)
        self._aliases.show_words([Word(alias, alias) for alias in card.aliases])
        self._facts.show_facts(card.facts)
        self._story.show_story(card.story)
        self._photos.show_photos(card.photos, self._images)
        self._prices.show_history(read.history)

    def _edit(self) -> None:
        if self._id is not None:
            self.edit_wanted.emit(self._id)

    # Writing; the list and this drawer follow the store by themselves.

    def _write(self, work: Callable[[int], int | None], sentence: str, failed: Failed | None = None) -> None:
        product_id = self._id
        if product_id is None:
            return

        def done(action: int | None) -> None:
            self._facts.close_editor()
            self._photos.close_editor()
            self._aliases.taken()
            if action is not None:
                self._desk.notice(sentence, undo=action)
            self.refresh()

        self._desk.tasks.write(self, lambda: work(product_id), done, failed)

    def _rest_or_wake(self) -> None:
        store, card = self._desk.store, self._card
        if card is not None and card.product.rests_since_ms is not None:
            self._write(
                lambda one: wake_product(store, one), _("{name} can be offered again").format(name=card.product.name)
            )
        elif card is not None:
            self._write(lambda one: rest_product(store, one), _("{name} rests").format(name=card.product.name))

    def _alias_added(self, word: str) -> None:
        store = self._desk.store
        sentence = _("From now on {alias} is understood too").format(alias=word)
        self._write(lambda one: add_alias(store, one, word), sentence, lambda error: self._aliases.refuse(str(error)))

    def _alias_removed(self, word: str) -> None:
        store = self._desk.store
        self._write(lambda one: remove_alias(store, one, word), _("{alias} is forgotten").format(alias=word))

    def _fact_kept(self, fact_id: object, name: str, value: str) -> None:
        store = self._desk.store

        def work(product_id: int) -> int | None:
            if fact_id is None:
                return add_fact(store, product_id, name, value).action_id
            return change_fact(store, cast("int", fact_id), name, value)

        self._write(work, _("The fact is kept"), lambda error: self._facts.refuse(str(error)))

    def _fact_removed(self, fact_id: int) -> None:
        store = self._desk.store
        self._write(lambda _one: remove_fact(store, fact_id), _("The fact is gone"))

    def _fact_moved(self, fact_id: int, place: int) -> None:
        store = self._desk.store
        self._desk.tasks.write(self, lambda: move_fact(store, fact_id, place), lambda _action: self.refresh())

    def _story_written(self, story: str) -> None:
        store = self._desk.store
        self._write(lambda one: change_product(store, one, "story", story), _("The story is kept"))

    def _keep_picture(self, product_id: int, jpeg: bytes) -> None:
        store = self._desk.store

        def done(action: int) -> None:
            self._desk.notice(_("The picture is added"), undo=action)
            self.refresh()

        self._desk.tasks.write(self, lambda: add_photo(store, product_id, jpeg).action_id, done, self._no_picture)

    def _no_picture(self, error: Exception) -> None:
        self._photos.refuse(str(error))

    def _captioned(self, photo_id: int, caption: str) -> None:
        store = self._desk.store
        self._write(lambda _one: caption_photo(store, photo_id, caption), _("The change is kept"))

    def _photo_removed(self, photo_id: int) -> None:
        store = self._desk.store
        self._write(lambda _one: remove_photo(store, photo_id), _("The picture is off"))

    def _made_main(self, photo_id: int) -> None:
        store = self._desk.store
        self._write(lambda _one: move_photo(store, photo_id, 0), _("The main picture has changed"))
