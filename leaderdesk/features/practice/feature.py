"""Practice as the program sees it: the verbs `demo` and `self-test`."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.arguments import MOST_ID, whole
from leaderdesk.core.clock import Clock, FixedClock, SystemClock, today
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.paths import StorePaths, expanded
from leaderdesk.core.report import Report
from leaderdesk.features.practice.rules import NEIGHBOURS, PAST_ROUNDS, Neighbourhood, invent
from leaderdesk.storage.database import Store, open_store

if TYPE_CHECKING:
    from leaderdesk.features.practice.actions import Made, MainJob

MOST_NEIGHBOURS = 5000
MOST_ROUNDS = 1500
_READ_AT = dt.time(14, 22)
_STAGES = 3


def _unseen(_done: int, _stages: int) -> None:
    """Tell nobody how far it is."""


def practice(base: Sequence[Feature]) -> Feature:
    """Return the feature; `base` are the features whose reactions the practice store needs."""
    return Feature(name="practice", add_verbs=partial(_add_verbs, base=base))


def make_practice(
    folder: Path,
    base: Sequence[Feature],
    *,
    neighbours: int = NEIGHBOURS,
    rounds: int = PAST_ROUNDS,
    seed: int = 1,
    moved: Callable[[int, int], None] = _unseen,
) -> Report:
    """Make the practice neighbourhood in the new folder and run the main job on it; the report names every file.

    The same numbers on the same day give the same content; `moved` is told how many of the stages are done. UserError
    if the folder holds anything.
    """
    # Imported late: the documents and their fonts cost more than the rest of the program.
    from leaderdesk.features.practice import actions

    home = expanded(folder)
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UserError(_("{name} is not empty. Name a new folder for the practice neighbourhood.").format(name=home))
    day = today(SystemClock())
    moved(0, _STAGES)
    invented = invent(seed=seed, today=day, neighbours=neighbours, rounds=rounds)
    moved(1, _STAGES)
    with _whole(home), _opened(home, base, clock=FixedClock(dt.datetime.combine(day, _READ_AT))) as store:
        round_id = actions.fill_with_practice(store, invented, seed=seed)
        polls = actions.ask_neighbours(store, invented)
        actions.write_batches(store, invented)
        actions.write_claims(store)
        actions.write_referrals(store, invented, round_id)
        stream_id = actions.hold_streams(store, invented, seed=seed, poll_ids=polls)
        moved(2, _STAGES)
        job = actions.run_main_job(store, round_id, invented.paste, folder=store.paths.exports)
        files = job.files
        if stream_id:
            files += (actions.write_run_sheet(store, stream_id, store.paths.exports),)
    return _report(home, invented, job, files=files, round_id=round_id)


def _report(home: Path, invented: Neighbourhood, job: MainJob, *, files: Sequence[Made], round_id: int) -> Report:
    head = _("Practice neighbourhood in {path}: {neighbours} neighbours, {rounds} past rounds, round {id} open").format(
        path=home, neighbours=len(invented.people), rounds=len(invented.past), id=round_id
    )
    taken = _("{orders} orders taken, {questions} places wait for your look").format(
        orders=job.orders, questions=job.questions
    )
    return Report(
        lines=(head, taken, *(f"{made.path}: {made.about}" for made in files)),
        data={
            "store": str(home),
            "round": round_id,
            "neighbours": len(invented.people),
            "past_rounds": len(invented.past),
            "orders": job.orders,
            "questions": job.questions,
            "files": [{"path": str(made.path), "about": made.about} for made in files],
        },
    )


def _add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser], *, base: Sequence[Feature]) -> None:
    demo = verbs.add_parser("demo", help=_("make the practice neighbourhood and run the main job on it"))
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--neighbours", type=whole(1, MOST_NEIGHBOURS), default=NEIGHBOURS, metavar="N")
    demo.add_argument("--rounds", type=whole(0, MOST_ROUNDS), default=PAST_ROUNDS, metavar="N")
    demo.add_argument("--seed", type=whole(-MOST_ID, MOST_ID), default=1, metavar="N")
    demo.set_defaults(run=partial(_demo, base=base), needs_store=False)
    test = verbs.add_parser("self-test", help=_("try the main job in a scratch folder and read the codes back"))
    test.set_defaults(run=partial(_self_test, base=base), needs_store=False)


def _demo(arguments: argparse.Namespace, *, base: Sequence[Feature]) -> Report:
    return make_practice(
        arguments.folder, base, neighbours=arguments.neighbours, rounds=arguments.rounds, seed=arguments.seed
    )


def _self_test(_arguments: argparse.Namespace, *, base: Sequence[Feature]) -> Report:
    from leaderdesk.features.practice.actions import check_papers

    with tempfile.TemporaryDirectory(prefix="leaderdesk-self-test-", ignore_cleanup_errors=True) as scratch:
        home = Path(scratch) / "store"
        made = make_practice(home, base, neighbours=40, rounds=1)
        with _opened(home, base, clock=None) as store:
            checked = check_papers(store, home / "exports")
    line = _("All is well: {orders} orders, {codes} codes read back, {sheets} sheets opened").format(
        orders=checked.orders, codes=checked.codes, sheets=checked.sheets
    )
    return Report(
        lines=(*made.lines[1:2], line), data={"codes": checked.codes, "sheets": checked.sheets, "sound": True}
    )


@contextmanager
def _whole(home: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        # There was nothing in the folder before, and half a neighbourhood is worth nothing.
        shutil.rmtree(home, ignore_errors=True)
        raise


@contextmanager
def _opened(home: Path, base: Sequence[Feature], *, clock: Clock | None) -> Iterator[Store]:
    reactions = [reaction for feature in base for reaction in feature.reactions]
    store = open_store(StorePaths(home), clock=clock, reactions=reactions)
    try:
        yield store
    finally:
        store.close()
