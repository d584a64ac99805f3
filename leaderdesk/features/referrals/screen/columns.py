"""The list of referrals: who brought whom, how far it came, what is due, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.referrals.rules import REFUSED, Stage, Standing, Why
from leaderdesk.features.referrals.rules.words import detail, flag_words, question, stage_word
from leaderdesk.ui.cells import Dots, Lines, Text
from leaderdesk.ui.columns import Column, Fix, RowKind, RowLook
from leaderdesk.ui.tabs import Tab
from leaderdesk.ui.tokens import Tone

GIVE, ORDER, WRITE, GIVEN, LET_BE, COUNTS, NOT, LATER = (
    "give", "order", "write", "given", "let_be", "counts", "not", "later",
)  # fmt: skip
"""What a button on a row does."""


@dataclass(frozen=True, slots=True)
class Row:
    """One referral as the list shows it; `number` is that of the round whose bags the gifts go with."""

    standing: Standing
    now_ms: int
    number: int | None

    @property
    def id(self) -> int:
        """The id of the referral."""
        return self.standing.id

    @property
    def is_put(self) -> bool:
        """Whether all that is due of it goes along with a round already."""
        return self.standing.is_due and not self.standing.dues and bool(self.standing.open_awards)


def columns() -> tuple[Column[Row], ...]:
    """Return the columns of the list."""
    return (
        Column("who", _("Who brought whom"), lambda row: _who(row.standing), 0, hint=_hint),
        Column("stage", _("How far it came"), _dots, 166, sort=lambda row: row.standing.stage),
        Column("first", _("First order"), _first, 84, sort=_first_fen, yields=True),
        Column("gift", _("Gift"), _gift, 0),
        Column("do", "", lambda _row: Text(""), 104, "right"),
    )


def look_of(row: Row) -> RowLook:
    """Return how a row is painted: amber with answers where the leader is asked, else with the button that fits."""
    one = row.standing
    if one.wants_look:
        return RowLook("look", Fix(question(one), tuple(word for _key, word in _answers(one)), (_("Put it off"),)))
    keys = _links(row)
    kind: RowKind = "quiet" if one.why is not None else "plain"
    if not keys:
        return RowLook(kind)
    return RowLook(kind, Fix("", (), tuple(word for _key, word in keys), beside=True, suggests=False))


def deed_of(row: Row, index: int) -> str:
    """Return what the button at that place of the row does; empty for one that is not there."""
    if row.standing.wants_look:
        keys = [key for key, _word in _answers(row.standing)] + [LATER]
    else:
        keys = [key for key, _word in _links(row)]
    return keys[index] if 0 <= index < len(keys) else ""


def search_key(row: Row) -> str:
    """Return what a row is found by."""
    one = row.standing
    return f"{one.referrer.name} {one.referrer.room} {one.newcomer.name} {one.newcomer.room}"


def tabs_of(rows: tuple[Row, ...]) -> tuple[Tab, ...]:
    """Return the filters over the list with how many each holds."""
    counts: Mapping[str, int] = {
        key: sum(1 for row in rows if belongs(row, key)) for key in ("all", "due", "look", "waiting", "ended")
    }
    return (
        Tab("all", _("All"), counts["all"]),
        Tab("due", _("Gift due"), counts["due"], "gift"),
        Tab("look", _("Please take a look"), counts["look"], "warn"),
        Tab("waiting", _("Waiting"), counts["waiting"]),
        Tab("ended", _("Not counted"), counts["ended"]),
    )


def belongs(row: Row, key: str) -> bool:
    """Return whether a row is held by that filter; the five stages are filters too."""
    one = row.standing
    ended = one.why is not None and not one.reversed
    if key == "ended":
        return ended
    if ended:
        return False
    if key == "look":
        return one.wants_look
    if key == "waiting":
        return one.stage in (Stage.NAMED, Stage.ORDERED, Stage.PICKED_UP) and not one.wants_look
    if key == "due":
        return one.is_due
    return key == "all" or (one.why is None and not one.reversed and key == one.stage.name.lower())


def refused_words(rows: tuple[Row, ...]) -> str:
    """Return how many the rules turned away; empty if none."""
    count = sum(1 for row in rows if row.standing.why in REFUSED)
    words = ngettext(
        "Naming oneself, rings, old neighbours: {count} turned away",
        "Naming oneself, rings, old neighbours: {count} turned away",
        count,
    )
    return words.format(count=count) if count else ""


def _answers(one: Standing) -> list[tuple[str, str]]:
    if one.reversed:
        return [(GIVEN, _("It came back")), (LET_BE, _("Let it be"))]
    return [(COUNTS, _("It counts")), (NOT, _("It does not"))]


def _links(row: Row) -> list[tuple[str, str]]:
    one = row.standing
    if one.why is not None:
        return []
    if one.is_due:
        return [(GIVE, _("Given by hand"))] if row.is_put or row.number is None else [(GIVE, _("Give it now"))]
    if one.newcomer.first is not None:
        return [(ORDER, _("See order"))]
    return [(WRITE, _("Write to her"))]


def _who(one: Standing) -> Lines:
    rooms = f"{one.referrer.room} › {one.newcomer.room}" if one.referrer.room or one.newcomer.room else ""
    return Lines(f"{one.referrer.name} › {one.newcomer.name}", rooms)


def _hint(row: Row) -> str:
    referral = row.standing.referral
    day = local(referral.said_at_ms)
    words = _("{how}, on {month}/{day}").format(how=referral.how.label, month=day.month, day=day.day)
    return f"{words}: {referral.words}" if referral.words else words


def _dots(row: Row) -> Dots:
    one = row.standing
    filled = 0 if one.why is Why.WITHDRAWN else int(one.stage)
    tone: Tone = "gift" if one.why is None and not one.reversed else "neutral"
    return Dots(filled, len(Stage), stage_word(one), tone=tone, strong=one.is_due)


def _first(row: Row) -> Text:
    first = row.standing.newcomer.first
    if first is None:
        return Text(_("none yet"), color="text2")
    return Text(format_yuan(first.value_fen))


def _first_fen(row: Row) -> int:
    first = row.standing.newcomer.first
    return -1 if first is None else first.value_fen


def _gift(row: Row) -> Text:
    one = row.standing
    if one.wants_look:
        return Text(flag_words(one.asks) or _("refunded after the gift"), color="warnText", icon="warning")
    if one.why is None and one.stage is Stage.GIVEN:
        return Text(detail(one), icon="check", color="text2")
    if row.is_put and row.number is not None:
        return Text(detail(one), _("goes along"), icon="gift")
    return Text(detail(one), color="text" if one.is_due else "text2")
