"""The audience window: a window of its own that follows the stream; it opens and closes from the console only."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QMouseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, language
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries.live import live_of
from leaderdesk.features.streams.queries.shown import TABLES, shown_of
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules.live import Showing
from leaderdesk.features.streams.rules.shown import Shown, texts_of
from leaderdesk.features.streams.screen.audience.frame import TALL, WIDE, frame_of, moving_rect
from leaderdesk.features.streams.screen.audience.ink import Look
from leaderdesk.features.streams.screen.audience.stage import Stage
from leaderdesk.storage.database import Store
from leaderdesk.ui.theme import theme

if TYPE_CHECKING:
    from leaderdesk.features.streams.screen.audience.video import Video

_LOOK_AGAIN_MS = 1000
"""Where the run-sheet rolls with the clock nothing is written when a cue begins: it is looked at once a second."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What decides what is shown, without the words themselves: cheap to read once a second."""

    showing: Showing
    live: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """What a look came to; `frame` is None where nothing changed, `trouble` says what could not be shown."""

    standing: _Standing | None
    shown: Shown | None = None
    frame: QImage | None = None
    tall: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Question:
    """A look at the store: for what, and what is in view already. `known` None looks at everything again."""

    stream_id: int
    now_ms: int
    known: _Standing | None
    before: Shown | None
    size: QSize
    tall: bool
    look: Look

    def answer(self, store: Store, slots: StreamSlots) -> _Read | None:
        """Return what to show, painted already; None where nothing has changed. Works on any thread."""
        with store.read() as connection:
            live = live_of(connection, self.stream_id)
            if live is None:
                return None
            state = live.state(self.now_ms)
            standing = _Standing(state.showing, state.is_live, state.ended_ms is not None)
            if standing == self.known:
                return None
            shown = shown_of(connection, self.stream_id, slots, self.now_ms)
        if shown is None or shown == self.before:
            return _Read(standing)
        trouble = missing_video(shown)
        if trouble:
            return _Read(standing, trouble=trouble)
        return _Read(standing, shown, frame_of(shown, self.size, self.look, tall=self.tall), tall=self.tall)


class AudienceWindow(QWidget):
    """Shows what the audience may see of one stream, always the last good frame and never an error.

    `trouble` tells the leader's side what could not be shown, `put_away` that the window is gone. Keys and the window
    manager do not close it: `leave` does.
    """

    trouble = Signal(str)
    put_away = Signal()

    def __init__(self, desk: Desk, stream_id: int, slots: StreamSlots) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.stream_id = stream_id
        self._desk = desk
        self._slots = slots
        self._standing: _Standing | None = None
        self._shown: Shown | None = None
        self._tall = False
        self._frame_shape = (QSize(), False)
        self._video: Video | None = None
        self._waiting: _Read | None = None
        self._grip = QPointF()
        self._leaving = False
        # Streaming programs find it by this title.
        self.setWindowTitle(window_title())
        self.setAccessibleName(window_title())
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.stage = Stage(self)
        self.stage.resized.connect(lambda: self._look(afresh=True))
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(lambda: self._look(afresh=False))
        tables = TABLES | slots.tables | slots.votes.tables
        desk.bridge.on_tables(self, tables, lambda _changed: self.follow())

    def shown(self) -> Shown | None:
        """Return the rows in view."""
        return self._shown

    def follow(self) -> None:
        """Show what the stream shows now; what is in view stays until the new frame is ready."""
        self._look(afresh=True)

    def show_stream(self, stream_id: int) -> None:
        """Follow another stream from now on."""
        self.stream_id = stream_id
        self.follow()

    def open_window(self, *, tall: bool, screen: QScreen) -> None:
        """Show it as a window in the design's size, smaller where the screen is: for programs that capture windows."""
        room = screen.availableGeometry()
        size = (TALL if tall else WIDE).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(TALL if tall else WIDE)
        self._tall = tall
        self.showNormal()
        self.setGeometry(QRect(room.topLeft(), size))
        self.follow()

    def fill_screen(self, screen: QScreen, *, tall: bool) -> None:
        """Show it on all of that screen; what its shape leaves over is paper."""
        self._tall = tall
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.follow()

    def leave(self) -> None:
        """Close it; nothing of the stream changes."""
        self._again.stop()
        self._end_video()
        self._leaving = True
        self.close()
        self.deleteLater()

    # What is in view.

    def _look(self, *, afresh: bool) -> None:
        if not self.isVisible():
            return
        self._again.start()
        store, slots, spoken = self._desk.store, self._slots, self._desk.settings().paper_language
        asked = _Question(
            stream_id=self.stream_id,
            now_ms=self._desk.clock.now_ms(),
            known=None if afresh else self._standing,
            before=self._shown if self._frame_shape == (self._pixels(), self._tall) else None,
            size=self._pixels(),
            tall=self._tall,
            look=Look(tuple(theme().font("body").families())),
        )

        def work() -> _Read | None:
            with language(spoken):
                return asked.answer(store, slots)

        self._desk.tasks.read(self, work, self._take, lambda error: self.trouble.emit(str(error)), latest="frame")

    def _take(self, read: _Read | None) -> None:
        if read is None:
            return
        self._standing = read.standing
        if read.trouble:
            self.trouble.emit(read.trouble)
        if read.shown is None or read.frame is None:
            return
        is_other = self._shown != read.shown
        if is_other:
            self._end_video()
        video = "" if read.shown.media is None else read.shown.media.video
        if video and is_other:
            self._play(video, read)
        else:
            self._put_up(read.shown, read.frame, tall=read.tall)

    def _put_up(self, shown: Shown, frame: QImage, *, tall: bool) -> None:
        cut = self._shown == shown
        self._frame_shape = (frame.size(), tall)
        frame.setDevicePixelRatio(self.devicePixelRatioF())
        self.stage.put_up(frame, cut=cut)
        self._shown = shown
        self.setAccessibleDescription("; ".join(texts_of(shown)))

    def _play(self, path: str, read: _Read) -> None:
        """Play the video; what is in view stays until its first picture is there."""
        # The players of the system are loaded when there is something to play.
        from leaderdesk.features.streams.screen.audience.video import Video

        self._waiting = read
        self._video = Video(path, self)
        self._video.failed.connect(self.trouble)
        self._video.looked.connect(self._show_moving)
        self._video.play()

    def _show_moving(self, image: QImage) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting.shown is not None and waiting.frame is not None:
            self._put_up(waiting.shown, waiting.frame, tall=waiting.tall)
        shown = self._shown
        caption = bool(shown and shown.media and shown.media.caption)
        self.stage.show_moving(image, moving_rect(self.size(), tall=self._tall, has_caption=caption))

    def _end_video(self) -> None:
        self._waiting = None
        if self._video is not None:
            self._video.stop()
            self._video.deleteLater()
            self._video = None
            self.stage.show_moving(QImage(), moving_rect(self.size(), tall=self._tall, has_caption=False))

    def _pixels(self) -> QSize:
        return (self.size().toSizeF() * self.devicePixelRatioF()).toSize()

    # The window itself.

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stage.setGeometry(self.rect())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and _program_goes_on():
            # A slip of the hand in front of the audience; the console closes it.
            event.ignore()
            return
        super().closeEvent(event)
        self.put_away.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.globalPosition() - self.pos().toPointF()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.isFullScreen() and event.buttons() & Qt.MouseButton.LeftButton:
            self.move((event.globalPosition() - self._grip).toPoint())


class _Holder(QObject):
    """Keeps the one window there is on the bridge of its store, so that it ends with that."""

    def __init__(self, window: AudienceWindow, parent: QObject) -> None:
        super().__init__(parent)
        self.window = window
        self.destroyed.connect(window.leave)
        window.destroyed.connect(self.deleteLater)


def window_title() -> str:
    """Return the title by which streaming programs know the window."""
    return _("LeaderDesk audience window")


def audience_window(desk: Desk) -> AudienceWindow | None:
    """Return the audience window that is open; None without one."""
    windows = (holder.window for holder in desk.bridge.findChildren(_Holder))
    return next((window for window in windows if shiboken6.isValid(window) and window.isVisible()), None)


def open_audience(desk: Desk, stream_id: int, slots: StreamSlots) -> AudienceWindow:
    """Return the one audience window, made if there is none yet, on that stream."""
    window = audience_window(desk)
    if window is None:
        window = AudienceWindow(desk, stream_id, slots)
        _Holder(window, desk.bridge)
    else:
        window.show_stream(stream_id)
    return window


def _program_goes_on() -> bool:
    """Return whether there is a window left that the program stays open for, and the computer is not shut down."""
    windows = QApplication.topLevelWidgets()
    stays = any(one.isVisible() and one.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose) for one in windows)
    app = QApplication.instance()
    return stays and not (isinstance(app, QApplication) and app.isSavingSession())


def missing_video(shown: Shown) -> str:
    """Return what is told the leader where a video is not where it was; nothing if all is there."""
    path = "" if shown.media is None else shown.media.video
    if not path:
        return ""
    if not Path(path).is_file():
        words = _("The video {name} is not where it was. The audience still sees what was shown before.")
        return words.format(name=Path(path).name)
    # Asked on the reading lane: loading the players takes longer than a window may be silent.
    import_module("leaderdesk.features.streams.screen.audience.video")
    return ""
