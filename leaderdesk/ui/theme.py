"""The look in force: colours, fonts and text size of the whole program, changed while it runs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from leaderdesk.core.resources import resource
from leaderdesk.ui.focus_ring import FocusRing
from leaderdesk.ui.stillness import wants_stillness
from leaderdesk.ui.tokens import ColorName, Scheme, Tokens, TypeRole, read_tokens

if TYPE_CHECKING:
    # Reading settings takes a parser that the look does not need.
    from leaderdesk.core.settings import Theme as Wish

_EMBEDDED = ("LeaderDeskSans-Regular.ttf", "LeaderDeskSans-Bold.ttf")
_EMOJI = "LeaderDeskEmoji-Regular.ttf"
_EMOJI_HERE = (
    "Segoe UI Emoji",
    "Apple Color Emoji",
    "Noto Color Emoji",
    "Noto Emoji",
    "Twemoji",
    "Twitter Color Emoji",
)
_PLACEHOLDER = re.compile(r"@([A-Za-z0-9]+)")

_WORN = "leaderdesk_theme"

_ROLES: tuple[tuple[QPalette.ColorRole, ColorName], ...] = (
    (QPalette.ColorRole.Window, "canvas"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "canvas"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "textOnBrand"),
    (QPalette.ColorRole.Highlight, "brand"),
    (QPalette.ColorRole.HighlightedText, "textOnBrand"),
    (QPalette.ColorRole.Link, "brand"),
    (QPalette.ColorRole.LinkVisited, "brand"),
    (QPalette.ColorRole.ToolTipBase, "toastBg"),
    (QPalette.ColorRole.ToolTipText, "toastText"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "borderStrong"),
    (QPalette.ColorRole.Dark, "borderInput"),
    (QPalette.ColorRole.Shadow, "borderStrong"),
    (QPalette.ColorRole.Accent, "brand"),
)
_DISABLED_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """The look of one application; painted widgets ask it at every paint, so they follow without being told."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.__dict__[_WORN] = self
        self.tokens: Tokens = _tokens()
        self.still = wants_stillness()
        self._app = app
        self._wish: Wish = "light"
        self._zoom_percent = 100
        self._families = (*chinese_families(self.tokens.families), *emoji_families())
        self._colors: dict[ColorName, QColor] = {}
        self._fonts: dict[TypeRole, QFont] = {}
        self._ring = FocusRing(lambda: self.color("focus"), self)
        # A new style is told to widgets that stand already, and those ask for colours and fonts at once.
        self._mix()
        app.setStyle("Fusion")
        app.focusChanged.connect(self._ring.follow)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._dress()

    def choose(self, wish: Wish, zoom_percent: int) -> None:
        """Wear the light, the dark or the system's scheme and this text size (100, 115, 130) at once, everywhere."""
        if (wish, zoom_percent) == (self._wish, self._zoom_percent):
            return
        self._wish, self._zoom_percent = wish, zoom_percent
        self._dress()

    @property
    def wish(self) -> Wish:
        """What was chosen: light, dark or as the system."""
        return self._wish

    @property
    def zoom_percent(self) -> int:
        """The text size in force, in percent."""
        return self._zoom_percent

    @property
    def scheme(self) -> Scheme:
        """What is worn now: light or dark."""
        return self.system_scheme() if self._wish == "system" else self._wish

    def system_scheme(self) -> Scheme:
        """Return what the system wears; light when it does not say."""
        return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def color(self, name: ColorName) -> QColor:
        """Return the colour of that name in the scheme in force; not to be changed by the caller."""
        return self._colors[name]

    def font(self, role: TypeRole) -> QFont:
        """Return the font of a step of the type scale at the text size in force; copy it before changing it."""
        return self._fonts[role]

    def mono_font(self) -> QFont:
        """Return the body size in the face whose figures and letters have one width."""
        font = QFont(self._fonts["body"])
        font.setFamilies([*self.tokens.mono_families[:-1], *self._families])
        return font

    def grown(self, px: int, role: TypeRole = "body") -> int:
        """Return the height `px` that holds one line of `role` at 100 %, grown by what that line has grown."""
        line = self.tokens.steps[role].line
        return px + max(0, round(line * self._zoom_percent / 100) - line)

    def duration(self, ms: int) -> int:
        """Return how long a motion of `ms` milliseconds takes here: nothing when the system asks for stillness."""
        return 0 if self.still else ms

    def dress(self, window: QWidget) -> None:
        """Let Qt's own widgets in `window` wear the colours in force, now and after every change.

        The sheet hangs on windows, not on the application: there it would style every widget of a page anew each time
        the part that it stands in is put into a larger one, which is most of what making a page takes.
        """
        window.setStyleSheet(style_sheet(self.tokens, self.scheme))

    def _system_changed(self) -> None:
        if self._wish == "system":
            self._dress()

    def _mix(self) -> None:
        self._colors = {name: _qcolor(value) for name, value in self.tokens.colors[self.scheme].items()}
        self._fonts = {role: self._font_of(role) for role in self.tokens.steps}

    def _dress(self) -> None:
        self._mix()
        self._app.setPalette(self._palette())
        self._app.setFont(self._fonts["body"])
        for window in self._app.topLevelWidgets():
            if window.styleSheet():
                self.dress(window)
            else:
                _tell(window)
        self.changed.emit()

    def _font_of(self, role: TypeRole) -> QFont:
        step = self.tokens.steps[role]
        font = QFont()
        font.setFamilies(list(self._families))
        font.setPixelSize(round(step.px * self._zoom_percent / 100))
        font.setWeight(QFont.Weight(step.weight))
        return font

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _ROLES:
            palette.setColor(role, self._colors[name])
        for role in _DISABLED_ROLES:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self._colors["textDisabled"])
        return palette


def theme() -> Theme:
    """Return the look of the running application; until one is chosen it is the light one at 100 %."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("there is no application to dress yet")
    # It lies on the application's own object: a search among its children costs 15 ms the first time.
    worn = app.__dict__.get(_WORN)
    return worn if isinstance(worn, Theme) else Theme(app)


def chinese_families(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the families to write with: the first of `wanted` that is here, any Chinese one, or the embedded face."""
    here = next((name for name in wanted if QFontDatabase.hasFamily(name)), "")
    if here:
        return (here,)
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return (chinese[0],) if chinese else embedded_families()


def emoji_families() -> tuple[str, ...]:
    """Return the families to draw emoji with where no other does: none where this machine has its own, else ours."""
    if any(QFontDatabase.hasFamily(name) for name in _EMOJI_HERE):
        return ()
    return _loaded(_EMOJI)


def embedded_families() -> tuple[str, ...]:
    """Load the Chinese face that travels with the program and return its family."""
    return _loaded(*_EMBEDDED) or (QGuiApplication.font().family(),)


def _loaded(*names: str) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        if number >= 0:
            found += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(found))


def _tell(window: QWidget) -> None:
    """Let the painted widgets of a window without a sheet know that the look has changed."""
    for widget in (window, *window.findChildren(QWidget)):
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def style_sheet(tokens: Tokens, scheme: Scheme) -> str:
    """Return the style sheet of Qt's own widgets with the colours of `scheme` filled in."""
    template = _template()
    colors: dict[str, str] = {str(name): value for name, value in tokens.colors[scheme].items()}
    return _PLACEHOLDER.sub(lambda found: colors[found[1]], template)


@cache
def _tokens() -> Tokens:
    return read_tokens(resource("themes", "tokens.json"))


@cache
def _template() -> str:
    return resource("themes", "leaderdesk.qss").read_text(encoding="utf-8")


def _qcolor(value: str) -> QColor:
    if len(value) == 9:
        # The file writes the alpha last, as on the web; Qt reads it first.
        return QColor("#" + value[7:] + value[1:7])
    return QColor(value)
