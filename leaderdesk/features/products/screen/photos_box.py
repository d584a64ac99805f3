"""The pictures of a product, with a place to add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.products.rules import MOST_FACT_NAME, Photo
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.icons import MIDDLE, paint_icon
from leaderdesk.ui.painting import CENTER, LEFT, line_height, paint_box, paint_dashed_box, paint_text
from leaderdesk.ui.states import InlineError
from leaderdesk.ui.theme import theme

TILE = QSize(98, 66)


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
        self._tiles: list[PictureTile] = []
        line = QWidget()
        self._flow = FlowLayout(line, gap=8)
        self._add = AddTile()
        self._add.clicked.connect(self._choose_file)
        self._flow.addWidget(self._add)
        self._error = InlineError()
        self._caption = LineEdit(_("Words under the picture"), placeholder=_("greenhouse, January"))
        self._main = Button(_("Make it the main one"), size=28)
        self._editor = self._make_editor()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(6)
        for part in (line, self._error, self._editor):
            column.addWidget(part)

    def show_photos(self, photos: Sequence[Photo], images: Mapping[int, QImage]) -> None:
        """Show these pictures; `images` are the small ones by photo id."""
        self._photos = tuple(photos)
        for tile in self._tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._flow.removeWidget(self._add)
        self._tiles = []
        for place, photo in enumerate(photos):
            caption = photo.caption or (
                _("Main picture") if place == 0 else _("Picture {number}").format(number=place + 1)
            )
            tile = PictureTile(images.get(photo.photo_id, QImage()), caption)
            tile.clicked.connect(lambda _checked=False, one=photo: self._open(one))
            self._tiles.append(tile)
            self._flow.addWidget(tile)
        self._flow.addWidget(self._add)
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

    def _choose_file(self) -> None:
        choose_pictures(self, self.chosen.emit)


def choose_pictures(asker: QWidget, chosen: Callable[[list[Path]], None]) -> None:
    """Ask for picture files and tell which were chosen."""
    dialog = QFileDialog(asker, _("Choose a picture"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(_("Pictures ({kinds})").format(kinds="*.jpg *.jpeg *.png *.webp"))
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.open()


class _Shape(QAbstractButton):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(TILE.width(), TILE.height() + line_height(theme().font("caption")) + 6)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


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


def paint_picture(painter: QPainter, frame: QRectF, image: QImage) -> None:
    """Draw the picture so that it fills the rounded frame; the drawn basket where there is none."""
    look = theme()
    if image.isNull():
        paint_box(painter, frame, radius=6, fill=look.color("sunken"))
        side = min(frame.width(), frame.height()) / 2
        icon = QRectF(frame.center().x() - side / 2, frame.center().y() - side / 2, side, side)
        paint_icon(painter, icon, "basket", look.color("text3"))
        return
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(frame, 6, 6)
    painter.save()
    painter.setClipPath(path)
    scale = max(frame.width() / image.width(), frame.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    middle = frame.center()
    painter.drawImage(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), image)
    painter.restore()
    painter.setPen(QPen(look.color("border"), 1))
    painter.drawPath(path)
