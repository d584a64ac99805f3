"""Opens the audience window: on which screen, in which shape; and puts it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.screen.audience.window import (
    AudienceWindow,
    audience_window,
    open_audience,
    window_title,
)
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.showing import show_if

_WIDE, _TALL = "wide", "tall"
_WINDOW = "window"


class AudienceButton(Button):
    """The button 打开观众窗; `opened` is called with the window once it shows, to hear what it cannot show."""

    def __init__(
        self,
        desk: Desk,
        stream_id: Callable[[], int],
        slots: StreamSlots,
        *,
        opened: Callable[[AudienceWindow], None] = lambda _window: None,
    ) -> None:
        super().__init__(_("Open the audience window"), icon="video")
        self._desk, self._stream_id, self._slots, self._opened = desk, stream_id, slots, opened
        self.clicked.connect(self.ask)

    def ask(self) -> AudienceSheet:
        """Ask where it shall show."""
        return ask_audience(self._desk, self, self._stream_id(), self._slots, opened=self._opened)


class AudienceSheet(QDialog):
    """Where the audience window shows: a second screen if there is one, else a window to be captured."""

    def __init__(
        self,
        desk: Desk,
        asker: QWidget,
        stream_id: int,
        slots: StreamSlots,
        *,
        opened: Callable[[AudienceWindow], None],
    ) -> None:
        super().__init__(asker.window())
        self._desk, self._stream_id, self._slots, self._opened = desk, stream_id, slots, opened
        self._screens = QGuiApplication.screens()
        self._own = asker.window().screen()
        self.setWindowTitle(_("Audience window"))
        self.setAccessibleName(_("Audience window"))
        self.where = Combo(_("Where it shows"), self._places())
        self.shape = Segments(_("Shape"), [(_WIDE, _("16:9, across")), (_TALL, _("9:16, upright"))])
        self.hint = Label("", role="small", ink="text2", wrap=True)
        self.open_button = Button(_("Show it"), kind="primary")
        self.away_button = Button(_("Put it away"), kind="dangerQuiet")
        self._lay_out()
        others = [key for key, _words in self._places() if key != _WINDOW]
        self.where.choose(others[0] if others else _WINDOW)
        self.where.chosen.connect(lambda _key: self._show_hint())
        self.open_button.clicked.connect(self._open)
        self.away_button.clicked.connect(self._put_away)
        self.finished.connect(self.deleteLater)
        self._show_hint()
        self.resize(QSize(440, self.sizeHint().height()))
        self.open_button.setFocus()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        cancel = Button(_("Not now"), kind="quiet", keys="Esc")
        cancel.clicked.connect(self.reject)
        foot.addWidget(self.away_button)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(Field(_("Where it shows"), self.where))
        column.addWidget(Field(_("Shape"), self.shape))
        column.addWidget(self.hint)
        column.addLayout(foot)
        show_if(self.away_button, audience_window(self._desk) is not None)

    def _places(self) -> list[tuple[str, str]]:
        """Return the choices: the other screens by number, and the window."""
        others = [screen for screen in self._screens if screen is not self._own]
        named = [
            (
                str(self._screens.index(screen)),
                _("All of screen {number}: {name}").format(number=place, name=_name(screen)),
            )
            for place, screen in enumerate(others, start=2)
        ]
        return [*named, (_WINDOW, _("A window on this screen, to be captured"))]

    def _show_hint(self) -> None:
        in_window = self.where.current() == _WINDOW
        title = window_title()
        self.hint.setText(
            _("In OBS, 视频号 or 腾讯会议 choose to show a window, the one named “{title}”.").format(title=title)
            if in_window
            else _("Share that screen, or the window named “{title}”.").format(title=title)
        )

    def _open(self) -> None:
        window = open_audience(self._desk, self._stream_id, self._slots)
        tall = self.shape.current() == _TALL
        key = self.where.current()
        if key == _WINDOW:
            window.open_window(tall=tall, screen=self._own)
        else:
            window.fill_screen(self._screens[int(key)], tall=tall)
        self._opened(window)
        self.accept()

    def _put_away(self) -> None:
        window = audience_window(self._desk)
        if window is not None:
            window.leave()
        self.accept()


def ask_audience(
    desk: Desk,
    asker: QWidget,
    stream_id: int,
    slots: StreamSlots,
    *,
    opened: Callable[[AudienceWindow], None] = lambda _window: None,
) -> AudienceSheet:
    """Ask where the audience window of that stream shall show; `opened` is called with it once it shows."""
    sheet = AudienceSheet(desk, asker, stream_id, slots, opened=opened)
    sheet.open()
    return sheet


def _name(screen: QScreen) -> str:
    size = screen.size()
    return f"{screen.name()} {size.width()}×{size.height()}"
