"""How a round reads in the list of rounds and beside its steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from leaderdesk.core.clock import day_text, planned, short_time
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.queries import ListedRound
from leaderdesk.features.rounds.rules import Look, Round, RoundState, step_looks
from leaderdesk.ui.steps import Step as ShownStep
from leaderdesk.ui.steps import StepLook
from leaderdesk.ui.tokens import Tone

GROUPS = {
    RoundState.DRAFT: N_("Not open yet"),
    RoundState.OPEN: N_("Open now"),
    RoundState.CLOSED: N_("Cut off"),
    RoundState.SETTLED: N_("Settled"),
}
_CLOSED_PILLS: dict[Step, tuple[str, Tone]] = {
    Step.PURCHASE: (N_("purchasing"), "info"),
    Step.ARRIVAL: (N_("waiting for the goods"), "info"),
    Step.LABELS: (N_("labelling"), "info"),
    Step.PICKUP: (N_("pickup under way"), "brand"),
    Step.SETTLE: (N_("to be settled"), "warn"),
}
_LOOKS: dict[Look, StepLook] = {
    Look.DONE: "done",
    Look.CURRENT: "current",
    Look.RUNNING: "running",
    Look.LATER: "later",
}


@dataclass(frozen=True, slots=True)
class RoundWords:
    """One row of the list of rounds, in words."""

    name: str
    state: str
    tone: Tone
    looks: tuple[StepLook, ...]
    fact: str
    figure: str

    @property
    def spoken(self) -> str:
        """The whole row in one sentence, for a screen reader."""
        return _(", ").join(part for part in (self.name, self.state, self.fact, self.figure) if part)


def round_words(listed: ListedRound, now: dt.datetime) -> RoundWords:
    """Return how the round reads in the list at `now`."""
    looks = step_looks(listed.facts)
    state, tone = _pill(listed, looks, now)
    fact, figure = _FACTS[listed.round.state](listed, looks, now)
    shown = tuple(_LOOKS[looks[step]] for step in Step)
    return RoundWords(listed.round.name, state, tone, shown, fact, figure)


def shown_steps(listed: ListedRound, pages: frozenset[Step]) -> list[ShownStep]:
    """Return the nine steps of the round for the bar; those without a page are drawn, but are no buttons."""
    looks = step_looks(listed.facts)
    notes = {step: fact.line for step, fact in listed.facts.items()}
    return [
        ShownStep(str(int(step)), step.title, _LOOKS[looks[step]], notes.get(step, ""), has_page=step in pages)
        for step in Step
    ]


def deadline_words(round_: Round, now: dt.datetime, *, counting: bool) -> tuple[str, str]:
    """Return the line at the right of the bar of steps: before the cut-off that, afterwards the pickup."""
    if round_.closed_at_ms is not None:
        return _("Pickup"), short_time(planned(round_.pickup_from), now)
    cutoff = planned(round_.cutoff)
    left = cutoff - now
    if counting and dt.timedelta() < left < dt.timedelta(days=2):
        minutes = int(left.total_seconds()) // 60
        return _("Cut-off in"), _("{hours} h {minutes:02d} min").format(hours=minutes // 60, minutes=minutes % 60)
    if left <= dt.timedelta() and round_.opened_at_ms is not None:
        return _("Cut-off was"), short_time(cutoff, now)
    return _("Cut-off"), short_time(cutoff, now)


def _pill(listed: ListedRound, looks: dict[Step, Look], now: dt.datetime) -> tuple[str, Tone]:
    state = listed.round.state
    if state is RoundState.DRAFT:
        return _("draft"), "info"
    if state is RoundState.SETTLED:
        return _("settled"), "neutral"
    if state is RoundState.OPEN:
        overdue = planned(listed.round.cutoff) <= now
        return (_("cut-off has passed"), "warn") if overdue else (_("taking orders"), "brand")
    name, tone = _CLOSED_PILLS.get(_current(looks) or Step.CLOSE, (N_("cut off"), "neutral"))
    return _(name), tone


def _of_draft(listed: ListedRound, _looks: dict[Step, Look], _now: dt.datetime) -> tuple[str, str]:
    if not listed.offers:
        return _("no products yet"), ""
    count = ngettext("{count} product", "{count} products", listed.offers).format(count=listed.offers)
    if listed.unpriced:
        missing = ngettext("{count} price missing", "{count} prices missing", listed.unpriced)
        return count, missing.format(count=listed.unpriced)
    return count, _("ready to open")


def _of_open(listed: ListedRound, looks: dict[Step, Look], now: dt.datetime) -> tuple[str, str]:
    cutoff = _("cut-off {time}").format(time=short_time(planned(listed.round.cutoff), now))
    return _under_way(listed, looks), cutoff


def _of_closed(listed: ListedRound, looks: dict[Step, Look], now: dt.datetime) -> tuple[str, str]:
    begins, ends = planned(listed.round.pickup_from), planned(listed.round.pickup_until)
    if begins <= now < ends:
        figure = _("pickup until {time}").format(time=short_time(ends, now))
    elif now < begins:
        figure = _("pickup {time}").format(time=short_time(begins, now))
    else:
        figure = _("picked up {day}").format(day=day_text(begins.date()))
    return _under_way(listed, looks) or _orders(listed), figure


def _of_settled(listed: ListedRound, _looks: dict[Step, Look], _now: dt.datetime) -> tuple[str, str]:
    figures = listed.figures
    earned = "" if figures is None or figures.earned_fen is None else format_yuan(figures.earned_fen)
    return _orders(listed), _("earned {sum}").format(sum=earned) if earned else ""


def _orders(listed: ListedRound) -> str:
    if listed.figures is None:
        return ngettext("{count} product", "{count} products", listed.offers).format(count=listed.offers)
    orders = ngettext("{count} order", "{count} orders", listed.figures.orders).format(count=listed.figures.orders)
    return _("{orders} · {sum}").format(orders=orders, sum=format_yuan(listed.figures.total_fen))


def _under_way(listed: ListedRound, looks: dict[Step, Look]) -> str:
    steps = [step for step in Step if looks[step] in (Look.CURRENT, Look.RUNNING)]
    lines = [listed.facts[step].line for step in steps if listed.facts[step].line]
    titles = _(", ").join(step.title for step in steps)
    return _(" · ").join(part for part in (titles, *lines[-1:]) if part)


def _current(looks: dict[Step, Look]) -> Step | None:
    return next((step for step in Step if looks[step] is Look.CURRENT), None)


_FACTS = {
    RoundState.DRAFT: _of_draft,
    RoundState.OPEN: _of_open,
    RoundState.CLOSED: _of_closed,
    RoundState.SETTLED: _of_settled,
}
