"""A new claim: whose order, which line, how much, what she says, and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.claims.actions import new_claim
from leaderdesk.features.claims.rules import Claimable, Wish
from leaderdesk.features.claims.screen.book import SIDE, ClaimBook
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.rules import Order
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import AmountEdit, LineEdit, TextArea
from leaderdesk.ui.forms import Field, check_all
from leaderdesk.ui.picture_tiles import PictureTiles
from leaderdesk.ui.pictures import thumbnail
from leaderdesk.ui.states import InlineError


class NewClaimForm(QWidget):
    """`kept` tells the id of the claim, `closed` that nothing is to be kept."""

    kept = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, book: ClaimBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self._round_id = 0
        self._lines: tuple[Claimable, ...] = ()
        self._order: Order | None = None
        self._photos: list[bytes] = []
        self.who = LineEdit(_("Whose order"), placeholder=_("Name, room, pickup code"))
        self.order = Combo(_("Her order"))
        self.line = Combo(_("What was wrong"))
        self.amount = AmountEdit(_("How much of it"))
        self.words = TextArea(_("What she says"), placeholder=_("two of the boxes were crushed"), lines=3)
        self.wish = Segments(
            _("What she would like"),
            [
                (Wish.REFUND.value, _("Money back")),
                (Wish.REPLACEMENT.value, _("Another one")),
                (Wish.THANKS.value, _("Nothing")),
            ],
        )
        self.tiles = PictureTiles()
        self._error = InlineError()
        self.keep_button = Button(_("Keep the claim"), kind="primary", icon="check")
        self._fields = {
            "who": Field(_("Whose order"), self.who),
            "order": Field(_("Her order"), self.order),
            "line": Field(_("What was wrong"), self.line),
            "amount": Field(_("How much of it"), self.amount),
            "words": Field(_("What she says"), self.words),
        }
        self._lay_out()
        self._connect()

    def begin(self, round_id: int, order_id: int | None) -> None:
        """Begin a new claim about that order; without one, ask whose it is first."""
        self._round_id = round_id
        self._photos = []
        self.tiles.show_pictures(())
        self._error.clear()
        self.words.setPlainText("")
        self.who.setText("")
        self._show_lines((None, ()))
        self.order.set_choices(())
        self._fields["who"].setVisible(order_id is None)
        self._fields["order"].setVisible(order_id is None)
        if order_id is not None:
            self._book.read_lines(order_id, self._show_lines)
        else:
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_pictures(self, paths: Sequence[Path]) -> None:
        """Put the pictures of these files to the claim that is being written."""
        self._book.read_files(paths, self._take_picture, self._refused)

    def keep(self) -> None:
        """Keep the claim as it is written."""
        order, line = self._order, self._chosen()
        if order is None or line is None:
            self._error.show_error(_("Say first whose order it is and what was wrong with it."))
            return
        milli = self.amount.value()
        if not check_all(self._fields["amount"]) or milli is None:
            return
        store, wish, words, photos = self._desk.store, Wish(self.wish.current()), self.words.plain_text(), self._photos
        made: list[int] = []

        def work() -> int:
            added = new_claim(
                store, order_id=order.id, offer_id=line.offer_id, amount_milli=milli, wish=wish, words=words,
                photos=photos,
            )  # fmt: skip
            made.append(added.id)
            return added.action_id

        sentence = _("{who}: the claim is kept").format(who=order.neighbour_name)
        self._book.write(work, sentence, done=lambda _action: self.kept.emit(made[0]), refused=self._refused)

    def _lay_out(self) -> None:
        cancel = Button(_("Leave it"), kind="quiet")
        cancel.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.keep_button)
        foot.addWidget(cancel)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        self._head = SectionHead(_("New claim"), large=True)
        column.addWidget(self._head)
        for name in ("who", "order", "line", "amount", "words"):
            column.addWidget(self._fields[name])
        column.addWidget(self.wish, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(SectionHead(_("Pictures"), _("drag them in")))
        column.addWidget(self.tiles)
        column.addWidget(self._error)
        column.addLayout(foot)
        column.addStretch(1)

    def _connect(self) -> None:
        self.who.textChanged.connect(lambda typed: self._book.find(typed, self._round_id, self._found))
        self.order.chosen.connect(lambda key: self._book.read_lines(int(key), self._show_lines))
        self.line.chosen.connect(lambda _key: self._show_amount())
        self.tiles.chosen.connect(self.add_pictures)
        self.keep_button.clicked.connect(self.keep)

    def _found(self, orders: tuple[Order, ...]) -> None:
        self.order.set_choices([(str(order.id), _order_words(order)) for order in orders])
        chosen = self.order.current()
        if chosen:
            self._book.read_lines(int(chosen), self._show_lines)
        else:
            self._show_lines((None, ()))

    def _show_lines(self, found: tuple[Order | None, tuple[Claimable, ...]]) -> None:
        self._order, self._lines = found
        self._head.set_note("" if self._order is None else _order_words(self._order))
        self.line.set_choices([(str(line.offer_id), _line_words(line)) for line in self._lines])
        cancelled = self._order is not None and self._order.cancelled_at_ms is not None
        if cancelled:
            self._error.show_error(
                _("This order was cancelled: nothing of it can have been wrong. Bring it back first.")
            )
        else:
            self._error.clear()
        self.keep_button.setEnabled(bool(self._lines))
        self._show_amount()

    def _show_amount(self) -> None:
        line = self._chosen()
        self.amount.set_value(None if line is None else min(line.amount_milli, 1000))

    def _chosen(self) -> Claimable | None:
        key = self.line.current()
        return next((line for line in self._lines if str(line.offer_id) == key), None)

    def _take_picture(self, jpeg: bytes) -> None:
        if jpeg not in self._photos:
            self._photos.append(jpeg)
        shown: list[tuple[QImage, str]] = [
            (thumbnail(each, SIDE), _("Picture {number}").format(number=place))
            for place, each in enumerate(self._photos, start=1)
        ]
        self.tiles.show_pictures(shown)

    def _refused(self, error: Exception) -> None:
        self._error.show_error(str(error))


def _order_words(order: Order) -> str:
    return f"{order.pickup_text} {order.room} {order.neighbour_name}".strip()


def _line_words(line: Claimable) -> str:
    return _("{product} ×{amount}").format(product=line.product, amount=amount_text(line.amount_milli))
