"""Shows a picture for the group over its window: copied at once, or kept as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.files import file_name, write_whole
from leaderdesk.core.i18n import _, language
from leaderdesk.features.batches.screen.picture_sheet import PictureSheet
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries.poster import poster_of
from leaderdesk.features.streams.screen.audience.ink import Look
from leaderdesk.features.streams.screen.pictures.announcement import announcement_image
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.theme import theme


def look_now() -> Look:
    """Return the type of pictures: the families that the program writes with; on the window's thread only."""
    return Look(tuple(theme().font("body").families()))


def show_announcement(desk: Desk, asker: QWidget, stream_id: int) -> None:
    """Make the announcement of the stream in the background and show it, ready to be copied into the group."""
    store, look, spoken = desk.store, look_now(), desk.settings().paper_language

    def work() -> QImage:
        with store.read() as connection, language(spoken):
            poster = poster_of(connection, stream_id)
            if poster is None:
                raise UserError(_("This stream is not there any more."))
            return announcement_image(poster, look)

    def show(image: QImage) -> None:
        show_picture(desk, asker, image, title=_("Announcement"))

    desk.tasks.read(asker, work, show)


def show_picture(desk: Desk, asker: QWidget, image: QImage, *, title: str) -> PictureSheet:
    """Show a picture for the group with buttons to copy and to keep it."""
    sheet = PictureSheet(asker, image, title=title)
    copy = Button(_("Copy the picture"), kind="primary", icon="copy")
    keep = Button(_("Save as PNG"), icon="download")
    copy.clicked.connect(lambda: _copy(desk, image))
    keep.clicked.connect(lambda: _save(desk, sheet, image, name=title))
    sheet.add_button(keep)
    sheet.add_button(copy)
    sheet.open()
    return sheet


def png(image: QImage) -> bytes:
    """Return the picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _copy(desk: Desk, image: QImage) -> None:
    QGuiApplication.clipboard().setImage(image)
    desk.notice(_("The picture is copied. Paste it into the group"))


def _save(desk: Desk, asker: QWidget, image: QImage, *, name: str) -> None:
    first = str(desk.store.paths.exports / f"{file_name(name)}.png")
    chosen, _kind = QFileDialog.getSaveFileName(asker, _("Save as PNG"), first, "PNG (*.png)")
    if chosen:
        path = Path(chosen)
        done = _("Saved: {path}").format(path=path.name)
        desk.tasks.read(asker, lambda: write_whole(path, png(image)), lambda _nothing: desk.notice(done))
