"""Taking what a list says into the orders of a round: one transaction, one step to undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.neighbours.actions import ensure_neighbour
from leaderdesk.features.orders.actions.learning import learn, move_house, note_uses
from leaderdesk.features.orders.actions.lines import next_pickup_code, price_of
from leaderdesk.features.orders.queries.ground import ground_of_round
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.rules import OrdersChanged, PaidMarked, Recommended
from leaderdesk.features.orders.rules.answers import agreed
from leaderdesk.features.orders.rules.comparison import amounts_of, compare
from leaderdesk.features.orders.rules.doubts import TAKEN_BACK
from leaderdesk.features.orders.rules.ground import Ground
from leaderdesk.features.orders.rules.review import Became, Review, Row, Taken
from leaderdesk.features.orders.tables import LineRow, ListedRow, OrderRow, OrderSourceRow, PasteRow
from leaderdesk.storage.database import Store, Writing


@dataclass(frozen=True, slots=True)
class _Books:
    """The rows of the round that may change, by what they belong to."""

    orders: dict[int, OrderRow]
    lines: dict[int, dict[int, LineRow]]
    listed: dict[int, dict[int, ListedRow]]
    sources: dict[int, OrderSourceRow]


def take_orders(
    store: Store, review: Review, *, certain_only: bool = False, guards: Guards = UNGUARDED, actor: str = "leader"
) -> Taken:
    """Make the orders follow the list: what it says more or less than before is added or taken away, once.

    What the leader changed by hand since stays. New neighbours are made, the paste is kept with the lines each order
    came from. With `certain_only` rows that still ask something wait; else they refuse it. The same list again changes
    nothing. UserError, with nothing changed, while questions are open or if the store changed since the comparison.
    """
    if not certain_only and review.questions:
        raise UserError(_("Something has to be looked at first. Answer it, or take only what is clear."))
    if review.ask is not None and review.ask.code == "copies":
        raise UserError(_("Say first which copy of the list counts."))
    with store.write(N_("Take orders from the list of {when}"), about={"when": _when(store)}, actor=actor) as writing:
        now = ground_of_round(writing.connection, review.ground.round_id, today=review.ground.today, guards=guards)
        if now is None:
            raise UserError(_("This round is not there any more."))
        if now.fingerprint != review.ground.fingerprint:
            review = _again(review, now)
        if _nothing_to_do(review):
            return _taken(review, (), action_id=None, late=0)
        order_ids, late, learnt = _follow(writing, review)
    return replace(_taken(review, order_ids, action_id=writing.action_id, late=late), learnt=learnt)


def keep_paste(store: Store, *, round_id: int, text: str) -> int:
    """Keep a text as it was pasted into the round, and return its id; the same text pasted again is kept once."""
    with store.write(N_("Keep a pasted list"), undoable=False) as writing:
        return _kept_paste(writing, round_id, text).id


def _again(review: Review, now: Ground) -> Review:
    """Return the comparison with what stands now if there is nothing to do any more, else refuse it."""
    again = compare(review.text, review.reading, now, review.answers)
    if _nothing_to_do(again):
        return again
    raise UserError(_("The orders have changed meanwhile. The list was compared once more; please look at it again."))


def _nothing_to_do(review: Review) -> bool:
    last = review.ground.last
    return last is not None and last.text == review.text and not any(row.works or row.kept for row in review.rows)


def _follow(writing: Writing, review: Review) -> tuple[tuple[int, ...], int, int]:
    """Let the orders follow; return those that changed, how many are late, and how much was learnt."""
    ground = review.ground
    paste = _kept_paste(writing, ground.round_id, review.text)
    paste.committed_at_ms, paste.strand = writing.at_ms, ground.strand
    books = _books(writing, ground, paste.id)
    certain = [row for row in review.rows if row.ask is None and not row.held]
    taken = [row for row in certain if row.after or row.before or agreed(review.answers, row.key, TAKEN_BACK)]
    moved_from = move_house(writing, review)
    people = [(row, _neighbour(writing, row)) for row in taken]
    late = _open_orders(writing, books, ground, people)
    changed, marked = [], []
    for row, neighbour_id in people:
        order = books.orders.get(neighbour_id)
        if order is not None and row.works:
            _apply(writing, books, order, row, ground)
            changed.append(order.id)
        _list(writing, books, ground, neighbour_id, row)
        if order is not None and row.lines:
            if row.paid and row.works and not _paid_before(row, ground):
                marked.append(order.id)
            _source(writing, books, order, paste, row)
    writing.session.flush()
    learnt = learn(writing, review, paste.id, people=dict(_by_key(people)), moved_from=moved_from)
    orders = {row.id: books.orders[each].id for row, each in people if each in books.orders}
    note_uses(writing, review, [(row, orders[row.id]) for row, _each in people if row.id in orders])
    if changed:
        writing.tell(OrdersChanged(tuple(changed)))
    if marked:
        writing.tell(PaidMarked(tuple(marked)))
    _tell_who_brought(writing, ground, people, orders)
    return tuple(changed), late, learnt


def _tell_who_brought(
    writing: Writing, ground: Ground, people: Sequence[tuple[Row, int]], orders: Mapping[int, int]
) -> None:
    """Tell who brought those that are new and ordered; who is not named for sure stays with the leader."""
    for row, neighbour_id in people:
        brought = row.brought_by
        if brought is None or brought.neighbour_id is None or row.id not in orders or neighbour_id in ground.people:
            continue
        writing.tell(Recommended(orders[row.id], neighbour_id, brought.neighbour_id, brought.words))


def _by_key(people: Sequence[tuple[Row, int]]) -> Iterable[tuple[str, int]]:
    return ((key, neighbour_id) for row, neighbour_id in people for key in row.keys)


def _books(writing: Writing, ground: Ground, paste_id: int) -> _Books:
    session, round_id = writing.session, ground.round_id
    orders = session.scalars(select(OrderRow).where(OrderRow.round_id == round_id)).all()
    lines: dict[int, dict[int, LineRow]] = {order.id: {} for order in orders}
    of_round = select(LineRow).join(OrderRow, OrderRow.id == LineRow.order_id).where(OrderRow.round_id == round_id)
    for line in session.scalars(of_round):
        lines[line.order_id][line.offer_id] = line
    listed: dict[int, dict[int, ListedRow]] = {}
    of_list = select(ListedRow).where(ListedRow.round_id == round_id, ListedRow.strand == ground.strand)
    for row in session.scalars(of_list):
        listed.setdefault(row.neighbour_id, {})[row.offer_id] = row
    sources = session.scalars(select(OrderSourceRow).where(OrderSourceRow.paste_id == paste_id))
    return _Books(
        orders={order.neighbour_id: order for order in orders},
        lines=lines,
        listed=listed,
        sources={source.order_id: source for source in sources},
    )


def _neighbour(writing: Writing, row: Row) -> int:
    if row.neighbour_id is not None:
        return row.neighbour_id
    name = row.name or _("Household {room}").format(room=row.room)
    return ensure_neighbour(writing, name=name, room=row.room or None)


def _open_orders(writing: Writing, books: _Books, ground: Ground, people: Sequence[tuple[Row, int]]) -> int:
    """Make an order for everybody who has none yet, with the next pickup codes; return how many are late."""
    code = next_pickup_code(writing, ground.round_id)
    new: list[OrderRow] = []
    for row, neighbour_id in people:
        if neighbour_id in books.orders or not (row.works and row.after):
            continue
        order = OrderRow(
            round_id=ground.round_id,
            neighbour_id=neighbour_id,
            pickup_code=code + len(new),
            list_number=None,
            note="",
            created_at_ms=writing.at_ms,
            cancelled_at_ms=None,
        )
        books.orders[neighbour_id] = order
        new.append(order)
    writing.session.add_all(new)
    writing.session.flush()
    books.lines.update((order.id, {}) for order in new)
    return len(new) if ground.closed else 0


def _apply(writing: Writing, books: _Books, order: OrderRow, row: Row, ground: Ground) -> None:
    """Bring the difference into the order; if nothing is left it is cancelled, with its last goods still in it."""
    lines = books.lines[order.id]
    if order.cancelled_at_ms is not None and row.after:
        _start_anew(writing, order, lines)
    amounts = {offer_id: line.amount_milli for offer_id, line in lines.items()}
    for offer_id, milli in amounts_of(row).items():
        amounts[offer_id] = max(0, amounts.get(offer_id, 0) + milli)
    if not any(amounts.values()):
        order.cancelled_at_ms = order.cancelled_at_ms or writing.at_ms
    else:
        _set_lines(writing, order, lines, amounts, ground)
    if row.lines:
        order.list_number = row.number
        _carry_note(order, row)


def _start_anew(writing: Writing, order: OrderRow, lines: dict[int, LineRow]) -> None:
    order.cancelled_at_ms = None
    for line in lines.values():
        writing.session.delete(line)
    writing.session.flush()
    lines.clear()


def _set_lines(
    writing: Writing, order: OrderRow, lines: dict[int, LineRow], amounts: Mapping[int, int], ground: Ground
) -> None:
    for offer_id, milli in amounts.items():
        line = lines.get(offer_id)
        if line is None and milli:
            price = price_of(ground.offers[offer_id])
            lines[offer_id] = LineRow(order_id=order.id, offer_id=offer_id, amount_milli=milli, price_fen=price)
            writing.session.add(lines[offer_id])
        elif line is not None and not milli:
            writing.session.delete(lines.pop(offer_id))
        elif line is not None:
            line.amount_milli = milli


def _carry_note(order: OrderRow, row: Row) -> None:
    """Let the note follow the list unless the leader wrote her own since; then the list's is put behind it."""
    if not row.note or row.note in order.note:
        return
    order.note = f"{order.note}；{row.note}" if order.note else row.note


def _list(writing: Writing, books: _Books, ground: Ground, neighbour_id: int, row: Row) -> None:
    listed = books.listed.setdefault(neighbour_id, {})
    for offer_id in {*listed, *row.after}:
        milli, same, stood = row.after.get(offer_id, 0), row.same.get(offer_id, 0), listed.get(offer_id)
        if stood is None:
            listed[offer_id] = ListedRow(
                round_id=ground.round_id,
                strand=ground.strand,
                neighbour_id=neighbour_id,
                offer_id=offer_id,
                amount_milli=milli,
                same_milli=same,
            )
            writing.session.add(listed[offer_id])
        elif not milli:
            writing.session.delete(stood)
        elif (stood.amount_milli, stood.same_milli) != (milli, same):
            stood.amount_milli, stood.same_milli = milli, same
    for offer_id in [each for each in listed if not row.after.get(each)]:
        del listed[offer_id]


def _source(writing: Writing, books: _Books, order: OrderRow, paste: PasteRow, row: Row) -> None:
    lines, stood = ",".join(map(str, row.lines)), books.sources.get(order.id)
    if stood is None:
        stood = OrderSourceRow(order_id=order.id, paste_id=paste.id, lines=lines, note=row.note, paid=int(row.paid))
        writing.session.add(stood)
        books.sources[order.id] = stood
    elif (stood.lines, stood.note, stood.paid) != (lines, row.note, int(row.paid)):
        stood.lines, stood.note, stood.paid = lines, row.note, int(row.paid)


def _paid_before(row: Row, ground: Ground) -> bool:
    standing = ground.standing.get(row.neighbour_id) if row.neighbour_id is not None else None
    return standing is not None and standing.listed_paid


def _kept_paste(writing: Writing, round_id: int, text: str) -> PasteRow:
    session = writing.session
    of_round = select(PasteRow).where(PasteRow.round_id == round_id)
    latest = session.scalar(of_round.order_by(PasteRow.id.desc()).limit(1))
    if latest is not None and latest.text == text:
        return latest
    paste = PasteRow(round_id=round_id, at_ms=writing.at_ms, text=text, committed_at_ms=None)
    session.add(paste)
    session.flush()
    return paste


def _taken(review: Review, order_ids: tuple[int, ...], *, action_id: int | None, late: int) -> Taken:
    done = [row for row in review.rows if row.works] if action_id is not None else []
    counts = {became: sum(row.became is became for row in done) for became in Became}
    return Taken(
        action_id=action_id,
        order_ids=order_ids,
        added=counts[Became.ADDED],
        changed=counts[Became.CHANGED],
        cancelled=counts[Became.CANCELLED],
        waiting=review.questions,
        orders=review.order_count,
        milli=review.milli,
        late=late,
    )


def _when(store: Store) -> str:
    return local(store.clock.now_ms()).strftime("%H:%M")
