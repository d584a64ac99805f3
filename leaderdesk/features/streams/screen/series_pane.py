"""The pane where series are managed: which there are, and the form of one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import weekday_name
from leaderdesk.core.i18n import _
from leaderdesk.features.streams.actions.series import SeriesChange
from leaderdesk.features.streams.rules import Audience, Colour, Series, StreamKind
from leaderdesk.features.streams.rules.calendar import month_grid
from leaderdesk.features.streams.rules.durations import clock_text, length_entry, read_clock, read_length
from leaderdesk.features.streams.rules.given import TEMPLATES
from leaderdesk.features.streams.rules.templates import OwnTemplate
from leaderdesk.features.streams.screen.shown import TONES
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, SectionHead
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit, ParsedEdit
from leaderdesk.ui.forms import Field, check_all
from leaderdesk.ui.labels import ElidedLabel, Label, plain_tooltip
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.side_form import SideForm

NEVER = "0"
_OWN, _GIVEN = "own-", "given-"


class SeriesPane(QWidget):
    """`closed` tells that it is enough, the others what is to become of which series; None is a new one."""

    closed = Signal()
    edit_wanted = Signal(object)
    rest_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        head = SectionHead(_("Series"), _("fixed evenings, week by week"), large=True)
        back = Button(_("Done"), kind="quiet", size=28)
        back.clicked.connect(self.closed)
        head.add_right(back)
        self.new_button = Button(_("New series"), icon="plus")
        self.new_button.clicked.connect(lambda: self.edit_wanted.emit(None))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(head)
        column.addLayout(self._cards)
        row = QHBoxLayout()
        row.addWidget(self.new_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_series(self, series: Sequence[Series]) -> None:
        """Show these, each with what can be done."""
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in series:
            self._cards.addWidget(self._card(one))

    def _card(self, one: Series) -> Box:
        box = Box(padding=10)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(StatusPill(colour_name(one.colour), TONES[one.colour]))
        top.addWidget(ElidedLabel(one.name, role="strong"), 1)
        edit = Button(_("Change"), size=28)
        edit.setToolTip(plain_tooltip(_("Change {series}").format(series=one.name)))
        edit.clicked.connect(lambda: self.edit_wanted.emit(one))
        rest = Button(_("Let it rest"), kind="quiet", size=28)
        rest.setToolTip(plain_tooltip(_("Let {series} rest").format(series=one.name)))
        rest.clicked.connect(lambda: self.rest_wanted.emit(one.id))
        top.addWidget(edit)
        top.addWidget(rest)
        box.body.addLayout(top)
        box.body.addWidget(Label(slot_text(one), role="small", ink="text2", wrap=True))
        return box


class SeriesForm(SideForm):
    """`kept` hands over the series (None for a new one) and what is to change of it."""

    kept = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(title=_("A fixed evening"), verb=_("Keep it"))
        self._series: Series | None = None
        self.name = LineEdit(_("Name"), placeholder=_("Wednesday kitchen"))
        self.weekday = Combo(_("Every"), [(NEVER, _("not by itself")), *_weekdays()])
        self.starts = ParsedEdit(_("Begins at"), read=read_clock, write=clock_text)
        self.length = ParsedEdit[int](_("Length in minutes"), read=read_length, write=length_entry)
        self.colour = Combo(_("Colour"), [(one.value, colour_name(one)) for one in Colour])
        self.kind = Combo(_("Kind"), [(kind.value, kind.label) for kind in StreamKind])
        self.audience = Combo(_("For whom"), [(one.value, one.label) for one in Audience])
        self.template = Combo(_("Run-sheet begins with"))
        self.fields = {
            "name": Field(_("Name"), self.name),
            "weekday": Field(_("Every"), self.weekday),
            "starts": Field(_("Begins at"), self.starts),
            "length": Field(_("Length in minutes"), self.length),
            "colour": Field(_("Colour"), self.colour),
            "kind": Field(_("Kind"), self.kind),
            "audience": Field(_("For whom"), self.audience),
            "template": Field(_("Run-sheet begins with"), self.template),
        }
        for field in self.fields.values():
            self.inside.addWidget(field)
        self.name.returnPressed.connect(self.keep)

    def begin(self, series: Series | None, templates: Sequence[OwnTemplate]) -> None:
        """Begin with that series, or a new one."""
        self._series = series
        self.error.clear()
        self.template.set_choices(
            [
                (NEVER, _("An empty sheet")),
                *((f"{_GIVEN}{one.key}", one.title) for one in TEMPLATES),
                *((f"{_OWN}{one.id}", one.name) for one in templates),
            ]
        )
        self.name.setText("" if series is None else series.name)
        self.weekday.choose(NEVER if series is None or series.weekday is None else str(series.weekday))
        self.starts.set_value(read_clock("20:00") if series is None else series.starts_at)
        self.length.set_value(3600 if series is None else series.length_s)
        self.colour.choose((Colour.GREEN if series is None else series.colour).value)
        self.kind.choose((StreamKind.THEMED if series is None else series.kind).value)
        self.audience.choose((Audience.ALL if series is None else series.audience).value)
        self.template.choose(_template_key(series))
        self.name.setFocus()

    @override
    def keep(self) -> None:
        """Hand over what is written, unless something of it cannot be."""
        if not check_all(self.fields["starts"], self.fields["length"]):
            return
        starts, length, template = self.starts.value(), self.length.value(), self.template.current()
        change: SeriesChange = {
            "name": self.name.plain_text(),
            "weekday": int(self.weekday.current() or NEVER) or None,
            "colour": Colour(self.colour.current()),
            "kind": StreamKind(self.kind.current()),
            "audience": Audience(self.audience.current()),
        }
        if starts is not None and length is not None:
            change |= {"starts_at": starts, "length_s": length}
        if template.startswith(_OWN):
            change["template_id"] = int(template.removeprefix(_OWN))
        else:
            change["template"] = template.removeprefix(_GIVEN) if template.startswith(_GIVEN) else ""
        self.kept.emit(self._series, change)


def slot_text(one: Series) -> str:
    """Return when it comes and how long it takes: 每周三 19:30 · 40 分钟."""
    length = _("{count} min").format(count=one.length_s // 60)
    if one.weekday is None:
        return _("comes when you plan it · {length}").format(length=length)
    day = dict(_weekdays())[str(one.weekday)]
    return _("every {day} {time} · {length}").format(day=day, time=clock_text(one.starts_at), length=length)


def colour_name(colour: Colour) -> str:
    """Return the colour in words: it is never told by itself alone."""
    names = {
        Colour.GREEN: _("green"),
        Colour.BLUE: _("blue"),
        Colour.AMBER: _("amber"),
        Colour.PLUM: _("plum"),
    }
    return names[colour]


def _weekdays() -> list[tuple[str, str]]:
    return [(str(day.isoweekday()), weekday_name(day)) for day in month_grid(2026, 1)[0]]


def _template_key(series: Series | None) -> str:
    if series is None:
        return NEVER
    if series.template_id is not None:
        return f"{_OWN}{series.template_id}"
    return f"{_GIVEN}{series.template}" if series.template else NEVER
