"""What stands where content is missing or needs a word: advice, the empty, the loading and the failed state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.icons import HUGE, IconName
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.painting import paint_box, text_width
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, TINT

CoachTone = Literal["warn", "info", "brand", "danger", "gift"]


class CoachStrip(Box):
    """One sentence of advice on a tint, with up to three buttons: amber costs money, blue informs, green fits."""

    def __init__(
        self,
        tone: CoachTone,
        text: str,
        *,
        lead: str = "",
        icon: IconName | None = None,
        buttons: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(fill=TINT[tone], line=None, radius=6, padding=10, parent=parent)
        self._tone: CoachTone = tone
        self._icon = IconLabel(icon or _COACH_ICONS[tone], ink=INK[tone])
        self._lead = Label(lead, role="strong", ink=INK[tone], wrap=True)
        self._text = Label(text, role="small", ink=INK[tone], wrap=True)
        show_if(self._lead, bool(lead))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._lead)
        words.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter if not lead else Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        if buttons:
            flow = FlowLayout(gap=6)
            flow.setContentsMargins(26, 0, 0, 0)
            for button in buttons:
                flow.addWidget(button)
            self.body.addLayout(flow)
        self.setAccessibleName(" ".join(part for part in (lead, text) if part))

    def show_text(self, text: str, lead: str = "") -> None:
        """Say something else in the same tone."""
        self._text.setText(text)
        self._lead.setText(lead)
        show_if(self._lead, bool(lead))
        self.setAccessibleName(" ".join(part for part in (lead, text) if part))


_COACH_ICONS: dict[CoachTone, IconName] = {
    "warn": "warning",
    "info": "info",
    "brand": "check",
    "danger": "warning",
    "gift": "gift",
}


class EmptyState(QWidget):
    """Nothing here yet: an icon, one line, one reason, and the next step."""

    def __init__(
        self,
        icon: IconName,
        title: str,
        reason: str = "",
        *,
        buttons: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, ink="brand", side=HUGE)
        self._title = Label(title, role="lead", bold=True)
        self._reason = Label(reason, role="small", ink="text2", wrap=True)
        for label in (self._title, self._reason):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        show_if(self._reason, bool(reason))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._reason)
        column.addLayout(row)
        column.addStretch(1)

    def show_text(self, title: str, reason: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._reason.setText(reason)
        show_if(self._reason, bool(reason))


class InlineError(QWidget):
    """The sentence below a field that was not understood, with a fix to click when one is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label("", role="small", ink="danger", wrap=True)
        self._fix = Button("", kind="link", size=28)
        self._on_fix: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("warning", ink="danger"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1000)
        row.addWidget(self._fix, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._fix.clicked.connect(self._mend)
        self.hide()

    def show_error(self, sentence: str, *, fix: str = "", on_fix: Callable[[], None] | None = None) -> None:
        """Show the sentence; `fix` names what a click on it does."""
        self._text.setText(sentence)
        self._fix.set_text(fix)
        show_if(self._fix, bool(fix))
        self._on_fix = on_fix
        self.setAccessibleName(sentence)
        self._hug()
        self.show()

    def clear(self) -> None:
        """Take the sentence away."""
        self._text.setText("")
        self.hide()

    def sentence(self) -> str:
        """Return what is shown; empty when nothing is wrong."""
        return self._text.text()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._hug()

    def _hug(self) -> None:
        # No wider than its words, so that the fix stands right behind them.
        self._text.setMaximumWidth(text_width(self._text.text(), theme().font("small")) + 4)

    def _mend(self) -> None:
        if self._on_fix is not None:
            self._on_fix()


class ErrorCard(Box):
    """This part could not be shown: what happened, what is safe, and a button to try again."""

    retried = Signal()

    def __init__(self, title: str, text: str = "", *, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(fill="dangerTint", line="dangerLine", parent=parent)
        self._title = Label(title, role="strong", ink="dangerText", wrap=True)
        self._text = Label(text, role="small", wrap=True)
        show_if(self._text, bool(text))
        again = Button(button or _("Try again"), size=28)
        again.clicked.connect(self.retried)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("warning", ink="dangerText", side=20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def show_error(self, title: str, text: str = "") -> None:
        """Say what happened this time."""
        self._title.setText(title)
        self._text.setText(text)
        show_if(self._text, bool(text))


class Skeleton(QWidget):
    """Grey bars where rows will be; shown only for what takes longer than 300 ms."""

    def __init__(self, rows: int = 3, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setAccessibleName(_("Loading"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._rows * 42)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._rows * 42)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, fill = QPainter(self), theme().color("sunken")
        for row in range(self._rows):
            top = row * 42 + 7
            paint_box(painter, QRectF(0, top, 28, 28), radius=999, fill=fill)
            rest = self.width() - 40.0
            first, second = 0.20 + 0.03 * (row % 2), 0.36 + 0.04 * (row % 3)
            paint_box(painter, QRectF(40, top + 8, rest * first, 12), radius=4, fill=fill)
            paint_box(painter, QRectF(52 + rest * first, top + 8, rest * second, 12), radius=4, fill=fill)
            paint_box(painter, QRectF(self.width() - rest * 0.24, top + 8, rest * 0.24, 12), radius=4, fill=fill)
