"""What batches offer to the program: listing and showing them on the command line, and who took one."""

from __future__ import annotations

import argparse
from functools import partial

from leaderdesk.core.amount import amount_text
from leaderdesk.core.arguments import row_id
from leaderdesk.core.clock import iso
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.report import Json, Report
from leaderdesk.features.batches.actions import recall_batch
from leaderdesk.features.batches.queries import BatchSlots, batch_by_id, batch_rows, recall_of
from leaderdesk.features.batches.rules import (
    Batch,
    degrees_text,
    distance_text,
    missing_text,
    shelf_text,
    warmth_text,
)
from leaderdesk.features.batches.rules.recall import Recall, Taker, group_text, has_it_text, sum_text
from leaderdesk.storage.database import Store


def batches(slots: BatchSlots) -> Feature:
    """Return the feature; `slots` know who took something."""
    return Feature(name="batches", add_verbs=partial(_add_verbs, slots=slots))


def list_batches(store: Store, _arguments: argparse.Namespace) -> Report:
    """Return every batch, the latest delivery first."""
    with store.read() as connection:
        found = batch_rows(connection)
    lines = tuple(_line(batch) for batch in found) or (_("There is no batch yet."),)
    return Report(lines, [_data(batch) for batch in found])


def show_batch(store: Store, arguments: argparse.Namespace) -> Report:
    """Return one batch with all that is known of it; UserError if there is none with that id."""
    with store.read() as connection:
        batch = _found(batch_by_id(connection, arguments.id), arguments.id)
    return Report((_line(batch), *_facts(batch)), _data(batch))


def show_recall(store: Store, arguments: argparse.Namespace, *, slots: BatchSlots) -> Report:
    """Return who took a batch, with the words for the group; with a reason it is noted as called back.

    UserError if there is none with that id.
    """
    if arguments.reason is not None:
        recall_batch(store, arguments.id, arguments.reason)
    with store.read() as connection:
        recall = recall_of(connection, arguments.id, slots)
    if recall is None:
        raise _no_such(arguments.id)
    text = group_text(recall, reason=recall.batch.recall_reason)
    lines = (_line(recall.batch), sum_text(recall), *(_taker_line(taker) for taker in recall.takers), "", text)
    return Report(lines, _recall_data(recall, text))


def _add_verbs(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], *, slots: BatchSlots) -> None:
    verbs = subparsers.add_parser("batch", help=_("batches and where they come from")).add_subparsers(
        required=True, metavar="VERB"
    )
    verbs.add_parser("list", help=_("every batch, the latest first")).set_defaults(run=list_batches)
    showing = verbs.add_parser("show", help=_("one batch with what is known of it and what is missing"))
    calling = verbs.add_parser("recall", help=_("who took a batch, and words for the group"))
    for verb in (showing, calling):
        verb.add_argument("id", type=row_id, metavar="ID", help=_("the batch's id, as in the list"))
    calling.add_argument("--reason", metavar="TEXT", help=_("note on the batch that it is called back, and why"))
    showing.set_defaults(run=show_batch)
    calling.set_defaults(run=partial(show_recall, slots=slots))


def _found(batch: Batch | None, batch_id: int) -> Batch:
    if batch is None:
        raise _no_such(batch_id)
    return batch


def _no_such(batch_id: int) -> UserError:
    return UserError(_("There is no batch with the id {id}. `batch list` shows them all.").format(id=batch_id))


def _line(batch: Batch) -> str:
    return _("{id}  {code}  {goods}, came {day}; {missing}").format(
        id=batch.id, code=batch.code, goods=batch.product, day=batch.came_on, missing=missing_text(batch)
    )


def _facts(batch: Batch) -> tuple[str, ...]:
    last = batch.best_before
    facts = (
        (_("Supplier"), batch.supplier),
        (_("Origin"), batch.origin),
        (_("Grower"), batch.grower),
        (_("Harvested or made"), batch.made_on),
        (_("Shelf life"), shelf_text(batch.shelf)),
        (_("Best before"), "" if last is None else last.isoformat()),
        (_("Inspection"), batch.inspection),
        (_("Cold chain"), _(", ").join(warmth_text(warmth) for warmth in batch.warmths)),
        (_("Distance"), distance_text(batch.distance_m)),
        (_("Packaging"), batch.packaging),
        (_("Called back"), batch.recall_reason),
    )
    return tuple(_("{name}: {value}").format(name=name, value=value) for name, value in facts if value)


def _taker_line(taker: Taker) -> str:
    line = taker.line
    parts = (line.room, line.name, line.round_name, line.amount, has_it_text(taker), _("maybe") if taker.maybe else "")
    return "  ".join(part for part in parts if part)


def _data(batch: Batch) -> dict[str, Json]:
    last = batch.best_before
    return {
        "id": batch.id,
        "code": batch.code,
        "product": batch.product_id,
        "supplier": batch.supplier_id,
        "came_on": batch.came_on,
        "amount": None if batch.amount_milli is None else amount_text(batch.amount_milli),
        "origin": batch.origin,
        "grower": batch.grower,
        "story": batch.story,
        "made_on": batch.made_on,
        "shelf_life": shelf_text(batch.shelf),
        "best_before": None if last is None else last.isoformat(),
        "inspection": batch.inspection,
        "cold_chain": [
            {"place": each.place, "temperature": degrees_text(each.tenths), "at": each.at} for each in batch.warmths
        ],
        "distance_m": batch.distance_m,
        "packaging": batch.packaging,
        "photos": len(batch.photos),
        "offers": list(batch.offer_ids),
        "missing": [each.trace.value for each in batch.missing],
        "recalled_at": None if batch.recalled_at_ms is None else iso(batch.recalled_at_ms),
        "recall_reason": batch.recall_reason,
    }


def _recall_data(recall: Recall, text: str) -> dict[str, Json]:
    return {
        "batch": _data(recall.batch),
        "text": text,
        "takers": [
            {
                "order": taker.line.order_id,
                "neighbour": taker.line.neighbour_id,
                "name": taker.line.name,
                "room": taker.line.room,
                "round": taker.line.round_name,
                "amount": amount_text(taker.line.amount_milli),
                "handed": taker.handed,
                "maybe": taker.maybe,
            }
            for taker in recall.takers
        ],
    }
