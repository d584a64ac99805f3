"""The record of one batch: each field is kept when it is left, pictures are dragged in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import day_text, today
from leaderdesk.core.i18n import _
from leaderdesk.features.batches.actions import (
    add_batch_photo,
    change_batch,
    end_recall,
    name_batch_photo,
    remove_batch,
    remove_batch_photo,
    set_batch_supplier,
    take_over,
)
from leaderdesk.features.batches.queries import TABLES, batch_by_id, batches_of_product
from leaderdesk.features.batches.rules import Batch, BatchField, PhotoKind, Trace, concerns_of
from leaderdesk.features.batches.screen.fields import SUPPLIER, BatchFields, values_of
from leaderdesk.features.batches.screen.photo_strip import PhotoStrip
from leaderdesk.features.batches.screen.picture_sheet import PictureSheet, stored_image
from leaderdesk.features.batches.screen.squares import TraceButton
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.queries import photo_contents, supplier_rows
from leaderdesk.features.products.rules import Supplier
from leaderdesk.ui.picture_tiles import TILE
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drop_target import DropTarget
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label
from leaderdesk.ui.pictures import looks_like_picture, read_picture, thumbnail
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import CoachStrip

_SHARP = 2
"""Small pictures are kept at twice their size, so that they stay sharp on fine screens."""


@dataclass(frozen=True, slots=True)
class _Read:
    batch: Batch
    before: Batch | None
    suppliers: tuple[Supplier, ...]
    images: Mapping[int, QImage]


class BatchRecord(QWidget):
    """All that is known of a batch, and what is missing. `recall_wanted` asks who took it, `gone` tells it is away."""

    recall_wanted = Signal(int)
    gone = Signal()

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id: int | None = None
        self._batch: Batch | None = None
        self._before: Batch | None = None
        self._kept: dict[str, str] = {}
        self._images: dict[int, QImage] = {}
        self.fields = BatchFields()
        self.photos = PhotoStrip()
        self._eight = tuple(TraceButton(trace) for trace in Trace)
        self._concern = CoachStrip("warn", "")
        self._fine = Button(_("It is fine after all"), size=28)
        self._recalled = CoachStrip("danger", "", lead=_("Called back"), buttons=[self._fine])
        self._best = Label("", role="small", ink="text2", wrap=True)
        self._like = Button("", kind="link", size=28, icon="copy")
        self._takers = Button(_("Who took this batch"), size=28, icon="people")
        self._remove = Button(_("Delete this batch"), kind="quiet", size=28)
        self._lay_out()
        self._connect()

    def show_batch(self, batch_id: int) -> None:
        """Show another batch."""
        if batch_id != self._id:
            self._id, self._kept = batch_id, {}
            self.fields.clear()
            self.photos.close_editor()
            self.photos.accept()
        self.refresh()

    def forget(self) -> None:
        """Show nothing any more."""
        self._id = None

    def focus_missing(self) -> None:
        """Put the keyboard into the first field that is missing."""
        missing = () if self._batch is None else self._batch.missing
        if missing:
            self.fields.focus(missing[0].trace.field)

    def refresh(self) -> None:
        """Read the batch again; a field in which something new stands is left alone."""
        store, batch_id, known = self._desk.store, self._id, dict(self._images)
        if batch_id is None:
            return

        def work() -> _Read | None:
            with store.read() as connection:
                batch = batch_by_id(connection, batch_id)
                if batch is None:
                    return None
                others = (one for one in batches_of_product(connection, batch.product_id) if one.id != batch_id)
                before = next((one for one in others if _helps(batch, one)), None)
                wanted = [photo.photo_id for photo in batch.photos if photo.photo_id not in known]
                contents, suppliers = photo_contents(connection, wanted), supplier_rows(connection)
            images = {key: thumbnail(jpeg, TILE.width() * _SHARP) for key, jpeg in contents.items()}
            return _Read(batch, before, suppliers, images)

        self._desk.tasks.read(self, work, self._show, latest="batch")

    def add_pictures(self, paths: list[Path]) -> None:
        """Add the pictures of these files; one that cannot be opened is answered with a sentence."""
        self.photos.accept()
        batch_id, kind = self._id, self.photos.kind
        if batch_id is None:
            return
        for path in paths:
            keep = partial(self._keep_picture, batch_id, kind)
            self._desk.tasks.read(self, partial(read_picture, path), keep, self._no_picture)

    def _lay_out(self) -> None:
        eight = QWidget()
        flow = FlowLayout(eight, gap=4)
        for button in self._eight:
            flow.addWidget(button)
        foot = self.foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._takers)
        foot.addStretch(1)
        foot.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 12)
        column.setSpacing(10)
        for part in (self._recalled, self._concern, eight, self.fields, self._best, self.photos):
            column.addWidget(part)
        column.insertWidget(column.indexOf(self.fields), self._like, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        self._concern.hide()
        self._recalled.hide()
        self._like.hide()
        title = _("Let go to add it to this batch")
        drop = DropTarget(self, looks_like_picture, title=title, note=_("made small, without its place"))
        drop.dropped.connect(self.add_pictures)

    def _connect(self) -> None:
        for button in self._eight:
            button.clicked.connect(partial(self._go_to, button.trace))
        self.fields.left.connect(self._left)
        self.photos.chosen.connect(self.add_pictures)
        self.photos.named.connect(self._named)
        self.photos.removed.connect(self._picture_removed)
        self.photos.looked_at.connect(self._look)
        self._like.clicked.connect(self._take_over)
        self._takers.clicked.connect(self._ask_takers)
        self._remove.clicked.connect(self._take_out)
        self._fine.clicked.connect(self._call_off)
        tables = TABLES | {"supplier", "product"}
        self._desk.bridge.on_tables(self, tables, lambda _changed: self.refresh())

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.gone.emit()
            return
        batch = read.batch
        if batch.id != self._id:
            return
        self._batch, self._before = batch, read.before
        self._images |= read.images
        self.fields.offer_suppliers(read.suppliers, also=batch.supplier_id)
        for name, value in values_of(batch).items():
            untouched = name not in self._kept or self.fields.text(name) == self._kept[name]
            if untouched and not self.fields.error(name):
                self.fields.write(name, value)
            self._kept[name] = value
        self.photos.show_photos(batch.photos, self._images)
        self._show_words(batch)

    def _show_words(self, batch: Batch) -> None:
        missing = {each.trace for each in batch.missing}
        for button in self._eight:
            button.show_known(known=button.trace not in missing)
        concerns = concerns_of(batch, today=today(self._desk.clock))
        self._concern.show_text("\n".join(concerns))
        show_if(self._concern, bool(concerns))
        self._recalled.show_text(batch.recall_reason, _("Called back"))
        show_if(self._recalled, batch.recalled_at_ms is not None)
        self._best.setText(_best_text(batch.best_before))
        if self._before is not None:
            self._like.set_text(_("Fill what is the same from {code}").format(code=self._before.code))
        show_if(self._like, self._before is not None)

    def _go_to(self, trace: Trace) -> None:
        self.fields.focus(trace.field)

    def _ask_takers(self) -> None:
        if self._id is not None:
            self.recall_wanted.emit(self._id)

    # Writing; the record follows the store by itself.

    def _left(self, name: str) -> None:
        typed, batch_id = self.fields.text(name), self._id
        if batch_id is None or name not in self._kept or typed == self._kept[name]:
            return
        store = self._desk.store

        def work() -> int | None:
            if name == SUPPLIER:
                return set_batch_supplier(store, batch_id, int(typed) if typed else None)
            return change_batch(store, batch_id, cast("BatchField", name), typed)

        def kept(action: int | None) -> None:
            if batch_id == self._id:
                self._kept[name] = typed
                self.fields.fields[name].clear_error()
                self.refresh()
            if action is not None:
                self._desk.notice(_("The record is kept"), undo=action)

        self._desk.tasks.write(self, work, kept, partial(self.fields.refuse, name))

    def _write(self, work: Callable[[int], int | None], sentence: str) -> None:
        batch_id = self._id
        if batch_id is None:
            return

        def done(action: int | None) -> None:
            self.photos.close_editor()
            if action is not None:
                self._desk.notice(sentence, undo=action)
            self.refresh()

        self._desk.tasks.write(self, lambda: work(batch_id), done)

    def _keep_picture(self, batch_id: int, kind: PhotoKind, jpeg: bytes) -> None:
        store = self._desk.store

        def done(action: int) -> None:
            self._desk.notice(_("The picture is added"), undo=action)
            self.refresh()

        self._desk.tasks.write(
            self, lambda: add_batch_photo(store, batch_id, jpeg, kind=kind).action_id, done, self._no_picture
        )

    def _no_picture(self, error: Exception) -> None:
        self.photos.refuse(str(error))

    def _named(self, photo_id: int, kind: str, caption: str) -> None:
        store = self._desk.store
        self._write(
            lambda _one: name_batch_photo(store, photo_id, kind=PhotoKind(kind), caption=caption),
            _("The change is kept"),
        )

    def _picture_removed(self, photo_id: int) -> None:
        store = self._desk.store
        self._write(lambda _one: remove_batch_photo(store, photo_id), _("The picture is off"))

    def _look(self, photo_id: int) -> None:
        store, title = self._desk.store, _("Picture of batch {code}").format(code=self._kept.get("code", ""))

        def work() -> QImage:
            with store.read() as connection:
                return stored_image(photo_contents(connection, [photo_id]).get(photo_id, b""))

        self._desk.tasks.read(self, work, lambda image: PictureSheet(self, image, title=title).open(), latest="look")

    def _take_over(self) -> None:
        store, before = self._desk.store, self._before
        if before is not None:
            sentence = _("Filled from {code}").format(code=before.code)
            self._write(lambda one: take_over(store, one, before.id), sentence)

    def _take_out(self) -> None:
        store = self._desk.store
        self._write(lambda one: remove_batch(store, one), _("The batch is deleted"))

    def _call_off(self) -> None:
        store = self._desk.store
        self._write(lambda one: end_recall(store, one), _("The batch is not called back any more"))


def _helps(batch: Batch, other: Batch) -> bool:
    """Return whether the other one knows something that is missing here and is the same for both."""
    mine = (batch.origin, batch.grower, batch.story, batch.shelf, batch.distance_m, batch.packaging)
    its = (other.origin, other.grower, other.story, other.shelf, other.distance_m, other.packaging)
    return any(here in ("", None) and there not in ("", None) for here, there in zip(mine, its, strict=True))


def _best_text(last: dt.date | None) -> str:
    if last is None:
        return _("With the day it was made and how long it keeps, its best day stands here.")
    return _("Best until {day}").format(day=day_text(last))
