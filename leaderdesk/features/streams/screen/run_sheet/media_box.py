"""The pictures and videos of a cue: dragged in or chosen, named and taken off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.text import MOST_NAME
from leaderdesk.features.streams.rules import Media
from leaderdesk.features.streams.screen.run_sheet.deeds import VIDEOS
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.icons import icon_image
from leaderdesk.ui.picture_tiles import PictureTiles
from leaderdesk.ui.theme import theme


class MediaBox(QWidget):
    """Tells `chosen` with files to add, `named` with the id and words of one, `removed` with the id of one."""

    chosen = Signal(list)
    named = Signal(int, str)
    removed = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media: tuple[Media, ...] = ()
        self._open: Media | None = None
        self._tiles = PictureTiles()
        self._tiles.opened.connect(lambda place: self._edit(self._media[place]))
        self._tiles.chosen.connect(self.chosen)
        video = Button(_("Add a video"), kind="link", size=28, icon="video")
        video.clicked.connect(self._choose_video)
        self._caption = LineEdit(_("Words under the picture"), size=28)
        self._caption.setMaxLength(MOST_NAME)
        self._caption.returnPressed.connect(self._keep)
        self._editor = self._make_editor()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._tiles)
        column.addWidget(self._editor)
        column.addWidget(video, 0, Qt.AlignmentFlag.AlignLeft)

    def show_media(self, media: Sequence[Media], images: Mapping[int, QImage], *, missing: Collection[int]) -> None:
        """Show these; `images` are the small pictures by photo id, `missing` the ids of videos that are gone."""
        self._media = tuple(media)
        self._tiles.show_pictures((_image(each, images), _words(each, each.id in missing)) for each in media)
        if self._open is not None and self._open.id not in {each.id for each in media}:
            self.close_editor()
        self.updateGeometry()

    def close_editor(self) -> None:
        """Put the field of a picture away."""
        self._open = None
        self._editor.hide()

    def _make_editor(self) -> QWidget:
        editor = QWidget()
        keep, remove = Button(_("Keep"), kind="primary", size=28), Button(_("Take it off"), kind="quiet", size=28)
        keep.clicked.connect(self._keep)
        remove.clicked.connect(self._take_off)
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._caption, 1)
        row.addWidget(remove)
        row.addWidget(keep)
        editor.hide()
        return editor

    def _choose_video(self) -> None:
        dialog = QFileDialog(self, _("Choose a video"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = " ".join(f"*{suffix}" for suffix in sorted(VIDEOS))
        dialog.setNameFilter(_("Videos ({kinds})").format(kinds=kinds))
        dialog.filesSelected.connect(lambda names: self.chosen.emit([Path(name) for name in names]))
        dialog.open()

    def _edit(self, media: Media) -> None:
        self._open = media
        self._caption.setText(media.caption)
        self._editor.show()
        self._caption.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        if self._open is not None:
            self.named.emit(self._open.id, self._caption.plain_text())
            self.close_editor()

    def _take_off(self) -> None:
        if self._open is not None:
            self.removed.emit(self._open.id)


def _image(media: Media, images: Mapping[int, QImage]) -> QImage:
    if media.photo_id is None:
        return icon_image("video", 40, theme().color("text2"), 1.0)
    return images.get(media.photo_id, QImage())


def _words(media: Media, missing: bool) -> str:
    if media.photo_id is not None:
        return media.caption or _("Picture")
    name = Path(media.path).name
    return _("{name}: not found").format(name=name) if missing else media.caption or name
