"""Random histories of money in a small neighbourhood: after each step the books close and say what the tally says."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from leaderdesk.core.errors import UserError
from leaderdesk.features.payments import actions, queries
from leaderdesk.features.payments.actions import ledger
from leaderdesk.features.payments.rules import Method
from leaderdesk.features.payments.queries.closing import latest_mark
from leaderdesk.features.payments.rules.ledger import Account, Share
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store
from tests.features.payments.doings import Doings
from tests.features.payments.model import WAYS, Key
from tests.features.payments.world import World, account_sums


class Dealings(Doings):
    """What happens to money, and what is undone and done again."""

    def __init__(self, store: Store, world: World, chance: random.Random) -> None:
        super().__init__(store, world, chance)
        with store.read() as connection:
            latest = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM journal_action")
            self.first_action = int(latest.scalar_one())

    # Money.

    def pay(self) -> None:
        """Pay for an order: all, a part, too much."""
        order_id, method = self.order(), self._method()
        amount = self.chance.choice((None, None, 1, 5000, self.chance.randrange(1, 12_000)))
        step = actions.book_payment(self.store, order_id=order_id, method=method, amount_fen=amount)
        fen = self.tally.due(order_id) if amount is None else amount
        self.tally.pay(step, [(("given", order_id), fen)], method)

    def pay_together(self) -> None:
        """Pay for two orders, and a little onto the balance, in one go."""
        orders, method = {self.order(), self.order()}, self._method()
        sums = {order_id: self.chance.randrange(1, 9000) for order_id in sorted(orders)}
        person, rest = self.chance.choice(self.people), self.chance.randrange(1, 500)
        owners = self.tally.orders
        shares = [Share(owners[order_id].owner, order_id, fen) for order_id, fen in sums.items()]
        shares.append(Share(person, None, rest))
        step = self.write(lambda writing: ledger.receive(writing, shares=shares, account=Account(method)))
        counted = [(("given", order_id), fen) for order_id, fen in sums.items()]
        self.tally.pay(step, [*counted, (("loose", person), rest)], method)

    def pay_ahead(self) -> None:
        """Pay for nothing in particular."""
        person, fen, method = self.chance.choice(self.people), self.chance.randrange(1, 6000), self._method()
        step = actions.put_on_balance(self.store, neighbour_id=person, amount_fen=fen, method=method)
        self.tally.pay(step, [(("loose", self.tally.person(person)), fen)], method)

    def take_back(self) -> None:
        """Take back what was paid for an order."""
        order_id = self.order()
        self.tally.give_back(actions.take_back_payments(self.store, order_id=order_id), order_id)

    def refund(self) -> None:
        """Hand money of an order back."""
        order_id, method = self.order(), self._method()
        fen = self.chance.choice((1, 600, max(1, -self.tally.due(order_id))))
        step = self.write(
            lambda writing: ledger.refund(writing, order_id=order_id, amount_fen=fen, account=Account(method))
        )
        self.tally.pay(step, [(("given", order_id), -fen)], method, "refund")

    def let_go(self) -> None:
        """Let a small difference go."""
        order_id, fen = self.order(), self.chance.choice((None, 1, 99))
        step = actions.let_go(self.store, order_id=order_id, amount_fen=fen)
        self.tally.add(step, {("waived", order_id): self.tally.due(order_id) if fen is None else fen})

    def grant(self) -> None:
        """Give something back for what was wrong."""
        order_id, fen = self.order(), self.chance.randrange(1, 2000)
        step = self.write(lambda writing: ledger.grant(writing, order_id=order_id, amount_fen=fen))
        self.tally.add(step, {("granted", order_id): fen})

    def mark_as_paid(self) -> None:
        """Say of an order that it is paid."""
        order_id = self.order()
        step = actions.book_payment(self.store, order_id=order_id, method="marked")
        self.tally.pay(step, [(("given", order_id), self.tally.due(order_id))], "marked")

    def see(self) -> None:
        """See on a bill what was marked as paid."""
        order_id = self.order()
        fen = self.tally.sum(("by marked", order_id))
        shares = (Share(self.tally.orders[order_id].owner, order_id, fen),)
        step = self.write(lambda writing: ledger.see(writing, shares=shares, account=Account.WECHAT))
        counts: dict[Key, int] = {("money", "marked"): -fen, ("money", "wechat"): fen}
        counts["by marked", order_id], counts["by wechat", order_id] = -fen, fen
        self.tally.add(step, counts)

    def use(self) -> None:
        """Use somebody's credit for an order of hers."""
        order_id = self.order()
        step = actions.use_balance(self.store, order_id=order_id)
        self.tally.use_credit(step, order_id)

    def pay_out(self) -> None:
        """Pay somebody's credit out."""
        person, method = self.tally.person(self.chance.choice(self.people)), self._method()
        fen = self.chance.choice((1, 500, max(1, sum(each for _key, each in self.tally.credit(person)))))
        step = actions.pay_out_balance(self.store, neighbour_id=person, amount_fen=fen, method=method)
        taken = self.tally.take_from_credit(person, fen)
        self.tally.pay(step, [(key, -each) for key, each in taken], method, "payout")

    def choose_credit(self) -> None:
        """Choose whether credit is used by itself."""
        by_itself = self.chance.random() < 0.7
        actions.set_credit_use(self.store, by_itself=by_itself)
        self.read()

    # To and fro.

    def undo(self) -> None:
        """Undo the latest step."""
        self._undo(journal.next_undo)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._undo(journal.next_redo)

    def undo_any(self) -> None:
        """Undo one of the latest steps."""

        def one_of(connection: Connection) -> journal.Action | None:
            recent = journal.recent_actions(connection, 8)
            return self.chance.choice(recent) if recent else None

        self._undo(one_of)

    def _undo(self, choose: Callable[[Connection], journal.Action | None]) -> None:
        with self.store.read() as connection:
            found = choose(connection)
        if found is None or found.id <= self.first_action:
            raise UserError("nothing of this history")
        can, before = self.tally.can_undo(found.id), self.tally.funds()
        step = self.store.undo(found.id)
        assert can, f"step {found.id} was undone under what stands on it"
        self.read()
        self.tally.undo(found.id, step)
        self.tally.fit(step)
        less = {key for key, fen in self.tally.funds().items() if fen < min(0, before.get(key, 0))}
        used = {key for key in less if key[0] == "loose" or self.tally.due(int(key[1])) > 0}
        assert used == set(), f"undoing {found.id} took what was used since"

    def _method(self) -> Method:
        return self.chance.choice(("wechat", "alipay", "cash"))


class History(Dealings):
    """One history: what chance does to a world, and the tally that is kept beside it."""

    def __init__(self, store: Store, world: World, chance: random.Random) -> None:
        super().__init__(store, world, chance)
        self.done: Counter[str] = Counter()
        with store.read() as connection:
            self._mark = latest_mark(connection)
            self._sums = account_sums(connection)

    def live(self, steps: int) -> Counter[str]:
        """Do so many things, look at the books after each, and return what was done how often."""
        for _step in range(steps):
            act = self._act()
            try:
                act()
            except UserError:
                # What is refused changes nothing: the tally stays as it was.
                self.done["refused"] += 1
                self.read()
            else:
                self.done[act.__name__] += 1
            self._look()
        self._look_at_accounts()
        return self.done

    def _act(self) -> Callable[[], None]:
        """Return what happens next: the usual often, the unusual now and then."""
        if not self.tally.orders:
            return self.take
        often = (self.take, self.change, self.pay, self.pay_together, self.undo, self.redo)
        now_and_then = (self.cancel, self.pay_ahead, self.take_back, self.refund, self.let_go, self.grant, self.use)
        seldom = (self.revive, self.mark_as_paid, self.see, self.pay_out, self.undo_any, self.choose_credit)
        rarely = (self.shortage, self.shortage, self.weigh, self.merge, self.split)
        acts: Sequence[Callable[[], None]] = self.chance.choices((often, now_and_then, seldom, rarely), (9, 6, 4, 2))[0]
        return self.chance.choice(acts)

    def _look(self) -> None:
        """See that the books close, and that they say of every order and account what the tally says."""
        tally, orders = self.tally, list(self.tally.orders)
        person = self.chance.choice(self.people)
        with self.store.read() as connection:
            closing = queries.books_close(connection, self._mark)
            assert closing.breaches == ()
            self._mark = closing.mark
            assert queries.dues(connection, orders) == {each: tally.due(each) for each in orders}
            assert queries.given(connection, orders) == {each: tally.given(each) for each in orders}
            balances = {each: tally.balance(each) for each in self.people}
            assert queries.balances_of(connection, self.people) == balances
            assert queries.balance_of(connection, person) == balances[person]
            credit = queries.credit_of(connection, person)
            assert [part.amount_fen for part in credit.parts] == [fen for _key, fen in tally.credit(person)]

    def _look_at_accounts(self) -> None:
        """See that what lies on each account is what the history brought there."""
        tally = self.tally
        names = {"sales": sum(each.total_fen for each in tally.orders.values())}
        names |= {way: -tally.sum(("money", way)) for way in WAYS}
        names["waived"] = -sum(tally.sum(("waived", each)) for each in tally.orders)
        names["claims"] = -sum(tally.sum(("granted", each)) for each in tally.orders)
        names["neighbour"] = sum(map(tally.balance, self.people))
        with self.store.read() as connection:
            found = account_sums(connection)
        moved = {name: found.get(name, 0) - self._sums.get(name, 0) for name in names}
        assert moved == names
        assert sum(found.values()) == 0
