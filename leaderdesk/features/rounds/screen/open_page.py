"""The first step of a round: what is sold, until when, where to fetch it, and the text for the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, language, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.printing import print_paper
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.actions import OfferChange
from leaderdesk.features.rounds.papers import price_list
from leaderdesk.features.rounds.queries import Opening, RoundSlots, offers_of_round, opening, round_row
from leaderdesk.features.rounds.rules import RoundState
from leaderdesk.features.rounds.rules.difference import differences
from leaderdesk.features.rounds.rules.group_text import TextOptions, group_text, unpriced
from leaderdesk.features.rounds.screen.group_text_card import GroupTextCard
from leaderdesk.features.rounds.screen.offer_columns import OfferLine
from leaderdesk.features.rounds.screen.offers_part import OffersPart
from leaderdesk.features.rounds.screen.round_fields import RoundFields
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.choices import CheckBox
from leaderdesk.ui.columns import Refusal
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import IconLine
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.states import ErrorCard, Skeleton
from leaderdesk.ui.theme import theme

T = TypeVar("T")
Refused = Callable[[str], None]

PICTURE_SIDE = 102
"""The side of a product's picture in the device's pixels: sharp at three times the usual density."""

LOADING_MS = 300
"""What takes less shows no sign of loading."""

SHORT = 560
"""Below this height the text for the group gives way first."""


class OpenPage(QWidget):
    """The page of opening; `deleted` tells that its round went into the bin."""

    deleted = Signal(int)

    def __init__(self, desk: Desk, slots: RoundSlots, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slots = slots
        self._round_id = 0
        self._shown: Opening | None = None
        self.fields = RoundFields(desk.clock)
        self.fields.changed.connect(self._save_field)
        self.offers = OffersPart(desk, self._save_offer, lambda: local_now(desk.clock))
        self.options = {key: CheckBox(words) for key, words in _option_words()}
        self.text = GroupTextCard(
            _("Text for the group"),
            _("follows the table above"),
            options=tuple(self.options.values()),
            word=self.fields.note,
        )
        self.text.copied.connect(lambda: desk.notice(_("Copied. Paste it into the group.")))
        self.bar = ActionBar()
        self.state = IconLine("check", "", role="body")
        self.delete_button = Button(_("Delete the draft"), kind="quiet", icon="trash")
        self.print_button = Button(_("Print price list"), icon="printer", size=44)
        self.go_button = Button("", kind="primary", size=44, end_icon="chevron-right")
        self._error = ErrorCard(_("This round could not be read"))
        self._stack = QStackedWidget()
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.timeout.connect(lambda: self._stack.setCurrentIndex(2))
        self._lay_out()
        self._connect()
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self.refresh())

    # As a step of a round.

    def widget(self) -> QWidget:
        """Return the page."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return nothing: the header of this step belongs to the list of rounds."""
        return ()

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the round; with `wants_new` the picker of products opens."""
        other, self._round_id = round_id != self._round_id, round_id
        if other:
            self._shown = None
            self.offers.difference.fold()
            self._loading.start(LOADING_MS)
        self.refresh(then=self.offers.open_picker if place.wants_new else None)

    def print_page(self) -> None:
        """Show the price list of the round before it is printed."""
        store, round_id = self._desk.store, self._round_id

        def work() -> bytes:
            # What draws on paper is imported by the first paper.
            from leaderdesk.documents.price_list_pdf import price_list_pdf

            with store.read() as connection:
                round_, offers = round_row(connection, round_id), offers_of_round(connection, round_id)
                business = read_business(connection)
            if round_ is None or not offers:
                raise UserError(_("Nothing is sold in this round yet. Add products, then print their prices."))
            return price_list_pdf(price_list(round_, offers, business, printed_ms=store.clock.now_ms()))

        print_paper(self._desk, self, work, title=_("Price list"))

    def refresh(self, *, then: Callable[[], None] | None = None) -> None:
        """Read the round again and show it; afterwards call `then`."""
        round_id, store, slots = self._round_id, self._desk.store, self._slots
        if not round_id:
            return

        def work() -> tuple[Opening | None, dict[int, QImage]]:
            with store.read() as connection:
                found = opening(connection, slots, round_id)
            return found, {} if found is None else small_pictures(found.pictures)

        def done(answer: tuple[Opening | None, dict[int, QImage]]) -> None:
            found, pictures = answer
            if found is not None and round_id == self._round_id:
                self._show(found, pictures)
                if then is not None:
                    then()

        self._desk.tasks.read(self, work, done, self._could_not_read, latest="round")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.text.make_flat(self.height() < theme().grown(SHORT))

    # Showing.

    def _show(self, found: Opening, pictures: Mapping[int, QImage]) -> None:
        first = self._shown is None
        self._shown = found
        self._loading.stop()
        self._stack.setCurrentIndex(0)
        self.fields.show_round(found.listed.round)
        self.offers.show_offers(_lines(found, pictures), found.listed.round, empty_table=first)
        self._show_difference(found)
        self._show_text()
        self._show_bar(found)

    def _show_difference(self, found: Opening) -> None:
        if found.source is None:
            self.offers.difference.hide_all()
            return
        said = differences(found.source, found.source_offers, found.listed.round, found.offers)
        self.offers.difference.show_differences(found.source.number, said)

    def _show_text(self) -> None:
        found = self._shown
        if found is None:
            return
        options = TextOptions(
            prices=self.options["prices"].isChecked(),
            limits=self.options["limits"].isChecked(),
            origins=found.origins if self.options["origins"].isChecked() else None,
        )
        with language(self._desk.settings().paper_language):
            text = group_text(found.listed.round, found.offers, options)
        missing = unpriced(found.offers)
        hindrance = ""
        if missing:
            hindrance = ngettext("{count} price is missing", "{count} prices are missing", len(missing))
        self.text.show_text(text, hindrance=hindrance.format(count=len(missing)))

    def _show_bar(self, found: Opening) -> None:
        state, count, missing = found.listed.round.state, len(found.offers), found.listed.unpriced
        if not count:
            self.state.show_line("basket", _("Add what you want to sell."), "text2")
        elif missing:
            words = ngettext("{count} product has no price yet", "{count} products have no price yet", missing)
            self.state.show_line("warning", words.format(count=missing), "warnText")
        else:
            words = ngettext("{count} product, all filled in", "{count} products, all filled in", count)
            self.state.show_line("check", words.format(count=count), "brandTintText")
        self.bar.set_totals((), _later(found))
        self.delete_button.setVisible(state is RoundState.DRAFT)
        self.print_button.setEnabled(bool(count))
        self.go_button.set_text(_("Open the round") if state is RoundState.DRAFT else _("To the orders"))
        self.go_button.setEnabled(state is not RoundState.DRAFT or count > missing)

    def _could_not_read(self, trouble: Exception) -> None:
        self._loading.stop()
        self._error.show_error(_("This round could not be read"), str(trouble))
        self._stack.setCurrentIndex(1)

    # Changing.

    def _write(self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None) -> None:
        failed = None if refused is None else lambda trouble: refused(str(trouble))
        self._desk.tasks.write(self, work, done, failed)

    def _save_field(self, key: str, values: dict[str, str]) -> None:
        round_id, store, fields = self._round_id, self._desk.store, self.fields
        self._write(
            lambda: actions.edit_round(store, round_id, **values),
            lambda _action: fields.settle(key),
            None if key == "note" else lambda sentence: fields.refuse(key, sentence),
        )

    def _save_offer(self, line: OfferLine, key: str, typed: str, change: OfferChange) -> None:
        round_id, store, rows = self._round_id, self._desk.store, self.offers.rows

        def work() -> int:
            if line.suggested:
                return actions.adopt_offers(store, round_id=round_id, offer_ids=(line.offer.id,), change=change)
            return actions.edit_offer(store, line.offer.id, change)

        def done(action_id: int) -> None:
            rows.settle(line.id, key)
            if "price_fen" in change and line.ordered is not None and line.ordered.orders:
                self._desk.notice(_("The new price holds for later orders only."), undo=action_id)

        self._write(work, done, lambda sentence: rows.refuse(line.id, key, Refusal(typed, sentence)))

    def _go_on(self) -> None:
        found, store = self._shown, self._desk.store
        if found is None:
            return
        round_ = found.listed.round
        if round_.state is not RoundState.DRAFT:
            self._desk.go(Place(Page.ROUNDS, round_id=round_.id, step=Step.INTAKE))
            return
        opened = _("{round} is open. Paste the text into the group.").format(round=round_.name)
        self._write(lambda: actions.open_round(store, round_.id), lambda action: self._desk.notice(opened, undo=action))

    def _delete(self) -> None:
        found, store = self._shown, self._desk.store
        if found is None:
            return
        round_ = found.listed.round

        def done(action_id: int) -> None:
            self._desk.notice(_("{round} is in the bin.").format(round=round_.name), undo=action_id)
            self.deleted.emit(round_.id)

        self._write(lambda: actions.archive_round(store, round_.id), done)

    # Setting up.

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(9)
        column.addWidget(self.fields)
        column.addWidget(self.offers, 4)
        column.addWidget(self.text, 1)
        self._stack.addWidget(Scroll(inside))
        trouble = QWidget()
        apart = QVBoxLayout(trouble)
        apart.setContentsMargins(20, 20, 20, 20)
        apart.addWidget(self._error, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(trouble)
        self._stack.addWidget(Skeleton(8))
        self.bar.row.insertWidget(0, self.state)
        self.bar.set_buttons(self.delete_button, self.print_button, self.go_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self.bar)

    def _connect(self) -> None:
        for key, option in self.options.items():
            option.setChecked(key != "origins")
            option.toggled.connect(lambda _on: self._show_text())
        self.go_button.clicked.connect(self._go_on)
        self.print_button.clicked.connect(self.print_page)
        self.delete_button.clicked.connect(self._delete)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.go_button.click)
        self._error.retried.connect(self.refresh)


_TABLES = frozenset({"round", "offer", "product", "product_photo", "supplier", "line", "orders"})


def _option_words() -> tuple[tuple[str, str], ...]:
    return (("prices", _("with prices")), ("limits", _("with limits")), ("origins", _("with origin")))


def _later(found: Opening) -> str:
    return _("Orders already taken keep their price.") if found.ordered else ""


def small_pictures(pictures: Mapping[int, bytes]) -> dict[int, QImage]:
    """Return the pictures as small as a row shows them; made off the window's thread, for they are large."""
    found = {key: QImage.fromData(content) for key, content in pictures.items()}
    shape, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    return {
        key: image.scaled(PICTURE_SIDE, PICTURE_SIDE, shape, smooth)
        for key, image in found.items()
        if not image.isNull()
    }


def _lines(found: Opening, pictures: Mapping[int, QImage]) -> list[OfferLine]:
    return [
        OfferLine(
            offer=offer,
            round=found.listed.round,
            suggested=suggested,
            ordered=None if suggested else found.ordered.get(offer.id),
            picture=QPixmap.fromImage(pictures[offer.product_id]) if offer.product_id in pictures else None,
        )
        for offers, suggested in ((found.offers, False), (found.suggested, True))
        for offer in offers
    ]
