"""Everything about one cue, at the right of the run-sheet; each change is saved as soon as it is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.actions import CueChange
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.durations import clock_text, read_clock
from leaderdesk.features.streams.rules.planning import lines_of as text_lines
from leaderdesk.features.streams.screen.run_sheet.book import Sheet, SheetLine
from leaderdesk.features.streams.screen.run_sheet.deeds import SheetDeeds
from leaderdesk.features.streams.screen.run_sheet.length_edit import LengthEdit
from leaderdesk.features.streams.screen.run_sheet.media_box import MediaBox
from leaderdesk.features.streams.screen.run_sheet.product_words import ProductWords
from leaderdesk.features.streams.screen.run_sheet.prop_list import PropList
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.choices import Segments, SwitchRow
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Pane, Scroll
from leaderdesk.ui.drop_target import DropTarget
from leaderdesk.ui.edits import LineEdit, ParsedEdit, TextArea
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.page import Bar
from leaderdesk.ui.showing import show_if

_FIRST = (Shows.BLANK, Shows.PRODUCT, Shows.TRACE, Shows.POLL)
_SECOND = (Shows.THANKS, Shows.MEDIA, Shows.COMBINED)
_COLOURS = ("", "green", "blue", "amber", "plum", "grey")
_PAUSE_MS = 2000
_NAMED = (CueKind.THANKS, CueKind.NEWCOMERS)


class Inspector(Pane):
    """Shows one line of the sheet; `closed` asks to put it away, `trace_wanted` for the trace card of a product."""

    closed = Signal()
    trace_wanted = Signal(int)

    def __init__(self, deeds: SheetDeeds, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._deeds = deeds
        self._line: SheetLine | None = None
        # Talking points are saved when the field is left, and while somebody types whenever there is a pause.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._make_fields()
        self._lay_out()
        self._connect()
        DropTarget(self, SheetDeeds.takes, title=_("Let go to add"), note=_("for this cue")).dropped.connect(
            self._add_media
        )

    @property
    def cue_id(self) -> int | None:
        """The cue that is shown; None before the first."""
        return None if self._line is None else self._line.cue.id

    def show_line(self, sheet: Sheet, line: SheetLine, images: Mapping[int, QImage]) -> None:
        """Show this cue; what is being typed about the same one stays."""
        other = self._line is None or self._line.cue.id != line.cue.id
        if other:
            self.keep_text()
            self._media.close_editor()
        self._line = line
        cue = line.cue
        self._title.setText(cue.name)
        self._place.setText(_("cue {number}").format(number=line.number))
        self._show_fields(line, other=other)
        self.products.show_products(cue.products, sheet.products)
        self.props.show_props(cue.props)
        self._media.show_media(cue.media, images, missing=sheet.missing)
        for button in (self._facts, self._trace):
            show_if(button, bool(cue.products))
        show_if(self._names, cue.kind in _NAMED)

    def keep_text(self) -> None:
        """Save talking points that were typed and not left yet."""
        if self._line is not None and self.points.document().isModified():
            self.points.document().setModified(False)
            self._deeds.set_points(self._line.cue.id, text_lines(self.points.plain_text()))

    def say(self, words: str) -> None:
        """Say in the foot whether all is saved."""
        self._state.setText(words)

    def begin(self) -> None:
        """Put the keyboard into the name, all of it selected: a new cue is named at once."""
        self.name.setFocus()
        self.name.selectAll()

    # Putting it together.

    def _make_fields(self) -> None:
        self._title = ElidedLabel("", role="title")
        self._place = Label("", role="small", ink="text2")
        self.copy_button = IconButton("copy", _("Copy this cue"), size=28)
        self.close_button = IconButton("close", _("Close the drawer"), size=28)
        self.name: ParsedEdit[str] = ParsedEdit(_("Name of the cue"), read=lambda text: text, write=str, optional=True)
        self.length = LengthEdit(_("Length"))
        self.kind = Combo(_("Kind of cue"), [(kind.value, kind.label) for kind in CueKind])
        self.products = ProductWords()
        self._facts = Button(_("Fill in what is on file about them"), kind="link", size=28, icon="note")
        self._trace = Button(_("Trace card"), kind="link", size=28, icon="search")
        self._names = Button(_("Fill in the names that may be said"), kind="link", size=28, icon="people")
        self.points = TextArea(_("Talking points"), placeholder=_("One a line"), lines=5)
        self.shows = Segments(_("The audience sees"), [(each.value, each.label) for each in _FIRST])
        self.more_shows = Segments(_("The audience sees, more"), [(each.value, each.label) for each in _SECOND])
        self.props = PropList()
        self._media = MediaBox()
        self.part = LineEdit(_("Group"), placeholder=_("such as: first half"), size=36)
        self.colour = Combo(_("Colour"), [(key, _colour_words(key)) for key in _COLOURS])
        self.hard = ParsedEdit(
            _("Fixed start"), read=read_clock, write=clock_text, optional=True, placeholder=_("follows on")
        )
        self.locked = SwitchRow(_("Keep this length"), _("it is not cut when the overrun is shared out"))
        self.skipped = SwitchRow(_("Skip it this time"), _("it takes no time and is not printed large"))
        self._state = Label(_("Changes are saved"), role="small", ink="text2")
        self.delete_button = Button(_("Delete this cue"), kind="dangerQuiet", size=28)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        length = Field(_("Length"), self.length)
        self.length.refused.connect(length.show_error)
        self.length.accepted.connect(length.clear_error)
        column.addLayout(_beside(Field(_("Name of the cue"), self.name), length))
        column.addWidget(Field(_("Kind of cue"), self.kind))
        column.addWidget(_titled(_("Products it is about"), self.products, self._facts, self._trace))
        column.addWidget(_titled(_("Talking points, one a line, ticked in the console"), self.points, self._names))
        column.addWidget(_titled(_("The audience sees"), self.shows, self.more_shows))
        column.addWidget(_titled(_("Prepared before the stream"), self.props))
        column.addWidget(_titled(_("Pictures and videos, drag them in"), self._media))
        column.addLayout(_beside(Field(_("Fixed start"), self.hard), Field(_("Colour"), self.colour)))
        column.addWidget(Field(_("Group"), self.part))
        column.addWidget(self.locked)
        column.addWidget(self.skipped)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(Scroll(inside), 1)
        outer.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = Bar(52, fill="surface")
        head.row.setContentsMargins(16, 4, 8, 4)
        head.row.setSpacing(8)
        head.row.addWidget(self._title)
        head.row.addWidget(self._place)
        head.row.addStretch(1)
        head.row.addWidget(self.copy_button)
        head.row.addWidget(self.close_button)
        return head

    def _foot(self) -> QWidget:
        foot = Bar(48, fill="surface", line_on_top=True)
        foot.row.setContentsMargins(16, 4, 16, 4)
        foot.row.addWidget(self._state)
        foot.row.addStretch(1)
        foot.row.addWidget(self.delete_button)
        return foot

    def _connect(self) -> None:
        deeds = self._deeds
        self.close_button.clicked.connect(self.closed)
        self.copy_button.clicked.connect(self._copy)
        self.name.edited.connect(self._rename)
        self.length.changed.connect(lambda seconds: self._edit({"length_s": seconds}))
        self.kind.chosen.connect(lambda key: self._edit({"kind": CueKind(key)}))
        self.products.changed.connect(self._set_products)
        self._facts.clicked.connect(self._fill_facts)
        self._names.clicked.connect(self._fill_names)
        self.points.left.connect(self.keep_text)
        self.points.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.keep_text)
        self._trace.clicked.connect(self._show_trace)
        for segments in (self.shows, self.more_shows):
            segments.chosen.connect(lambda key: self._edit({"shows": Shows(key)}))
        self.props.changed.connect(self._set_props)
        self.props.ticked.connect(lambda prop, ready: deeds.tick_prop(prop, ready=ready))
        self._media.chosen.connect(self._add_media)
        self._media.named.connect(deeds.caption_media)
        self._media.removed.connect(deeds.remove_media)
        self.part.editingFinished.connect(self._regroup)
        self.colour.chosen.connect(lambda key: self._edit({"colour": key}))
        self.hard.edited.connect(lambda at: self._edit({"hard_at": at}))
        self.locked.switch.clicked.connect(lambda locked: self._edit({"locked": locked}))
        self.skipped.switch.clicked.connect(lambda skipped: self._edit({"skipped": skipped}))
        self.delete_button.clicked.connect(self._delete)

    # Showing.

    def _show_fields(self, line: SheetLine, *, other: bool) -> None:
        cue = line.cue
        if other or not self.name.hasFocus():
            self.name.set_value(cue.name)
            self.name.setCursorPosition(0)
        self.length.show_length(cue.length_s)
        self.kind.choose(cue.kind.value)
        if other or not self.points.document().isModified():
            self._show_points(tuple(point.text for point in cue.points))
        self.shows.choose(cue.shows.value if cue.shows in _FIRST else "")
        self.more_shows.choose(cue.shows.value if cue.shows in _SECOND else "")
        if other or not self.part.hasFocus():
            self.part.setText(cue.part)
        self.colour.choose(cue.colour)
        if other or not self.hard.hasFocus():
            self.hard.set_value(cue.hard_at)
        self.locked.switch.setChecked(cue.locked)
        self.skipped.switch.setChecked(cue.skipped)

    def _show_points(self, lines: tuple[str, ...]) -> None:
        # An empty line that somebody has begun stays, and so does the place of the keyboard.
        if text_lines(self.points.plain_text()) != lines:
            self.points.setPlainText("\n".join(lines))
        self.points.document().setModified(False)

    # Changing.

    def _edit(self, change: CueChange) -> None:
        if self._line is not None:
            self._deeds.edit(self._line.cue.id, change)

    def _rename(self, name: object) -> None:
        if self._line is not None:
            words = str(name or "")
            self._edit({"title": "" if words == self._line.cue.kind.label else words})

    def _regroup(self) -> None:
        if self._line is not None and self.part.plain_text() != self._line.cue.part:
            self._edit({"part": self.part.plain_text()})

    def _copy(self) -> None:
        self.keep_text()
        if self._line is not None:
            self._deeds.copy_cue(self._line.cue.id)

    def _set_products(self, product_ids: list[int]) -> None:
        if self._line is not None:
            self._deeds.set_products(self._line.cue.id, product_ids)

    def _set_props(self, lines: list[str]) -> None:
        if self._line is not None:
            self._deeds.set_props(self._line.cue.id, lines)

    def _fill_facts(self) -> None:
        self.keep_text()
        if self._line is not None:
            self._deeds.fill_facts(self._line.cue.id)

    def _fill_names(self) -> None:
        self.keep_text()
        if self._line is not None:
            self._deeds.fill_names(self._line.cue.id)

    def _show_trace(self) -> None:
        if self._line is not None and self._line.cue.products:
            self.trace_wanted.emit(self._line.cue.products[0].product_id)

    def _add_media(self, paths: list[Path]) -> None:
        if self._line is not None:
            self._deeds.add_media(self._line.cue.id, paths)

    def _delete(self) -> None:
        if self._line is not None:
            self._deeds.delete(self._line.cue)


def _titled(words: str, *parts: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Label(words, role="small", ink="text2"))
    for part in parts:
        side = Qt.AlignmentFlag.AlignLeft if isinstance(part, Button) else Qt.AlignmentFlag(0)
        column.addWidget(part, 0, side)
    return box


def _beside(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return row


def _colour_words(key: str) -> str:
    words = {
        "": _("Usual colour"),
        "green": _("Green"),
        "blue": _("Blue"),
        "amber": _("Amber"),
        "plum": _("Plum"),
        "grey": _("Grey"),
    }
    return words[key]
