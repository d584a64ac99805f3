"""Orders of a platform's file into a round: read, compared, asked, and written in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete

from leaderdesk.core.clock import local_now, plan
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.documents.incoming import read_sheets
from leaderdesk.documents.sheet_rows import UNWATCHED, Limits, ReadSheet, Watch
from leaderdesk.features.neighbours.actions import ensure_neighbour, put_neighbour
from leaderdesk.features.neighbours.actions.households import neighbour_of, refresh_search_key
from leaderdesk.features.orders.actions.lines import lines_of, open_order
from leaderdesk.features.orders.actions.orders import set_wanted
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.rules import OrdersChanged
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.rounds.queries import current_round, round_row
from leaderdesk.features.rounds.rules import Round, RoundState
from leaderdesk.features.sharing.actions.learning import learn_goods
from leaderdesk.features.sharing.actions.stale import StaleReview
from leaderdesk.features.sharing.queries import import_ground
from leaderdesk.features.sharing.rules import ImportReview, Outcome, ReviewRow
from leaderdesk.features.sharing.rules.answers import Answers
from leaderdesk.features.sharing.rules.incoming_orders import IncomingFile
from leaderdesk.features.sharing.rules.kuaituantuan import read_kuaituantuan
from leaderdesk.features.sharing.rules.order_ground import Plan, PlannedOrder
from leaderdesk.features.sharing.rules.order_plan import plan_orders
from leaderdesk.features.sharing.rules.qunjielong import read_qunjielong
from leaderdesk.features.sharing.tables import ImportedRow
from leaderdesk.storage.database import Store, Writing

LIMITS = Limits()
_NAME = N_("Import orders of {file} into {round}")
_LONGEST_NOTE = 200
_MOST_SAID = 5


def review_orders(
    store: Store, path: Path, *, round_id: int | None = None, guards: Guards = UNGUARDED, watch: Watch = UNWATCHED
) -> ImportReview:
    """Return what taking the file into the round would do; nothing is written. Errors as for `import_orders`."""
    round_, file = _round(store, round_id), _read(path, watch)
    return _review(_plan(store, file, round_, guards), file, path, action_id=None)


def import_orders(
    store: Store,
    path: Path,
    *,
    round_id: int | None = None,
    day: dt.date | None = None,
    guards: Guards = UNGUARDED,
    watch: Watch = UNWATCHED,
) -> ImportReview:
    """Take the orders of the file into the round, by default the one that takes orders now, and say what became of it.

    `day` is when they were ordered, which the file does not say. The same file again changes nothing; what a later one
    says otherwise is a change. UserError, with nothing changed, for a file that cannot be read or goods nobody knows.
    """
    round_, file = _round(store, round_id), _read(path, watch)
    planned = _plan(store, file, round_, guards)
    _refuse_questions(planned)
    if not planned.orders:
        return _review(planned, file, path, action_id=None)
    about = {"file": path.name, "round": round_.name}
    with store.write(_NAME, about=about) as writing:
        # Compared once more with what stands now: the store may have changed while the file was read.
        ground = import_ground(writing.connection, round_.id, guards=guards)
        planned = plan_orders(file, ground)
        _refuse_questions(planned)
        _write_all(writing, round_.id, planned, day=day, guards=guards, watch=watch)
    return _review(planned, file, path, action_id=writing.action_id)


def read_orders(sheets: Sequence[ReadSheet], path: Path) -> IncomingFile:
    """Return the orders of the file with these sheets; UserError if none of them is a table of orders."""
    found = read_kuaituantuan(sheets) or read_qunjielong(sheets, path.stem)
    if found is None:
        raise UserError(
            _("{name} has no table of orders: its head must name the goods, who ordered, and the number.").format(
                name=path.name
            )
        )
    return found


def take_reviewed(
    store: Store,
    file: IncomingFile,
    name: str,
    *,
    round_id: int,
    answers: Answers,
    basis: object,
    guards: Guards = UNGUARDED,
    watch: Watch = UNWATCHED,
) -> tuple[int, tuple[int, ...]]:
    """Take what was looked over and answered into the round in one step; return its action and the orders' ids.

    What is still asked is left out. What was answered about goods is learnt. StaleReview, with nothing changed, if
    the store has changed since `basis` was shown.
    """
    round_ = _round(store, round_id)
    with store.write(_NAME, about={"file": name, "round": round_.name}) as writing:
        connection = writing.connection
        planned = plan_orders(file, import_ground(connection, round_id, guards=guards), answers)
        if planned.basis != basis:
            raise StaleReview(_("The data changed meanwhile. It was compared once more, please look again."))
        learnt = learn_goods(writing, round_id, file, answers)
        planned = plan_orders(file, import_ground(connection, round_id, guards=guards), learnt)
        order_ids = _write_all(writing, round_id, planned, day=None, guards=guards, watch=watch)
    return writing.action_id, order_ids


def _write_all(
    writing: Writing, round_id: int, planned: Plan, *, day: dt.date | None, guards: Guards, watch: Watch
) -> tuple[int, ...]:
    order_ids = []
    for count, order in enumerate(planned.orders, start=1):
        order_ids.append(_write(writing, round_id, planned.kind, order, day=day, guards=guards))
        watch.moved(count)
    ids = tuple(dict.fromkeys(order_ids))
    writing.tell(OrdersChanged(ids))
    return ids


def _write(
    writing: Writing, round_id: int, kind: str, planned: PlannedOrder, *, day: dt.date | None, guards: Guards
) -> int:
    neighbour_id = planned.neighbour_id
    if neighbour_id is None:
        meet = put_neighbour if planned.is_new_person else ensure_neighbour
        neighbour_id = meet(writing, name=planned.name, room=planned.room)
    _keep_phone(writing, neighbour_id, planned.phone)
    order = open_order(writing, round_id=round_id, neighbour_id=neighbour_id)
    if day is not None and order.created_at_ms == writing.at_ms:
        order.created_at_ms = int(dt.datetime.combine(day, dt.time(12)).timestamp() * 1000)
    has = {offer_id: line.amount_milli for offer_id, line in lines_of(writing, order.id).items()}
    wanted = {offer_id: max(0, has.get(offer_id, 0) + milli) for offer_id, milli in planned.change.items()}
    set_wanted(writing, order, wanted, guards=guards)
    _carry_note(order, planned.note)
    session = writing.session
    session.execute(delete(ImportedRow).where(ImportedRow.id.in_(planned.replaced)))
    session.add_all(
        ImportedRow(
            round_id=round_id,
            kind=kind,
            outside_key=planned.key,
            order_id=order.id,
            offer_id=offer_id,
            amount_milli=milli,
            counted=counted,
        )
        for counted, amounts in ((1, planned.taken), (0, planned.waived))
        for offer_id, milli in amounts.items()
    )
    session.flush()
    return order.id


def _keep_phone(writing: Writing, neighbour_id: int, phone: str) -> None:
    neighbour = neighbour_of(writing.session, neighbour_id)
    if phone and not neighbour.phone:
        neighbour.phone = phone
        refresh_search_key(writing.session, neighbour)


def _carry_note(order: OrderRow, note: str) -> None:
    if note and note not in order.note:
        order.note = (f"{order.note}；{note}" if order.note else note)[:_LONGEST_NOTE]


def _read(path: Path, watch: Watch) -> IncomingFile:
    return read_orders(read_sheets(path, LIMITS, watch), path)


def _round(store: Store, round_id: int | None) -> Round:
    with store.read() as connection:
        if round_id is None:
            found = current_round(connection, now=plan(local_now(store.clock)))
            if found is None or found.state is not RoundState.OPEN:
                raise UserError(_("No round takes orders now. Say which round is meant, or open one."))
        else:
            found = round_row(connection, round_id)
    if found is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
    if found.state is RoundState.SETTLED:
        raise UserError(_("{round} is settled. Choose another round.").format(round=found.name))
    return found


def _plan(store: Store, file: IncomingFile, round_: Round, guards: Guards) -> Plan:
    with store.read() as connection:
        return plan_orders(file, import_ground(connection, round_.id, guards=guards))


def _refuse_questions(planned: Plan) -> None:
    asked = [row for row in planned.rows if row.outcome is Outcome.ASKED]
    if not asked:
        return
    named: dict[str, ReviewRow] = {}
    for row in asked:
        named.setdefault(row.what, row)
    said = [
        _("row {row}: {what} ({reason})").format(row=row.row, what=row.what, reason=row.reason)
        for row in list(named.values())[:_MOST_SAID]
    ]
    raise UserError(
        _("{count} rows have to be settled first, nothing was imported: {rows}").format(
            count=len(asked), rows="；".join(said)
        )
    )


def _review(planned: Plan, file: IncomingFile, path: Path, *, action_id: int | None) -> ImportReview:
    outcomes = [row.outcome for row in planned.rows]
    return ImportReview(
        kind="orders",
        file=path.name,
        new=outcomes.count(Outcome.NEW),
        changed=outcomes.count(Outcome.CHANGED),
        same=planned.same,
        skipped=outcomes.count(Outcome.SKIPPED),
        rows=tuple(sorted(planned.rows, key=lambda row: row.row)),
        notices=tuple(planned.notices),
        money_fen=file.money_fen,
        action_id=action_id,
    )
