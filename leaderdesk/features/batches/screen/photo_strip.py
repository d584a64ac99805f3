"""The pictures of a batch, each said to be of the farm, the papers, the delivery or the thermometer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.batches.rules import BatchPhoto, PhotoKind
from leaderdesk.features.products.rules import MOST_FACT_NAME
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.picture_tiles import PictureTiles
from leaderdesk.ui.states import InlineError


class PhotoStrip(QWidget):
    """Tiles with what they show; a click on one opens its fields below. What is added is of the kind chosen above.

    `chosen` tells files to add, `named` a picture with its kind and words, `removed` a picture; `looked_at` tells its
    photo id.
    """

    chosen = Signal(list)
    named = Signal(int, str, str)
    removed = Signal(int)
    looked_at = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = [(kind.value, kind.title) for kind in PhotoKind]
        self._photos: tuple[BatchPhoto, ...] = ()
        self._open: BatchPhoto | None = None
        self._adds = Combo(_("New pictures show"), kinds, size=28)
        self._adds.choose(PhotoKind.INSPECTION.value)
        head = SectionHead(_("Pictures"), _("drag them in"))
        head.add_right(self._adds)
        self._tiles = PictureTiles()
        self._tiles.opened.connect(lambda place: self._edit(self._photos[place]))
        self._tiles.chosen.connect(self.chosen)
        self._error = InlineError()
        self._kind = Combo(_("What it shows"), kinds, size=28)
        self._caption = LineEdit(_("Words under the picture"), placeholder=_("greenhouse, January"), size=28)
        self._editor = self._make_editor()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (head, self._tiles, self._error, self._editor):
            column.addWidget(part)

    @property
    def kind(self) -> PhotoKind:
        """What pictures show that are added now."""
        return PhotoKind(self._adds.current())

    def show_photos(self, photos: Sequence[BatchPhoto], images: Mapping[int, QImage]) -> None:
        """Show these pictures; `images` are the small ones by photo id."""
        self._photos = tuple(photos)
        self._tiles.show_pictures(
            (images.get(photo.photo_id, QImage()), photo.caption or photo.kind.title) for photo in photos
        )
        if self._open is not None and self._open.id not in {photo.id for photo in photos}:
            self.close_editor()
        self.updateGeometry()

    def close_editor(self) -> None:
        """Put the fields of a picture away."""
        self._open = None
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
        look = Button(_("See it large"), kind="link", size=28, icon="eye")
        keep, remove = Button(_("Keep"), kind="primary", size=28), Button(_("Take it off"), kind="quiet", size=28)
        look.clicked.connect(self._look)
        remove.clicked.connect(self._take_off)
        keep.clicked.connect(self._keep)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self._kind)
        fields.addWidget(self._caption, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(look)
        buttons.addStretch(1)
        buttons.addWidget(remove)
        buttons.addWidget(keep)
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(fields)
        column.addLayout(buttons)
        editor.hide()
        return editor

    def _edit(self, photo: BatchPhoto) -> None:
        self._open = photo
        self._kind.choose(photo.kind.value)
        self._caption.setText(photo.caption)
        self._editor.show()
        self._caption.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        if self._open is not None:
            self.named.emit(self._open.id, self._kind.current(), self._caption.plain_text())

    def _take_off(self) -> None:
        if self._open is not None:
            self.removed.emit(self._open.id)

    def _look(self) -> None:
        if self._open is not None:
            self.looked_at.emit(self._open.photo_id)
