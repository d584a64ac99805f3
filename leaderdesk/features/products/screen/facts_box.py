"""The facts about a product, each to be changed where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.products.rules import MOST_FACT, MOST_FACT_NAME, Fact
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label, plain_tooltip
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import line_height, paint_box, paint_text, text_width
from leaderdesk.ui.states import InlineError
from leaderdesk.ui.theme import theme

_COLUMNS = 2


class FactsBox(QWidget):
    """Facts in two columns; a click on one opens its fields below.

    `kept` tells fact id (None: a new one), name and value; `removed` the fact, `moved` the fact and its place.
    """

    kept = Signal(object, str, str)
    removed = Signal(int)
    moved = Signal(int, int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._open_id: int | None = None
        head = SectionHead(_("Facts"), _("what to answer when neighbours ask"))
        self._add = Button(_("Add a fact"), kind="link", size=28, icon="plus")
        self._add.clicked.connect(lambda: self._open(None))
        head.add_right(self._add)
        self._grid_side = QWidget()
        self._grid = QGridLayout(self._grid_side)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._empty = Label(_("No facts yet. Ingredients and storage are asked most."), role="small", ink="text2")
        self._name = LineEdit(_("About what"), placeholder=_("ingredients"))
        self._value = LineEdit(_("The fact"), placeholder=_("fresh strawberries, nothing added"))
        self._error = InlineError()
        self._editor = self._make_editor()
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(20, 10, 20, 12)
        column_.setSpacing(6)
        for part in (head, self._empty, self._grid_side, self._editor):
            column_.addWidget(part)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; open fields stay open."""
        if tuple(facts) == self._facts and self._grid.count():
            return
        self._facts = tuple(facts)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, fact in enumerate(facts):
            button = _FactButton(fact)
            button.clicked.connect(lambda _checked=False, one=fact: self._open(one))
            self._grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        self._grid_side.setVisible(bool(facts))
        self._empty.setVisible(not facts)

    def close_editor(self) -> None:
        """Put the fields away; what was written in them has been kept."""
        self._editor.hide()
        self._error.clear()

    def refuse(self, sentence: str) -> None:
        """Keep what was typed and say why it was not taken."""
        self._error.show_error(sentence)

    def _make_editor(self) -> QWidget:
        editor = QWidget()
        self._name.setMaxLength(MOST_FACT_NAME)
        self._value.setMaxLength(MOST_FACT)
        for line in (self._name, self._value):
            line.returnPressed.connect(self._keep)
            line.textEdited.connect(lambda _text: self._error.clear())
        keep, leave = Button(_("Keep"), kind="primary", size=28), Button(_("Leave it"), kind="quiet", size=28)
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self.close_editor)
        self._remove = Button(_("Delete"), kind="quiet", size=28)
        self._remove.clicked.connect(self._take_out)
        self._earlier = IconButton("arrow-up", _("Earlier"), size=28)
        self._later = IconButton("arrow-down", _("Later"), size=28)
        self._earlier.clicked.connect(lambda: self._move(-1))
        self._later.clicked.connect(lambda: self._move(1))
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self._name, 1)
        fields.addWidget(self._value, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self._remove, self._earlier, self._later):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(keep)
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(fields)
        column.addWidget(self._error)
        column.addLayout(buttons)
        editor.hide()
        return editor

    def _open(self, fact: Fact | None) -> None:
        self._open_id = None if fact is None else fact.id
        self._name.setText(fact.name if fact else "")
        self._value.setText(fact.value if fact else "")
        self._error.clear()
        for button in (self._remove, self._earlier, self._later):
            button.setVisible(fact is not None)
        self._editor.show()
        (self._value if fact else self._name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self.kept.emit(self._open_id, self._name.plain_text(), self._value.plain_text())

    def _take_out(self) -> None:
        if self._open_id is not None:
            self.removed.emit(self._open_id)

    def _move(self, by: int) -> None:
        places = {fact.id: place for place, fact in enumerate(self._facts)}
        if self._open_id in places:
            place = places[self._open_id] + by
            if 0 <= place < len(self._facts):
                self.moved.emit(self._open_id, place)


class _FactButton(ActingButton):
    """One fact: its name in grey, its value behind it."""

    NAME_LEAST = 48

    def __init__(self, fact: Fact) -> None:
        words = _("{name}: {value}").format(name=fact.name, value=fact.value)
        super().__init__(words)
        self._fact = fact
        self.setToolTip(plain_tooltip(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        font = theme().font("small")
        return QSize(160, max(theme().grown(26, "small"), line_height(font) + 6))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        if self.underMouse():
            paint_box(painter, rect.adjusted(-4, 0, 0, 0), radius=4, fill=look.color("hover"))
        font = look.font("small")
        left = min(max(self.NAME_LEAST, text_width(self._fact.name, font) + 8), int(rect.width() * 0.45))
        name = QRectF(0, 0, left - 4, rect.height())
        paint_text(painter, name, self._fact.name, font=font, color=look.color("text2"))
        paint_text(painter, rect.adjusted(left, 0, 0, 0), self._fact.value, font=font, color=look.color("text"))
