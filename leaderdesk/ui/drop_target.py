"""The whole window as a place to drop files on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.icons import HUGE, paint_icon
from leaderdesk.ui.painting import CENTER, line_height, paint_dashed_box, paint_text
from leaderdesk.ui.theme import theme


class DropTarget(QWidget):
    """Covers its window while a file it takes is dragged over it; `dropped` tells the paths.

    `takes` says whether a path is of use now; nothing is read before it is dropped. `title` and `note` stand on it, and
    without them that the files are imported.
    """

    dropped = Signal(list)

    def __init__(self, window: QWidget, takes: Callable[[Path], bool], *, title: str = "", note: str = "") -> None:
        super().__init__(window)
        self._takes = takes
        self._title = title or _("Let go to import")
        self._note = note or _("you see it all before anything is saved")
        self._names = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
            return False
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._cover()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("scrim"))
        rect = self.rect().toRectF().adjusted(16, 16, -16, -16)
        paint_dashed_box(painter, rect, radius=10, fill=look.color("brandTint"), line=look.color("brand"), width=2)
        ink = look.color("brandTintText")
        title, small = look.font("title"), look.font("small")
        middle = rect.center().y()
        paint_icon(painter, QRectF(rect.x(), middle - HUGE - 20, rect.width(), HUGE), "file", ink)
        line = QRectF(rect.x() + 16, middle - 8, rect.width() - 32, line_height(title))
        paint_text(painter, line, self._title, font=title, color=ink, align=CENTER)
        line.translate(0, line.height() + 6)
        paint_text(painter, line, self._sentence(), font=small, color=ink, align=CENTER)

    def _sentence(self) -> str:
        return _("{names}: {note}").format(names=self._names, note=self._note)

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths = self._useful(event.mimeData())
        if not paths:
            return False
        self._names = "、".join(path.name for path in paths[:3])
        self.setAccessibleName(self._sentence())
        self._cover()
        self.show()
        self.raise_()
        event.acceptProposedAction()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        paths = self._useful(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        self.dropped.emit(paths)
        return True

    def _useful(self, data: QMimeData) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        return [path for path in paths if self._takes(path)]

    def _cover(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
