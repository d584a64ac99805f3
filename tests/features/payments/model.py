"""The books once more, as a tally by hand: nothing of it is read from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

WAYS = ("alipay", "cash", "marked", "wechat")

Key = tuple[str, int | str]
"""What a movement counts for: given, waived, granted or "by" a way of paying for an order; loose for a person; or money
by its way."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An order as its table and its lines say: its round, whose it is now, and what it comes to in fen."""

    round_id: int
    owner: int
    total_fen: int
    is_cancelled: bool


@dataclass(eq=False, slots=True)
class Movement:
    """One movement of money, and whether it stands or was taken back."""

    counts: Counter[Key]
    kind: str = ""
    stands: bool = True


@dataclass(slots=True)
class Tally:
    """All movements of a history and what each step of the journal switched on or off."""

    orders: dict[int, Standing] = field(default_factory=dict)
    now_is: dict[int, int] = field(default_factory=dict)
    movements: list[Movement] = field(default_factory=list)
    steps: dict[int, list[tuple[Movement, bool]]] = field(default_factory=dict)

    def sum(self, key: Key) -> int:
        """Return what stands under a key."""
        return sum(each.counts[key] for each in self.movements if each.stands)

    def given(self, order_id: int) -> int:
        """Return what was given for an order."""
        return self.sum(("given", order_id))

    def owed(self, order_id: int) -> int:
        """Return what is to be paid for an order."""
        standing = self.orders.get(order_id)
        total = 0 if standing is None else standing.total_fen
        return total - self.sum(("waived", order_id)) - self.sum(("granted", order_id))

    def due(self, order_id: int) -> int:
        """Return what is still open for an order."""
        return self.owed(order_id) - self.given(order_id)

    def person(self, neighbour_id: int) -> int:
        """Return who a neighbour is now."""
        return self.now_is.get(neighbour_id, neighbour_id)

    def credit(self, person: int) -> list[tuple[Key, int]]:
        """Return what somebody has to her credit: loose money by holder, then by order, oldest first."""
        holders = sorted(each for each in {person, *self.now_is} if self.person(each) == person)
        loose = [(("loose", each), self.sum(("loose", each))) for each in holders]
        hers = sorted(each for each, standing in self.orders.items() if self.person(standing.owner) == person)
        over = [(("given", each), -self.due(each)) for each in hers]
        return [(key, fen) for key, fen in (*loose, *over) if fen > 0]

    def balance(self, person: int) -> int:
        """Return somebody's balance; nothing for one who was merged into another."""
        if self.person(person) != person:
            return 0
        loose = sum(self.sum(("loose", each)) for each in {person, *self.now_is} if self.person(each) == person)
        hers = (each for each, standing in self.orders.items() if self.person(standing.owner) == person)
        return loose - sum(self.due(each) for each in hers)

    # What happens.

    def add(self, step: int, counts: Mapping[Key, int], kind: str = "") -> None:
        """Let a movement happen in a step."""
        movement = Movement(Counter(counts), kind)
        self.movements.append(movement)
        self.steps.setdefault(step, []).append((movement, True))

    def switch(self, step: int, movement: Movement) -> None:
        """Let a movement not have happened any more, or happen again, by a step."""
        movement.stands = not movement.stands
        if movement.stands:
            # What happens again is the latest of all.
            self.movements.remove(movement)
            self.movements.append(movement)
        self.steps.setdefault(step, []).append((movement, movement.stands))

    def can_undo(self, step: int) -> bool:
        """Return whether everything that a step moved is still as it left it."""
        return all(movement.stands is stands for movement, stands in self.steps.get(step, ()))

    def undo(self, undone: int, step: int) -> None:
        """Take back by a step what another moved."""
        for movement, _stands in reversed(self.steps.get(undone, [])):
            self.switch(step, movement)

    def funds(self) -> dict[Key, int]:
        """Return what was given for each order, and what each person has loose."""
        keys = {key for movement in self.movements for key in movement.counts if key[0] in ("given", "loose")}
        return {key: self.sum(key) for key in keys}

    def move(self, step: int, from_id: int, into_id: int) -> None:
        """Let what was given and let go for one order count for another."""
        counts: Counter[Key] = Counter()
        for name in ("given", "waived", "granted", *("by " + way for way in WAYS)):
            fen = self.sum((name, from_id))
            counts[name, from_id] -= fen
            counts[name, into_id] += fen
        self.add(step, counts)

    def pay(self, step: int, shares: Iterable[tuple[Key, int]], way: str, kind: str = "pay") -> None:
        """Take money in by a way, or hand it out where it is below zero."""
        counts: Counter[Key] = Counter()
        for key, fen in shares:
            counts[key] += fen
            counts["money", way] += fen
            if key[0] == "given":
                counts["by " + way, key[1]] += fen
        self.add(step, counts, kind)

    def take_from_credit(self, person: int, fen: int) -> list[tuple[Key, int]]:
        """Return from where so much credit is taken."""
        taken: list[tuple[Key, int]] = []
        for key, most in self.credit(person):
            if fen > 0:
                taken.append((key, min(most, fen)))
                fen -= taken[-1][1]
        return taken

    def use_credit(self, step: int, order_id: int) -> None:
        """Let the owner's credit pay for as much of the order as it can."""
        person = self.person(self.orders[order_id].owner)
        wanted = min(self.due(order_id), sum(fen for _key, fen in self.credit(person)))
        if wanted > 0:
            counts: Counter[Key] = Counter({key: -fen for key, fen in self.take_from_credit(person, wanted)})
            counts["given", order_id] += wanted
            self.add(step, counts, "carry")

    def give_back(self, step: int, order_id: int) -> None:
        """Take back what was paid for an order; where its money paid for others, call that back."""
        paid = {way: self.sum(("by " + way, order_id)) for way in WAYS}
        for movement in list(reversed(self.movements)):
            way = self._pays_alone(movement, order_id)
            fen = movement.counts["given", order_id]
            if movement.stands and way and fen <= paid[way]:
                self.switch(step, movement)
                paid[way] -= fen
        for way in WAYS:
            if paid[way] > 0:
                self.pay(step, [(("given", order_id), -paid[way])], way, "taken back")
        self._call_back(step, order_id)

    def _call_back(self, step: int, order_id: int) -> None:
        for movement in list(reversed(self.movements)):
            takes = movement.kind == "carry" and movement.stands and movement.counts["given", order_id] < 0
            if takes and self.given(order_id) < 0 < self.due(order_id):
                self.switch(step, movement)
                for (name, other), fen in movement.counts.items():
                    if name == "given" and fen > 0 and isinstance(other, int):
                        self._call_back(step, other)

    def fit(self, step: int) -> None:
        """Let nobody be let off more than her goods come to."""
        for order_id, standing in self.orders.items():
            too_much = self.sum(("waived", order_id)) - standing.total_fen
            if too_much > 0 and self.sum(("waived", order_id)) > 0:
                self.add(step, {("waived", order_id): -too_much})

    def _pays_alone(self, movement: Movement, order_id: int) -> str:
        if movement.kind != "pay" or movement.counts["given", order_id] <= 0:
            return ""
        others = [key for key in movement.counts if key[0] in ("given", "loose") and key != ("given", order_id)]
        ways = [str(key[1]) for key in movement.counts if key[0] == "money"]
        return "" if others else ways[0]
