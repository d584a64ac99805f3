"""The pictures of a product, with a place to add one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.products.rules import MOST_FACT_NAME, Photo
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.picture_tiles import PictureTiles
from leaderdesk.ui.states import InlineError


class PhotosBox(QWidget):
    """Tiles with a caption; a click on one opens its fields below. The first picture is the main one.

    `chosen` tells files to add; `captioned`, `removed` and `made_main` the picture, by its id at the product.
    """

    chosen = Signal(list)
    captioned = Signal(int, str)
    removed = Signal(int)
    made_main = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos: tuple[Photo, ...] = ()
        self._open_id = 0
        self._tiles = PictureTiles()
        self._tiles.opened.connect(lambda place: self._open(self._photos[place]))
        self._tiles.chosen.connect(self.chosen)
        self._error = InlineError()
        self._caption = LineEdit(_("Words under the picture"), placeholder=_("greenhouse, January"))
        self._main = Button(_("Make it the main one"), size=28)
        self._editor = self._make_editor()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(6)
        for part in (self._tiles, self._error, self._editor):
            column.addWidget(part)

    def show_photos(self, photos: Sequence[Photo], images: Mapping[int, QImage]) -> None:
        """Show these pictures; `images` are the small ones by photo id."""
        self._photos = tuple(photos)
        self._tiles.show_pictures(
            (images.get(photo.photo_id, QImage()), photo.caption or _said_at(place))
            for place, photo in enumerate(photos)
        )
        if self._open_id not in {photo.id for photo in photos}:
            self.close_editor()
        self.updateGeometry()

    def close_editor(self) -> None:
        """Put the fields of a picture away."""
        self._open_id = 0
        self._editor.hide()

    def refuse(self, sentence: str) -> None:
        """Say why a picture was not taken."""
        self._error.show_error(sentence)

    def accept(self) -> None:
        """Take the sentence away."""
        self._error.clear()

    def _make_editor(self) -> QWidget:
        editor = QWidget()
        self._caption.setMaxLength(MOST_FACT_NAME)
        self._caption.returnPressed.connect(self._keep)
        keep, remove = Button(_("Keep"), kind="primary", size=28), Button(_("Take it off"), kind="quiet", size=28)
        keep.clicked.connect(self._keep)
        remove.clicked.connect(lambda: self.removed.emit(self._open_id))
        self._main.clicked.connect(lambda: self.made_main.emit(self._open_id))
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._caption, 1)
        for button in (self._main, remove, keep):
            row.addWidget(button)
        editor.hide()
        return editor

    def _open(self, photo: Photo) -> None:
        self._open_id = photo.id
        self._caption.setText(photo.caption)
        self._main.setVisible(self._photos[0].id != photo.id)
        self._editor.show()
        self._caption.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self.captioned.emit(self._open_id, self._caption.plain_text())


def _said_at(place: int) -> str:
    return _("Main picture") if place == 0 else _("Picture {number}").format(number=place + 1)
