"""Pictures as tiles, with a place to add one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.icons import MIDDLE, paint_icon
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import CENTER, LEFT, line_height, paint_dashed_box, paint_text
from leaderdesk.ui.theme import theme
from leaderdesk.ui.thumbnail import paint_picture

TILE = QSize(98, 66)


class PictureTiles(QWidget):
    """Tiles in lines, the place to add one behind them.

    `opened` tells the place of the tile that was clicked, from 0; `chosen` tells files to add.
    """

    opened = Signal(int)
    chosen = Signal(list)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[PictureTile] = []
        self._flow = FlowLayout(self, gap=8)
        self._add = AddTile()
        self._add.clicked.connect(lambda: choose_pictures(self, self.chosen.emit))
        self._flow.addWidget(self._add)

    def show_pictures(self, pictures: Iterable[tuple[QImage, str]]) -> None:
        """Show these pictures with the words below each."""
        for tile in self._tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._flow.removeWidget(self._add)
        self._tiles = [PictureTile(image, caption) for image, caption in pictures]
        for place, tile in enumerate(self._tiles):
            tile.clicked.connect(lambda _checked=False, place=place: self.opened.emit(place))
            self._flow.addWidget(tile)
        self._flow.addWidget(self._add)
        self.updateGeometry()


class _Shape(ActingButton):
    @override
    def sizeHint(self) -> QSize:
        return QSize(TILE.width(), TILE.height() + line_height(theme().font("caption")) + 6)


class PictureTile(_Shape):
    """A small picture that can be clicked, with a few words below."""

    def __init__(self, image: QImage, caption: str) -> None:
        super().__init__(caption)
        self._image = image
        self._caption = caption

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        frame = QRectF(0, 0, TILE.width(), TILE.height())
        paint_picture(painter, frame, self._image)
        words = QRectF(0, TILE.height() + 3, TILE.width(), self.height() - TILE.height() - 3)
        paint_text(painter, words, self._caption, font=look.font("caption"), color=look.color("text2"), align=LEFT)


class AddTile(_Shape):
    """The dashed place where a picture can be added."""

    def __init__(self) -> None:
        super().__init__(_("Add a picture"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        frame = QRectF(0, 0, TILE.width(), TILE.height())
        fill = look.color("hover" if self.underMouse() else "surface")
        paint_dashed_box(painter, frame, radius=6, fill=fill, line=look.color("borderInput"))
        paint_icon(painter, QRectF(0, 12, TILE.width(), MIDDLE), "plus", look.color("text2"))
        words = QRectF(4, 34, TILE.width() - 8, 24)
        font = look.font("caption")
        paint_text(painter, words, self.accessibleName(), font=font, color=look.color("text2"), align=CENTER)


def choose_pictures(asker: QWidget, chosen: Callable[[list[Path]], None]) -> None:
    """Ask for picture files and tell which were chosen."""
    dialog = QFileDialog(asker, _("Choose a picture"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(_("Pictures ({kinds})").format(kinds="*.jpg *.jpeg *.png *.webp"))
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.open()
