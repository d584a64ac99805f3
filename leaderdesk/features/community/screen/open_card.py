"""The lines that must be asked about, each with its answers in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.community.rules.heads import find_heads, heads_text
from leaderdesk.features.community.rules.model import Asked, Doubt, DoubtCode, Heads, PollKind
from leaderdesk.features.community.rules.tally import Tally, Voice
from leaderdesk.features.orders.jielong.fold import folded_text
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import IconLine, Label

_MOST_FIXES = 6
_MOST_SHOWN = 30


class OpenCard(Box):
    """What is unclear, one question below the other; nothing of it counts before it is answered."""

    picked = Signal(int, str)
    """An option: the answer's id, the key."""
    counted = Signal(int, object)
    """How many come: the answer's id, the heads."""
    named = Signal(int, str)
    """Somebody who is not known yet: the answer's id, the name."""
    known = Signal(int, int)
    """A neighbour: the answer's id, hers."""
    dismissed = Signal(int)
    several_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(fill="warnTint", line="warnLine", padding=12)
        self._head = IconLine("warning", "", ink="warnText", role="strong")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addWidget(self._head)
        self.body.addLayout(self._rows)

    def show_open(self, counted: Tally, names: Mapping[int, str]) -> None:
        """Show the lines that are open; without any the card goes."""
        self.setVisible(bool(counted.open))
        self._head.show_line("warning", _("{count} to look at").format(count=len(counted.open)), "warnText")
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for voice in counted.open[:_MOST_SHOWN]:
            self._rows.addWidget(self._row(counted.poll.asked, voice, names))

    def _row(self, asked: Asked, voice: Voice, names: Mapping[int, str]) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = _("Line {number}: {words}").format(number=voice.line or 0, words=voice.said)
        column.addWidget(Label(line, role="small", wrap=True))
        column.addWidget(Label(reason(asked, voice), role="caption", ink="warnText", wrap=True))
        fixes = QWidget()
        flow = FlowLayout(fixes, gap=6)
        for button in self._fixes(asked, voice, names):
            flow.addWidget(button)
        column.addWidget(fixes)
        return row

    def _fixes(self, asked: Asked, voice: Voice, names: Mapping[int, str]) -> list[QWidget]:
        doubt = voice.doubt or Doubt(DoubtCode.LINE)
        made: list[QWidget] = []
        if doubt.code is DoubtCode.WHO:
            made += [
                _fix(names.get(id_, str(id_)), partial(self.known.emit, voice.id, id_))
                for id_ in doubt.people[:_MOST_FIXES]
            ]
            if voice.name:
                words = _("None of them, she is new") if doubt.people else _("{name}, new").format(name=voice.name)
                made.append(_fix(words, partial(self.named.emit, voice.id, voice.name)))
        if not voice.who:
            made.append(_field(_("Who is it?"), partial(self.named.emit, voice.id)))
        elif doubt.code in (DoubtCode.CHOICE, DoubtCode.LINE) and asked.kind is PollKind.POLL:
            made += self._options(asked, voice, doubt)
        elif doubt.code in (DoubtCode.HEADS, DoubtCode.LINE):
            made += self._heads(voice, doubt)
        made.append(_fix(_("No answer"), partial(self.dismissed.emit, voice.id), kind_quiet=True))
        return made

    def _options(self, asked: Asked, voice: Voice, doubt: Doubt) -> list[QWidget]:
        question = asked.questions[0] if asked.questions else None
        if question is None:
            return []
        made: list[QWidget] = [
            _fix(option.text, partial(self.picked.emit, voice.id, option.key))
            for option in question.options[:_MOST_FIXES]
        ]
        if len(doubt.keys) > 1 and not question.several and len(question.options) > 1:
            made.append(_fix(_("Let several be chosen"), self.several_wanted.emit, kind_quiet=True))
        return made

    def _heads(self, voice: Voice, doubt: Doubt) -> list[QWidget]:
        made: list[QWidget] = [
            _fix(heads_text(heads), partial(self.counted.emit, voice.id, heads)) for heads in doubt.heads[:3]
        ]
        field = LineEdit(_("How many come"), placeholder=_("2 grown-ups, 1 child"), size=28)
        field.setFixedWidth(150)

        def read() -> None:
            found = find_heads(folded_text(field.plain_text()), bare=True)
            if found is not None and found.heads is not None:
                self.counted.emit(voice.id, found.heads)
            else:
                field.show_refusal(True)

        field.returnPressed.connect(read)
        made.append(field)
        return made


def reason(asked: Asked, voice: Voice) -> str:
    """Return why a line is asked about."""
    code = voice.doubt.code if voice.doubt is not None else DoubtCode.LINE
    if code is DoubtCode.WHO:
        return (
            _("Who is this?")
            if not voice.name
            else _("More than one neighbour could be “{name}”.").format(name=voice.name)
        )
    if code is DoubtCode.LINE:
        return _("This line was not understood.")
    if asked.kind is PollKind.SIGNUP:
        return _("{name}: how many come?").format(name=voice.who)
    return _("{name}: which one?").format(name=voice.who)


def _fix(words: str, act: Callable[[], object], *, kind_quiet: bool = False) -> Button:
    button = Button(words, kind="quiet" if kind_quiet else "warn", size=28)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _field(name: str, act: Callable[[str], object]) -> LineEdit:
    field = LineEdit(name, placeholder=name, size=28)
    field.setFixedWidth(150)
    field.returnPressed.connect(lambda: act(field.plain_text()) if field.plain_text() else None)
    return field


__all__ = ["Heads", "OpenCard", "reason"]
