"""The trace card on the leader's side: what is known of a batch and, dashed, what is missing; copied or printed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, language
from leaderdesk.features.batches.rules import Trace
from leaderdesk.features.batches.screen.picture_sheet import PictureSheet, stored_image
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place
from leaderdesk.features.printing import print_paper
from leaderdesk.features.products.queries import photo_contents
from leaderdesk.features.streams.queries.trace import card_asked, cards_of_round
from leaderdesk.features.streams.rules.trace import TraceCard, TraceLine, card_text
from leaderdesk.features.streams.screen.trace_icons import TRACE_ICONS
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.labels import Label, plain_tooltip
from leaderdesk.ui.painting import LEFT, line_height, paint_box, paint_dashed_box, paint_text
from leaderdesk.ui.picture_tiles import TILE, PictureTile
from leaderdesk.ui.pictures import thumbnail
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import CoachStrip
from leaderdesk.ui.theme import theme

_SIZE = QSize(760, 470)
_SHARP = 2


@dataclass(frozen=True, slots=True)
class _Read:
    card: TraceCard
    images: tuple[QImage, ...]
    text: str


class TraceSheet(QDialog):
    """The card of one batch, or of goods as a round sells them, over its window until Esc."""

    def __init__(
        self,
        desk: Desk,
        asker: QWidget,
        *,
        batch_id: int | None = None,
        product_id: int | None = None,
        round_id: int | None = None,
    ) -> None:
        super().__init__(asker.window())
        self._desk = desk
        self._asked = batch_id, product_id, round_id
        self._card: TraceCard | None = None
        self._text = ""
        self.setWindowTitle(_("Trace card"))
        self.setAccessibleName(_("Trace card"))
        self.head = Label("", role="title", bold=True, wrap=True)
        self.batch = Label("", role="small", ink="text2", wrap=True)
        self.recalled = CoachStrip("danger", "", lead=_("Called back"))
        self.facts = tuple(TraceFact(trace) for trace in Trace)
        self.story = Label("", role="small", ink="text2", wrap=True)
        self.fill_button = Button(_("Fill in what is missing"), kind="link", size=28, icon="pen")
        self.copy_button = Button(_("Copy for the group"), size=28, icon="copy")
        self.print_button = Button(_("Print this card"), kind="primary", size=28, icon="printer")
        self._tiles = QWidget()
        self._flow = FlowLayout(self._tiles, gap=8)
        self._lay_out()
        self._connect()
        self.resize(_SIZE.boundedTo(asker.window().size()))
        self._load()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, fact in enumerate(self.facts):
            grid.addWidget(fact, place // 2, place % 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        close = Button(_("Close the card"), kind="quiet", size=28, keys="Esc")
        close.clicked.connect(self.reject)
        foot.addWidget(self.fill_button)
        foot.addStretch(1)
        for button in (close, self.copy_button, self.print_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(10)
        for part in (self.head, self.batch, self.recalled):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self.story)
        column.addWidget(self._tiles)
        column.addStretch(1)
        column.addWidget(Rule())
        column.addLayout(foot)
        self.recalled.hide()

    def _connect(self) -> None:
        self.fill_button.clicked.connect(self._fill)
        self.copy_button.clicked.connect(self._copy)
        self.print_button.clicked.connect(self._print)
        self._desk.bridge.on_tables(self, {"batch", "batch_warmth", "batch_photo"}, lambda _changed: self._load())
        self.finished.connect(self.deleteLater)

    def _load(self) -> None:
        store, spoken, asked = self._desk.store, self._desk.settings().paper_language, self._asked

        def work() -> _Read | None:
            with store.read() as connection:
                card = card_asked(connection, *asked)
                if card is None:
                    return None
                contents = photo_contents(connection, card.picture_ids)
                business = read_business(connection)
            images = tuple(
                thumbnail(contents[id_], TILE.width() * _SHARP) for id_ in card.picture_ids if id_ in contents
            )
            with language(spoken):
                from leaderdesk.features.streams.papers.trace import shop_words

                return _Read(card, images, card_text(card, shop_words(business)))

        self._desk.tasks.read(self, work, self._show, latest="card")

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.reject()
            return
        card = self._card = read.card
        self._text = read.text
        self.head.setText(card.product)
        self.batch.setText(_batch_words(card))
        self.recalled.show_text(_("Do not show it to the audience."), _("Called back"))
        show_if(self.recalled, card.recalled)
        for fact, line in zip(self.facts, card.lines, strict=True):
            fact.show_line(line)
        self.story.setText(card.story)
        show_if(self.story, bool(card.story))
        show_if(self.fill_button, bool(card.missing))
        self._show_pictures(read)

    def _show_pictures(self, read: _Read) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        by_id = {photo.photo_id: photo for photo in read.card.photos}
        for id_, image in zip(read.card.picture_ids, read.images, strict=False):
            photo = by_id[id_]
            tile = PictureTile(image, photo.caption or photo.kind.title)
            tile.clicked.connect(lambda _checked=False, id_=id_: self._look(id_))
            self._flow.addWidget(tile)
        self._tiles.setVisible(bool(read.images))

    # Acting.

    def _look(self, photo_id: int) -> None:
        store, title = self._desk.store, _("Picture of {goods}").format(goods=self.head.text())

        def work() -> QImage:
            with store.read() as connection:
                return stored_image(photo_contents(connection, [photo_id]).get(photo_id, b""))

        self._desk.tasks.read(self, work, lambda image: PictureSheet(self, image, title=title).open(), latest="look")

    def _fill(self) -> None:
        if self._card is not None:
            place = Place(Page.PRODUCTS, product_id=self._card.product_id, batch_id=self._card.batch_id)
            self.accept()
            self._desk.go(place)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._desk.notice(_("Copied. Paste it into the group"))

    def _print(self) -> None:
        store, asked = self._desk.store, self._asked

        def work() -> bytes:
            from leaderdesk.features.streams.papers.trace import trace_cards

            with store.read() as connection:
                card, business = card_asked(connection, *asked), read_business(connection)
            return trace_cards(() if card is None else (card,), business)

        print_paper(self._desk, self, work, title=_("Trace card {goods}").format(goods=self.head.text()))


class TraceFact(QWidget):
    """One of the eight on the leader's side: its words, or a dashed place where they are missing."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self.trace = trace
        self.line = TraceLine(trace, "", trace.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: TraceLine) -> None:
        """Show what is known, and what is not."""
        self.line = line
        words = ", ".join(part for part in (line.value, self._missing()) if part)
        self.setAccessibleName(_("{name}: {value}").format(name=line.trace.title, value=words))
        self.setToolTip(plain_tooltip(words))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(300, line_height(look.font("caption")) + line_height(look.font("strong")) + 22)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, line = theme(), QPainter(self), self.line
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if line.missing:
            paint_dashed_box(painter, frame, radius=6, fill=look.color("warnTint"), line=look.color("warnLine"))
        else:
            paint_box(painter, frame, radius=6, fill=look.color("surface"), line=look.color("border"))
        ink = look.color("warnText" if line.missing and not line.value else "brand")
        paint_icon(painter, QRectF(12, 0, 20, self.height()), TRACE_ICONS[line.trace], ink)
        left, width = 44.0, self.width() - 54.0
        high = line_height(look.font("caption"))
        title = _("{title} · {missing}").format(title=line.trace.title, missing=self._missing()) if line.value else ""
        paint_text(
            painter, QRectF(left, 9, width, high), title if line.value and line.missing else line.trace.title,
            font=look.font("caption"), color=look.color("warnText" if line.missing else "text3"),
        )  # fmt: skip
        words = line.value or self._missing()
        paint_text(
            painter, QRectF(left, 11 + high, width, line_height(look.font("strong"))), words,
            font=look.font("strong" if line.value else "body"),
            color=look.color("text" if line.value else "warnText"), align=LEFT,
        )  # fmt: skip

    def _missing(self) -> str:
        return _("not on file: {what}").format(what=self.line.missing) if self.line.missing else ""


def print_traces(desk: Desk, asker: QWidget, round_id: int) -> None:
    """Show the trace cards of all goods of the round before they are printed."""
    store = desk.store

    def work() -> bytes:
        from leaderdesk.features.streams.papers.trace import trace_cards

        with store.read() as connection:
            return trace_cards(cards_of_round(connection, round_id), read_business(connection))

    print_paper(desk, asker, work, title=_("Trace cards"))


class TraceButton(Button):
    """Prints the trace cards of the round in view."""

    def __init__(self, desk: Desk, words: str = "") -> None:
        super().__init__(words or _("Trace cards"), icon="shield")
        self.setToolTip(_("A card for each batch of this round, with a code any phone can read"))
        self._desk = desk
        self._round_id = 0
        self.clicked.connect(self.open_preview)

    def show_round(self, round_id: int) -> None:
        """Print that round's cards from now on."""
        self._round_id = round_id

    def open_preview(self) -> None:
        """Show the cards before they are printed."""
        if self._round_id:
            print_traces(self._desk, self, self._round_id)


def _batch_words(card: TraceCard) -> str:
    if not card.code:
        return _("No batch is written down yet; it is asked for at arrival, and on the page of the product.")
    return _("batch {code}").format(code=card.code)
