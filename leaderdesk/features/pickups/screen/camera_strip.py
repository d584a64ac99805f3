"""The strip that shows that the camera is on, what it sees, and how to turn it off."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.theme import theme

if TYPE_CHECKING:
    from leaderdesk.features.pickups.screen.camera import Camera

_CAMERA = "leaderdesk.features.pickups.screen.camera"
_LIGHT = 12


class CameraStrip(Box):
    """Hidden while the camera is off; `scanned` tells a code, `changed` that it went on or off, `failed` why not."""

    scanned = Signal(str)
    failed = Signal(str)
    changed = Signal(bool)

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__(fill="surface", line="danger", radius=6, padding=8)
        self._tasks = tasks
        self._camera: Camera | None = None
        self.view = _View()
        off = Button(_("Turn the camera off"), size=28)
        off.clicked.connect(self.turn_off)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.view)
        row.addWidget(_Light(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(ElidedLabel(_("The camera is on: hold the label before it, at arm's length.")), 1)
        row.addWidget(off, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.setAccessibleName(_("The camera is on"))
        self.hide()

    def is_on(self) -> bool:
        """Return whether the camera looks."""
        return self._camera is not None and self._camera.is_on()

    def toggle(self) -> None:
        """Turn the camera on, or off."""
        if self.is_on():
            self.turn_off()
        else:
            self.turn_on()

    def turn_on(self) -> None:
        """Look from now on; a sentence in `failed` if this computer cannot."""
        camera = self._made()
        if camera is None:
            self.failed.emit(_("This computer lacks what a camera needs. A scanner gun or typing works as well."))
        elif camera.start():
            self.show_on()

    def show_on(self) -> None:
        """Show that the camera looks."""
        self.view.show_image(QImage())
        self.show()
        self.changed.emit(True)

    def turn_off(self) -> None:
        """Let go of the camera."""
        if self._camera is not None:
            self._camera.stop()
        if not self.isHidden():
            self.hide()
            self.changed.emit(False)

    def camera(self) -> Camera | None:
        """Return the camera, made on first use; None where the system's libraries for it are missing."""
        return self._made()

    def _made(self) -> Camera | None:
        if self._camera is None:
            try:
                # Qt's part for cameras is large, and needs libraries of the system that few other programs lack.
                module = importlib.import_module(_CAMERA)
            except ImportError:
                return None
            made: Camera = module.Camera(self._tasks, self)
            made.scanned.connect(self.scanned)
            made.looked.connect(self.view.show_image)
            made.failed.connect(self._fail)
            self._camera = made
        return self._camera

    def _fail(self, sentence: str) -> None:
        self.turn_off()
        self.failed.emit(sentence)


class _View(QWidget):
    """What the camera sees, as in a mirror: a hand finds its way by it."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        # Where the window is low it gives way before the hand-over button would.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("What the camera sees"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(128, 72)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(128, 32)

    def show_image(self, image: QImage) -> None:
        """Show this picture."""
        self._image = image.flipped(Qt.Orientation.Horizontal) if not image.isNull() else image
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.rect().toRectF()
        painter.fillRect(rect, theme().color("sunken"))
        if self._image.isNull():
            return
        scale = min(rect.width() / self._image.width(), rect.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        place = QRectF((rect.width() - width) / 2, (rect.height() - height) / 2, width, height)
        painter.drawImage(place, self._image)


class _Light(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_LIGHT, _LIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("danger"))
        painter.drawEllipse(self.rect())
