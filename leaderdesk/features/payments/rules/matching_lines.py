"""Matches the lines of bills with what is owed: sure only where two facts agree and nothing else fits as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.rules import matching_words as words
from leaderdesk.features.payments.rules.ledger import Share
from leaderdesk.features.payments.rules.matching import (
    Alone,
    Answer,
    Deed,
    Doubt,
    Due,
    Ground,
    Match,
    Matching,
    OpenLine,
)  # fmt: skip
from leaderdesk.features.payments.rules.matching_state import DAY_MS, OpenMoney, exact_orders, shares
from leaderdesk.features.payments.rules.payers import Payer, People

Verdict = Match | Doubt | Alone

_ASKED_AT_MOST = 3
_ROUNDED_BELOW = 100
"""Less than a yuan to the next whole one is rounding."""

_FAR_OFF = 3
"""A sum of more than so many times what she owes is for something else."""

_TOGETHER_WITHIN, _MOST_TOGETHER = 21 * DAY_MS, 4


def match_bill(lines: Iterable[OpenLine], ground: Ground) -> Matching:
    """Return what came of every line, in the order of time; the same lines and ground give the same."""
    return _Matcher(ground).match(sorted(lines, key=lambda each: (each.line.at_ms, each.id)))


class _Matcher:
    def __init__(self, ground: Ground) -> None:
        self._people = People(ground)
        self._money = OpenMoney(ground)
        self._off: dict[int, list[OpenLine]] = defaultdict(list)
        self._nameless: list[OpenLine] = []

    def match(self, lines: Sequence[OpenLine]) -> Matching:
        found: dict[int, Verdict] = {}
        for line in lines:
            verdict = self._verdict(line)
            if verdict is not None:
                self._keep(found, verdict)
        for neighbour_id, off in self._off.items():
            for verdict in self._together(neighbour_id, off):
                self._keep(found, verdict)
        for line in self._nameless:
            # After all others: what somebody paid under her own name is not offered for it any more.
            self._keep(found, self._of_nobody(line))
        ordered = [found[line.id] for line in lines]
        return Matching(
            sure=tuple(each for each in ordered if isinstance(each, Match)),
            doubts=tuple(each for each in ordered if isinstance(each, Doubt)),
            alone=tuple(each for each in ordered if isinstance(each, Alone)),
        )

    def _keep(self, found: dict[int, Verdict], verdict: Verdict) -> None:
        if isinstance(verdict, Match) and not verdict.open.line.is_settled:
            verdict = Doubt(verdict.open, words.unsettled(verdict.open.line.status), (verdict.answer, words.not_her()))
        found[verdict.open.id] = verdict
        if isinstance(verdict, Match) and verdict.answer.deed is Deed.BOOK:
            self._money.take(verdict.answer.shares)

    # One line.

    def _verdict(self, line: OpenLine) -> Verdict | None:
        if line.booked_fen is not None:
            return self._changed(line, line.booked_fen)
        if line.line.net_fen <= 0:
            return Alone(line, _("all of it went back"))
        payer = self._people.payer(line.line)
        if len(payer.who) == 1:
            (neighbour_id,) = payer.who
            return self._of_one(line, payer, neighbour_id)
        if payer.who:
            return self._of_several(line, payer)
        self._nameless.append(line)
        return None

    def _changed(self, line: OpenLine, booked_fen: int) -> Verdict:
        """A line that was booked, of which more went back since."""
        back, neighbour_id = booked_fen - line.line.net_fen, line.neighbour_id
        if neighbour_id is None or back <= 0:
            return Alone(line, _("nothing new in it"))
        noted = self._money.noted_refund(line, neighbour_id, back)
        if noted is not None:
            self._money.use(noted)
            return Match(line, words.refund_noted(back), Answer("", Deed.KNOWN, entry_id=noted.entry_id))
        answer = Answer("", Deed.REFUND, (Share(neighbour_id, line.order_id, back),))
        return Match(line, words.refunded_since(back), answer)

    def _of_one(self, line: OpenLine, payer: Payer, neighbour_id: int) -> Verdict | None:
        net, dues = line.line.net_fen, self._money.dues(neighbour_id, line.line.at_ms)
        ways, noted = exact_orders(dues, net), self._money.noted(line, neighbour_id)
        if noted is not None:
            known = Answer(words.noted_already(), Deed.KNOWN, entry_id=noted.entry_id)
            if not ways:
                self._money.use(noted)
                self._money.see(line, neighbour_id)
                return Match(line, words.noted_by_hand(payer), known)
            return Doubt(line, words.noted_and_open(), (known, words.books(_("For the open order"), ways[0], net)))
        if len(ways) == 1 and not self._is_rivalled(line, payer):
            return self._exact(line, payer, ways[0])
        if ways:
            return self._which(line, payer, ways)
        return self._not_exact(line, payer, neighbour_id, dues)

    def _exact(self, line: OpenLine, payer: Payer, way: tuple[Due, ...]) -> Verdict:
        net, neighbour_id = line.line.net_fen, way[0].neighbour_id
        answer = Answer(_("It is her"), Deed.BOOK, shares(way, net))
        late = line.line.at_ms - max(due.until_ms for due in way)
        if late > 0:
            return Doubt(line, words.late(self._people.label(neighbour_id), late), (answer, words.not_her()))
        self._money.see(line, neighbour_id)
        return Match(line, words.exact(payer, way, refunded_fen=line.line.refunded_fen), answer)

    def _is_rivalled(self, line: OpenLine, payer: Payer) -> bool:
        """Return whether the payer's own name fits the same sum as well as what she wrote."""
        at_ms, net = line.line.at_ms, line.line.net_fen
        return any(exact_orders(self._money.dues(each, at_ms), net) for each in payer.others)

    def _which(self, line: OpenLine, payer: Payer, ways: Sequence[tuple[Due, ...]]) -> Verdict:
        """The sum fits in several ways: several of her orders, or the payer's own and the one she wrote of."""
        at_ms, net = line.line.at_ms, line.line.net_fen
        fitting = [*ways]
        for other in sorted(payer.others):
            fitting += exact_orders(self._money.dues(other, at_ms), net)
        hers = len({way[0].neighbour_id for way in fitting}) == 1
        answers = [
            words.books(words.of_round(way) if hers else self._people.label(way[0].neighbour_id), way, net)
            for way in fitting[:_ASKED_AT_MOST]
        ]
        reason = words.which_order(net) if hers else words.which_person(len(fitting), net)
        return Doubt(line, reason, tuple(answers), suggests=False)

    # The sum is not what she owes.

    def _not_exact(self, line: OpenLine, payer: Payer, neighbour_id: int, dues: list[Due]) -> Verdict | None:
        both = self._for_both(line, payer, dues)
        if both is not None:
            return both
        rounded = self._rounded(line, payer, dues)
        if rounded is not None:
            return rounded
        twice = self._money.seen_before(line, neighbour_id)
        if twice is not None:
            return self._paid_twice(line, neighbour_id, twice)
        if not dues:
            return self._owes_nothing(line, neighbour_id)
        self._off[neighbour_id].append(line)
        return None

    def _for_both(self, line: OpenLine, payer: Payer, dues: list[Due]) -> Verdict | None:
        """She wrote somebody else's name, and the sum is what both of them owe, or only the payer."""
        at_ms, net = line.line.at_ms, line.line.net_fen
        for other in sorted(payer.others):
            own = self._money.dues(other, at_ms)
            both = [*own, *dues]
            if own and dues and sum(due.due_fen for due in both) == net:
                return words.for_both(line, self._people, (own, dues))
            if own and exact_orders(own, net):
                return self._which(line, payer, exact_orders(own, net))
        return None

    def _rounded(self, line: OpenLine, payer: Payer, dues: list[Due]) -> Verdict | None:
        net = line.line.net_fen
        if net % _ROUNDED_BELOW or not dues:
            return None
        ways: list[tuple[Due, ...]] = [(due,) for due in dues]
        if len(dues) > 1:
            ways.append(tuple(dues))
        near = [way for way in ways if 0 < abs(net - _owed(way)) < _ROUNDED_BELOW]
        if len(near) != 1:
            return None
        way = near[0]
        more, late = net - _owed(way), line.line.at_ms > max(due.until_ms for due in way)
        answer = Answer(_("It is her"), Deed.BOOK, shares(way, net))
        if more > 0 and not late:
            self._money.see(line, way[0].neighbour_id)
            return Match(line, words.rounded_up(payer, more), answer)
        if more > 0:
            return Doubt(line, words.rounded_up(payer, more), (answer, words.not_her()))
        return words.rounded_down(line, self._people.label(way[0].neighbour_id), way, -more)

    def _paid_twice(self, line: OpenLine, neighbour_id: int, before_ms: int) -> Verdict:
        parts = (Share(neighbour_id, None, line.line.net_fen),)
        answers = (
            Answer(_("Into her balance"), Deed.BOOK, parts),
            Answer(_("I give it back"), Deed.RETURNED, parts),
        )
        self._money.see(line, neighbour_id)
        return Doubt(line, words.paid_twice(line.line.at_ms - before_ms), answers)

    def _owes_nothing(self, line: OpenLine, neighbour_id: int) -> Verdict:
        owing = self._money.owing(line.line.net_fen, line.line.at_ms)
        if len(owing) == 1:
            # Somebody who owes nothing pays what exactly one other owes: perhaps for her.
            who = self._people.label(owing[0].neighbour_id)
            answers = (words.books(_("For {who}").format(who=who), owing, line.line.net_fen), words.not_her())
            return Doubt(line, words.for_another(self._people.label(neighbour_id), who), answers, suggests=False)
        return Alone(line, _("{who} owes nothing").format(who=self._people.label(neighbour_id)))

    def _together(self, neighbour_id: int, lines: Sequence[OpenLine]) -> Iterable[Verdict]:
        """Several payments that each are too little may be exact together; what is left of them is asked about."""
        exact = self._exact_together(neighbour_id, lines)
        if exact is not None:
            chosen, way = exact
            net = sum(line.line.net_fen for line in chosen)
            reason = ngettext(
                "{count} payment, exactly {sum}", "{count} payments, together exactly {sum}", len(chosen)
            ).format(count=len(chosen), sum=format_yuan(net))
            for line in chosen:
                here = [due for due in self._money.dues(neighbour_id, line.line.at_ms) if due.order_id in way]
                yield Match(line, reason, Answer(_("It is her"), Deed.BOOK, shares(here, line.line.net_fen)))
            lines = [line for line in lines if line not in chosen]
        for line in lines:
            yield self._wrong_sum(line, neighbour_id)

    def _exact_together(
        self, neighbour_id: int, lines: Sequence[OpenLine]
    ) -> tuple[tuple[OpenLine, ...], frozenset[int]] | None:
        found = []
        for count in range(2, min(_MOST_TOGETHER, len(lines)) + 1):
            for chosen in combinations(lines[:_MOST_TOGETHER], count):
                first, last = chosen[0].line.at_ms, chosen[-1].line.at_ms
                dues = [due for due in self._money.dues(neighbour_id, first) if due.until_ms >= last]
                if last - first <= _TOGETHER_WITHIN:
                    ways = exact_orders(dues, sum(line.line.net_fen for line in chosen))
                    found += [(chosen, frozenset(due.order_id for due in way)) for way in ways]
        return found[0] if len(found) == 1 else None

    def _wrong_sum(self, line: OpenLine, neighbour_id: int) -> Verdict:
        dues = self._money.dues(neighbour_id, line.line.at_ms)
        who = self._people.label(neighbour_id)
        if not dues:
            return Alone(line, _("{who} owes nothing").format(who=who))
        if line.line.net_fen > _FAR_OFF * _owed(dues):
            return Alone(line, words.owes_only(who, _owed(dues)))
        return words.wrong_sum(line, _("It is {who}").format(who=who), dues)

    # Nobody or several are meant.

    def _of_several(self, line: OpenLine, payer: Payer) -> Verdict:
        at_ms, net = line.line.at_ms, line.line.net_fen
        owing = {each: self._money.dues(each, at_ms) for each in sorted(payer.who)}
        ways = [way for dues in owing.values() for way in exact_orders(dues, net)]
        rooms = {self._people.room_of.get(each, "") for each in payer.who}
        if payer.told and len(ways) == 1 and len(rooms) == 1:
            # Those who share the door are one household: the note named it, and the sum is one order's.
            return self._exact(line, payer, ways[0])
        parts = [dues for dues in owing.values() if dues]
        if not ways and len(parts) == 2 and sum(map(_owed, parts)) == net:
            return words.for_both(line, self._people, (parts[0], parts[1]))
        if ways:
            return self._ask_who(line, [way[0] for way in ways if len(way) == 1] or [ways[0][0]], ways)
        return Alone(line, words.several_of_that_name(len(payer.who)))

    def _of_nobody(self, line: OpenLine) -> Verdict:
        at_ms, net = line.line.at_ms, line.line.net_fen
        alike = [each for each in self._people.resembling(line.line) if self._money.dues(each, at_ms)]
        if len(alike) == 1:
            dues = self._money.dues(alike[0], at_ms)
            if net <= _FAR_OFF * _owed(dues):
                return words.resembles(line, self._people.label(alike[0]), dues)
        owing = self._money.owing(net, at_ms)
        if 1 <= len(owing) <= _ASKED_AT_MOST:
            return self._ask_who(line, owing, [(due,) for due in owing])
        return Alone(line, words.nobody(line.line, len(owing)))

    def _ask_who(self, line: OpenLine, owing: Sequence[Due], ways: Sequence[tuple[Due, ...]]) -> Verdict:
        net = line.line.net_fen
        answers = [words.books(self._people.label(way[0].neighbour_id), way, net) for way in ways[:_ASKED_AT_MOST]]
        if len(answers) < _ASKED_AT_MOST:
            answers.append(words.none_of_them(len(answers)))
        return Doubt(line, words.which_person(len(owing), net), tuple(answers), suggests=False)


def _owed(dues: Iterable[Due]) -> int:
    return sum(due.due_fen for due in dues)
