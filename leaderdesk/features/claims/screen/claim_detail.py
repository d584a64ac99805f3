"""One claim: what was wrong, pictures, the batch, what is granted, and the words for the neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.batches.screen.picture_sheet import PictureSheet, stored_image
from leaderdesk.features.claims.actions import (
    add_claim_photo,
    answer_claim,
    edit_claim,
    remove_claim,
    remove_claim_photo,
    tick_replacement,
)
from leaderdesk.features.claims.queries import promised_text
from leaderdesk.features.claims.rules import Claim, Grant, Stage
from leaderdesk.features.claims.rules.patterns import Pattern, pattern_text
from leaderdesk.features.claims.rules.words import claim_text
from leaderdesk.features.claims.screen.book import ClaimBook, Opened
from leaderdesk.features.claims.screen.claim_columns import stage_pill
from leaderdesk.features.claims.screen.grant_form import GrantForm
from leaderdesk.features.desk import Desk
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, SectionHead
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.labels import Label
from leaderdesk.ui.picture_tiles import PictureTiles
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import CoachStrip, InlineError


class ClaimDetail(QWidget):
    """Shows one claim after the other; what is done shows at once."""

    def __init__(self, desk: Desk, book: ClaimBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self._opened: Opened | None = None
        self._variant = 0
        self._head = SectionHead("", large=True)
        self._about = Label("", role="small", ink="text2", wrap=True)
        self.words = Label("", wrap=True)
        self.batch = Combo(_("Which batch it is of"), size=28, icon="box")
        self.tiles = PictureTiles()
        self._error = InlineError()
        self.patterns = CoachStrip("info", "")
        self.form = GrantForm()
        self.result = Label("", bold=True, wrap=True)
        self.tick = Button(_("Given for nothing"), kind="primary", icon="check")
        self.remove = Button(_("Take the claim out"), kind="quiet", size=28, icon="trash")
        self.text = Label("", wrap=True)
        self.copy = Button(_("Copy"), size=28, icon="copy")
        self.other = Button(_("Say it otherwise"), kind="link", size=28, icon="refresh")
        self._lay_out()
        self._connect()

    def show_claim(self, opened: Opened, patterns: Sequence[Pattern]) -> None:
        """Show this claim."""
        self._opened = opened
        claim = opened.claim
        self._head.set_title(claim.who)
        self._head.set_note(stage_pill(claim).text)
        self._about.setText(_about(claim))
        self.words.setText(claim.words or _("She said nothing about it."))
        self.words.set_ink("text" if claim.words else "text3")
        self.batch.set_choices([("", _("batch not known")), *((str(id_), code) for id_, code in opened.batches)])
        self.batch.choose("" if claim.batch_id is None else str(claim.batch_id))
        self.batch.setVisible(bool(opened.batches))
        self.tiles.show_pictures(
            (opened.images.get(photo, QImage()), _("Picture {number}").format(number=place))
            for place, photo in enumerate(claim.photos, start=1)
        )
        mine = {("batch", claim.batch_id), ("supplier", claim.supplier_id)}
        said = [pattern_text(pattern) for pattern in patterns if (pattern.kind, pattern.id) in mine]
        self.patterns.show_text("\n".join(said))
        self.patterns.setVisible(bool(said))
        is_open = claim.stage is Stage.OPEN
        self.form.setVisible(is_open)
        self.remove.setVisible(is_open)
        self.form.show_claim(claim)
        self.result.setText(result_text(claim))
        show_if(self.result, not is_open)
        self.tick.setVisible(claim.stage is Stage.OWED)
        self._error.clear()
        self._show_text()

    def add_pictures(self, paths: Sequence[Path]) -> None:
        """Put the pictures of these files to the claim in view."""
        opened = self._opened
        if opened is None:
            return
        store, claim_id = self._desk.store, opened.claim.id

        def taken(jpeg: bytes) -> None:
            self._book.write(
                lambda: add_claim_photo(store, claim_id, jpeg).action_id,
                _("The picture is added"),
                refused=self._refused,
            )

        self._book.read_files(paths, taken, self._refused)

    # What the person does.

    def _connect(self) -> None:
        self.form.granted.connect(self._grant)
        self.tick.clicked.connect(self._tick)
        self.remove.clicked.connect(self._remove)
        self.batch.chosen.connect(self._choose_batch)
        self.tiles.chosen.connect(self.add_pictures)
        self.tiles.opened.connect(self._look)
        self.other.clicked.connect(self._turn)
        self.copy.clicked.connect(self._copy)

    def _grant(self, grant: Grant) -> None:
        if self._opened is None:
            return
        store, claim = self._desk.store, self._opened.claim
        sentence = _("{who}: the claim is answered").format(who=claim.neighbour_name)
        self._book.write(lambda: answer_claim(store, claim.id, grant), sentence, refused=self.form.refuse)

    def _tick(self) -> None:
        if self._opened is None:
            return
        store, claim = self._desk.store, self._opened.claim
        sentence = _("{who}: given for nothing").format(who=claim.neighbour_name)
        self._book.write(lambda: tick_replacement(store, claim.id), sentence)

    def _remove(self) -> None:
        if self._opened is not None:
            store, claim_id = self._desk.store, self._opened.claim.id
            self._book.write(lambda: remove_claim(store, claim_id), _("The claim is out"))

    def _choose_batch(self, key: str) -> None:
        if self._opened is not None and key:
            store, claim_id = self._desk.store, self._opened.claim.id
            self._book.write(
                lambda: edit_claim(store, claim_id, batch_id=int(key)), _("The change is kept"), refused=self._refused
            )

    def _look(self, place: int) -> None:
        if self._opened is None:
            return
        claim = self._opened.claim
        title = _("Picture for the claim of {who}").format(who=claim.who)
        photo_id = claim.photos[place]

        def show(jpeg: bytes) -> None:
            sheet = PictureSheet(self, stored_image(jpeg), title=title)
            off = Button(_("Take it off"), kind="quiet")
            off.clicked.connect(lambda: self._take_off(photo_id))
            off.clicked.connect(sheet.reject)
            sheet.add_button(off)
            sheet.open()

        self._book.read_large(photo_id, show)

    def _take_off(self, photo_id: int) -> None:
        if self._opened is not None:
            store, claim_id = self._desk.store, self._opened.claim.id
            self._book.write(lambda: remove_claim_photo(store, claim_id, photo_id), _("The picture is off"))

    def _turn(self) -> None:
        self._variant += 1
        self._show_text()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        self._desk.notice(_("Copied; paste it in WeChat"))

    def _show_text(self) -> None:
        self.text.setText("" if self._opened is None else claim_text(self._opened.claim, self._variant))

    def _refused(self, error: Exception) -> None:
        self._error.show_error(str(error))

    def _lay_out(self) -> None:
        ground = Box(fill="canvas", padding=10, radius=6)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        ground.body.addWidget(self.text)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self._head, self._about, self.words, self.batch, self.tiles, self._error, self.patterns):
            column.addWidget(part)
        column.addWidget(SectionHead(_("What she gets")))
        column.addWidget(self.form)
        column.addWidget(self.result)
        column.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(SectionHead(_("A word to her")))
        column.addWidget(ground)
        column.addLayout(foot)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def result_text(claim: Claim) -> str:
    """Return what was granted, and where the money is."""
    said = []
    if claim.refund_fen:
        words = _("{sum} given back: {paid} handed back, the rest off what she pays or on her balance.")
        if claim.paid_fen == claim.refund_fen:
            words = _("{sum} given back and handed back.")
        elif not claim.paid_fen:
            words = _("{sum} given back: off what she pays, or on her balance.")
        said.append(words.format(sum=format_yuan(claim.refund_fen), paid=format_yuan(claim.paid_fen)))
    elif claim.stage is Stage.OWED:
        said.append(_("Owed for the next round: {goods}").format(goods=promised_text(claim)))
    else:
        said.append(stage_pill(claim).text)
    if claim.supplier_fen:
        words = _("{supplier} bears {sum} of it.")
        said.append(words.format(supplier=claim.supplier_name, sum=format_yuan(claim.supplier_fen)))
    return " ".join(said)


def _about(claim: Claim) -> str:
    goods = _("{product} {amount} {unit}").format(
        product=claim.product, amount=amount_text(claim.amount_milli), unit=claim.unit
    )
    parts = [goods, _("would like {wish}").format(wish=claim.wish.said)]
    if claim.supplier_name:
        parts.append(claim.supplier_name)
    if claim.due_fen:
        words = _("{sum} still open") if claim.due_fen > 0 else _("{sum} too much")
        parts.append(words.format(sum=format_yuan(abs(claim.due_fen))))
    return " · ".join(parts)
