"""The laptop's camera as a scanner: on only while it is wanted, one frame at a time, decoded in the background."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoSink,
)

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules.rhythm import Sightings
from leaderdesk.features.pickups.screen.frames import Seen, see
from leaderdesk.ui.tasks import TaskRunner

BETWEEN_MS = 60
"""A bag is held still for half a second at least; more pictures would only warm the laptop."""

_BEST_WIDTH = 1280


class Camera(QObject):
    """Tells each code once for each time its bag is held there; `looked` is what it sees, `failed` why it cannot."""

    scanned = Signal(str)
    looked = Signal(QImage)
    failed = Signal(str)

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._camera: QCamera | None = None
        self._session = QMediaCaptureSession(self)
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self.take)
        self._session.setVideoSink(self._sink)
        self._sightings = Sightings()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._last_ms = -BETWEEN_MS
        self._busy = False
        self._on = False

    def is_on(self) -> bool:
        """Return whether it looks."""
        return self._on

    def start(self) -> bool:
        """Look through the system's camera from now on; False, with `failed` told, if there is none."""
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self.failed.emit(_("No camera was found on this computer. A scanner gun or typing works as well."))
            return False
        self._camera = QCamera(device, self)
        chosen = _format_of(device)
        if chosen is not None:
            self._camera.setCameraFormat(chosen)
        self._camera.errorOccurred.connect(self._give_up)
        self._session.setCamera(self._camera)
        self._camera.start()
        self.open_eye()
        return True

    def open_eye(self) -> None:
        """Take frames from now on."""
        self._sightings, self._on = Sightings(), True

    def stop(self) -> None:
        """Let go of the camera; its light goes out, and a frame under way tells nothing any more."""
        self._on = False
        if self._camera is not None:
            self._camera.stop()
            self._session.setCamera(None)  # type: ignore[arg-type]  # Qt takes none, the stubs do not know
            self._camera.deleteLater()
            self._camera = None

    def take(self, frame: QVideoFrame) -> None:
        """Look at a frame, unless one is being looked at or the last was just now."""
        now_ms = self._clock.elapsed()
        if not self._on or self._busy or not frame.isValid() or now_ms - self._last_ms < BETWEEN_MS:
            return
        self._busy, self._last_ms = True, now_ms
        # The camera goes on filling its own frame; this is a reference of ours to the same picture.
        mine = QVideoFrame(frame)
        self._tasks.read(self, lambda: see(mine), self._saw, self._could_not)

    def _saw(self, seen: Seen) -> None:
        self._busy = False
        if not self._on:
            return
        self.looked.emit(seen.look)
        self._sightings, new = self._sightings.look(seen.codes, self._clock.elapsed())
        for code in new:
            self.scanned.emit(code)

    def _could_not(self, error: Exception) -> None:
        self._busy = False
        self._tasks.tell_trouble(error)

    def _give_up(self, error: QCamera.Error, _said: str) -> None:
        if error is QCamera.Error.NoError:
            return
        self.stop()
        self.failed.emit(
            _(
                "The camera cannot be used just now. Close other programs that use it, and allow it in the system's"
                " settings."
            )
        )


def _format_of(device: QCameraDevice) -> QCameraFormat | None:
    """Return the size nearest to 1280 across: enough for a label at arm's length, and quickly read."""
    formats = [each for each in device.videoFormats() if each.maxFrameRate() >= 10]
    if not formats:
        return None
    return min(formats, key=lambda each: (abs(each.resolution().width() - _BEST_WIDTH), -each.maxFrameRate()))
