"""A video for the audience, picture by picture, with its sound."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

from leaderdesk.core.i18n import _


class Video(QObject):
    """Plays one file from its beginning; `looked` is each picture of it, `failed` says why it cannot be played."""

    looked = Signal(QImage)
    failed = Signal(str)

    def __init__(self, path: str, parent: QObject) -> None:
        super().__init__(parent)
        self._name = Path(path).name
        self._sink = QVideoSink(self)
        self._sound = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._sound)
        self._player.setVideoSink(self._sink)
        self._player.setSource(QUrl.fromLocalFile(path))
        self._player.errorOccurred.connect(self._tell)
        self._sink.videoFrameChanged.connect(self._take)

    def play(self) -> None:
        """Begin; at its end the last picture stays."""
        self._player.play()

    def stop(self) -> None:
        """Let go of the file and of the loudspeaker."""
        self._player.stop()
        self._player.setSource(QUrl())

    def _take(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        # The last frame of a film is an empty one.
        if not image.isNull():
            self.looked.emit(image)

    def _tell(self, _kind: QMediaPlayer.Error, _words: str) -> None:
        words = _("The video {name} cannot be played here. Save it as MP4 and choose it again.")
        self.failed.emit(words.format(name=self._name))
