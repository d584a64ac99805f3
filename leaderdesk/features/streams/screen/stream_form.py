"""The form of a new evening: when, in which series, about what, for whom, and what its run-sheet begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from leaderdesk.core.clock import Clock, planned
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.streams.actions.evenings import NewStream
from leaderdesk.features.streams.rules import Audience, Series, StreamKind
from leaderdesk.features.streams.rules.calendar import Slot
from leaderdesk.features.streams.rules.durations import length_entry, read_length
from leaderdesk.features.streams.rules.given import TEMPLATES
from leaderdesk.features.streams.rules.templates import OwnTemplate
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit, ParsedEdit
from leaderdesk.ui.forms import Field, check_all
from leaderdesk.ui.moments import MomentEdit
from leaderdesk.ui.side_form import SideForm

NONE = "0"
_OWN, _GIVEN = "own-", "given-"
_USUAL = dt.time(20, 0)
_HOUR_S = 3600


class StreamForm(SideForm):
    """`planned` hands over what was written; what it begins with comes from the series that is chosen."""

    planned = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__(title=_("Plan a stream"), verb=_("Plan it"))
        self._series: dict[int, Series] = {}
        self._slot: Slot | None = None
        self.when = MomentEdit(_("When"), clock)
        self.series = Combo(_("Series"))
        self.theme = LineEdit(_("Theme"), placeholder=_("strawberry season"))
        self.kind = Combo(_("Kind"), [(kind.value, kind.label) for kind in StreamKind])
        self.audience = Combo(_("For whom"), [(one.value, one.label) for one in Audience])
        self.length = ParsedEdit[int](_("Length"), read=read_length, write=length_entry)
        self.template = Combo(_("Run-sheet begins with"))
        self.round = Combo(_("Round"))
        self.fields = {
            "when": Field(_("When"), self.when),
            "series": Field(_("Series"), self.series),
            "theme": Field(_("Theme"), self.theme),
            "kind": Field(_("Kind"), self.kind),
            "audience": Field(_("For whom"), self.audience),
            "length": Field(_("Length in minutes"), self.length),
            "template": Field(_("Run-sheet begins with"), self.template),
            "round": Field(_("Round"), self.round, hint=_("Its goods go into the cues that are about goods.")),
        }
        for field in self.fields.values():
            self.inside.addWidget(field)
        self.series.chosen.connect(lambda _key: self._take_series())
        self.theme.returnPressed.connect(self.keep)

    def offer(self, series: Sequence[Series], templates: Sequence[OwnTemplate], rounds: Sequence[Round]) -> None:
        """Offer these to choose from; what was chosen stays."""
        self._series = {one.id: one for one in series}
        self.series.set_choices(
            [(NONE, _("On its own")), *((str(one.id), one.name) for one in series)],
        )
        self.template.set_choices(
            [
                (NONE, _("An empty sheet")),
                *((f"{_GIVEN}{one.key}", one.title) for one in TEMPLATES),
                *((f"{_OWN}{one.id}", one.name) for one in templates),
            ]
        )
        self.round.set_choices([(NONE, _("No round")), *((str(one.id), one.name) for one in rounds)])

    def begin(
        self,
        day: dt.date,
        *,
        slot: Slot | None = None,
        round_id: int | None = None,
        template: str = "",
        theme: str = "",
    ) -> None:
        """Begin anew on that day, or with that slot of a series; `template` is the key of a given one, or own-id."""
        self._slot = slot
        self.error.clear()
        self.kind.choose(StreamKind.THEMED.value)
        self.audience.choose(Audience.ALL.value)
        self.length.set_value(_HOUR_S)
        self.when.set_value(dt.datetime.combine(day, _USUAL))
        self.theme.setText(theme)
        of_day = [one for one in self._series.values() if one.weekday == day.isoweekday()]
        chosen = slot.series if slot is not None else (of_day[0] if of_day and not template else None)
        self.series.choose(NONE if chosen is None else str(chosen.id))
        self._take_series()
        if slot is not None:
            self.when.set_value(slot.starts_at)
        if template:
            self.template.choose(template if template.startswith(_OWN) else f"{_GIVEN}{template}")
            self._take_template()
        self.round.choose(NONE if round_id is None else str(round_id))
        if round_id is None and self.round.count() > 1 and slot is None:
            self.round.setCurrentIndex(1)
        self.theme.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_series(self) -> None:
        chosen = self._series.get(int(self.series.current() or NONE))
        if chosen is None:
            return
        self.kind.choose(chosen.kind.value)
        self.audience.choose(chosen.audience.value)
        self.length.set_value(chosen.length_s)
        moment = self.when.value()
        if moment is not None:
            self.when.set_value(dt.datetime.combine(moment.date(), chosen.starts_at))
        key = f"{_OWN}{chosen.template_id}" if chosen.template_id else f"{_GIVEN}{chosen.template}"
        self.template.choose(key if chosen.template_id or chosen.template else NONE)

    def _take_template(self) -> None:
        key = self.template.current().removeprefix(_GIVEN)
        given = next((one for one in TEMPLATES if one.key == key), None)
        if given is not None:
            self.kind.choose(given.kind.value)
            self.audience.choose(given.audience.value)
            self.length.set_value(given.length_s)

    @override
    def keep(self) -> None:
        """Hand over what is written, unless something of it cannot be."""
        if not check_all(self.fields["when"], self.fields["length"]):
            return
        moment, length = self.when.value(), self.length.value()
        if moment is None or length is None:
            self.refuse(UserError(_("Write when it begins.")))
            return
        series = int(self.series.current() or NONE) or None
        slot = self._slot if self._slot is not None and self._slot.series is not None else None
        key = self.template.current()
        self.error.clear()
        self.planned.emit(
            NewStream(
                starts_at=moment,
                length_s=length,
                series_id=series,
                slot_on=slot.slot_on if slot is not None and slot.series and slot.series.id == series else None,
                theme=self.theme.plain_text(),
                kind=StreamKind(self.kind.current()),
                audience=Audience(self.audience.current()),
                template_key=key.removeprefix(_GIVEN) if key.startswith(_GIVEN) else "",
                template_id=int(key.removeprefix(_OWN)) if key.startswith(_OWN) else None,
                round_id=int(self.round.current() or NONE) or None,
            )
        )


def round_of(rounds: Sequence[Round], moment: dt.datetime) -> int | None:
    """Return the round that an evening is about: the one whose cut-off comes next after it."""
    later = [one for one in rounds if planned(one.cutoff) > moment]
    return min(later, key=lambda one: one.cutoff).id if later else None
