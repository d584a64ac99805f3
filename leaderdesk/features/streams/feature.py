"""What livestreams offer to the program: listing and showing them, printing run-sheets and trace cards."""

from __future__ import annotations

import argparse
from pathlib import Path

from leaderdesk.core.arguments import row_id
from leaderdesk.core.clock import day_text, plan
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.files import write_whole
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.report import Json, Report
from leaderdesk.features.streams.queries import (
    cue_counts,
    cues_of,
    series_all,
    series_of,
    stream_of,
    stream_rows,
    streams_of_round,
)
from leaderdesk.features.streams.queries.trace import cards_of_round
from leaderdesk.features.streams.rules import Series, Stream
from leaderdesk.features.streams.rules.calendar import stream_name
from leaderdesk.features.streams.rules.durations import clock_text, length_text
from leaderdesk.features.streams.rules.timing import Schedule, Timed, over_s, schedule
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store

_SUFFIXES = (".pdf", ".xlsx")


def list_streams(store: Store, _arguments: argparse.Namespace) -> Report:
    """Return every livestream, the latest first."""
    with store.read() as connection:
        found = stream_rows(connection)
        series = {one.id: one for one in series_all(connection, with_archived=True)}
        counts = cue_counts(connection, [one.id for one in found])
    lines = tuple(_line(one, series.get(one.series_id or 0), counts.get(one.id, 0)) for one in found)
    data = [_data(one, series.get(one.series_id or 0), counts.get(one.id, 0)) for one in found]
    return Report(lines or (_("There is no livestream yet."),), data)


def show_stream(store: Store, arguments: argparse.Namespace) -> Report:
    """Return one livestream with its run-sheet and the times of its cues; UserError if there is none of that id."""
    with store.read() as connection:
        stream = stream_of(connection, arguments.id)
        if stream is None:
            raise UserError(
                _("There is no livestream with the id {id}. `streams list` shows them all.").format(id=arguments.id)
            )
        series = None if stream.series_id is None else series_of(connection, stream.series_id)
        cues = cues_of(connection, stream.id)
    planned = schedule(stream.starts_at, cues)
    count = sum(not cue.skipped for cue in cues)
    lines = (_line(stream, series, count), *(_cue_line(each) for each in planned.timed))
    return Report(lines, {**_data(stream, series, count), **_sheet_data(stream, planned)})


def print_run_sheet(store: Store, arguments: argparse.Namespace) -> Report:
    """Write the run-sheet of the round's livestream, as a PDF or a workbook by the name of the file.

    Of several livestreams of the round the first that has a run-sheet. UserError if there is none.
    """
    path: Path = arguments.out
    if path.suffix.lower() not in _SUFFIXES:
        raise UserError(
            _("{name} is neither .pdf nor .xlsx. Name the file with one of the two.").format(name=path.name)
        )
    stream_id = _stream_of_round(store, arguments.round_id)
    cues = write_run_sheet(store, stream_id, path)
    words = ngettext("{path}: {count} cue", "{path}: {count} cues", cues).format(path=path, count=cues)
    return Report((words,), {"path": str(path), "stream": stream_id, "cues": cues})


def print_trace(store: Store, arguments: argparse.Namespace) -> Report:
    """Write the trace cards of the round's goods as a PDF, what is missing named on each; UserError without goods."""
    # Imported late: the documents and their fonts cost more than the rest of the program.
    from leaderdesk.features.streams.papers.trace import write_traces

    path: Path = arguments.out
    if path.suffix.lower() != ".pdf":
        raise UserError(_("{name} does not end in .pdf. Trace cards are written as a PDF.").format(name=path.name))
    with store.read() as connection:
        cards, business = cards_of_round(connection, arguments.round_id), read_business(connection)
    if not cards:
        raise UserError(_("There are no goods in this round yet. `rounds list` shows all rounds."))
    write_traces(path, cards, business)
    count, complete = len(cards), sum(not card.missing for card in cards)
    words = ngettext("{path}: {count} trace card", "{path}: {count} trace cards", count).format(path=path, count=count)
    gaps = (
        _("{goods}: not on file: {what}").format(goods=card.product, what=_(", ").join(card.missing))
        for card in cards
        if card.missing
    )
    return Report((words, *gaps), {"path": str(path), "cards": count, "complete": complete})


def write_run_sheet(store: Store, stream_id: int, path: Path) -> int:
    """Write the run-sheet to `path`, whole or not at all: a workbook if it ends in .xlsx, else a PDF.

    Return the number of its cues. UserError if there is no such stream, or no cue in it.
    """
    # Imported late: the documents and their fonts cost more than the rest of the program.
    from leaderdesk.features.streams.papers.run_sheet import read_paper, run_sheet_pdf
    from leaderdesk.features.streams.papers.run_sheet_book import write_run_sheet as write_book

    paper = read_paper(store, stream_id, printed_ms=store.clock.now_ms())
    if path.suffix.lower() == ".xlsx":
        with store.read() as connection:
            leader = read_business(connection).leader_name
        write_book(path, paper, author=leader)
    else:
        write_whole(path, run_sheet_pdf(paper))
    return len(paper.cues)


def _stream_of_round(store: Store, round_id: int) -> int:
    with store.read() as connection:
        found = streams_of_round(connection, round_id)
        counts = cue_counts(connection, [one.id for one in found])
    if not found:
        raise UserError(_("There is no livestream for this round yet. Plan one in Streams first."))
    return next((one.id for one in found if counts.get(one.id)), found[0].id)


def _add_verbs(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verbs = subparsers.add_parser("streams", help=_("livestreams and their run-sheets")).add_subparsers(
        required=True, metavar="VERB"
    )
    verbs.add_parser("list", help=_("every livestream, the latest first")).set_defaults(run=list_streams)
    showing = verbs.add_parser("show", help=_("one livestream with its run-sheet"))
    showing.add_argument("id", type=row_id, metavar="ID", help=_("the livestream's id, as in the list"))
    showing.set_defaults(run=show_stream)


def _add_print_verbs(printing: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = printing.add_parser("run-sheet", help=_("run-sheet of the livestream, as PDF or Excel"))
    parser.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf|FILE.xlsx")
    parser.set_defaults(run=print_run_sheet)
    tracing = printing.add_parser("trace", help=_("trace cards of the round's goods, four to a page"))
    tracing.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
    tracing.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    tracing.set_defaults(run=print_trace)


FEATURE = Feature(name="streams", add_verbs=_add_verbs, add_print_verbs=_add_print_verbs)


def _line(stream: Stream, series: Series | None, cues: int) -> str:
    count = ngettext("{count} cue", "{count} cues", cues).format(count=cues)
    when = f"{day_text(stream.starts_at.date())} {clock_text(stream.starts_at)}"
    parts = (str(stream.id), when, stream_name(stream, series), stream.kind.label, length_text(stream.length_s), count)
    return "  ".join(parts)


def _cue_line(timed: Timed) -> str:
    cue = timed.cue
    begins = _("skipped") if cue.skipped else clock_text(timed.starts_at)
    goods = _(", ").join(each.name for each in cue.products)
    return "  ".join(part for part in (begins, length_text(cue.length_s), cue.name, goods) if part)


def _data(stream: Stream, series: Series | None, cues: int) -> dict[str, Json]:
    return {
        "id": stream.id,
        "name": stream_name(stream, series),
        "theme": stream.theme,
        "series": None if series is None else series.name,
        "kind": stream.kind.value,
        "audience": stream.audience.value,
        "round": stream.round_id,
        "starts_at": plan(stream.starts_at),
        "length_s": stream.length_s,
        "cues": cues,
    }


def _sheet_data(stream: Stream, planned: Schedule) -> dict[str, Json]:
    return {
        "ends_at": planned.ends_at.isoformat(timespec="seconds"),
        "total_s": planned.total_s,
        "over_s": over_s(planned, stream.length_s),
        "run_sheet": [_cue_data(each) for each in planned.timed],
    }


def _cue_data(timed: Timed) -> dict[str, Json]:
    cue = timed.cue
    return {
        "id": cue.id,
        "kind": cue.kind.value,
        "name": cue.name,
        "starts_at": timed.starts_at.isoformat(timespec="seconds"),
        "length_s": cue.length_s,
        "gap_s": timed.gap_s,
        "overlap_s": timed.overlap_s,
        "hard": cue.hard_at is not None,
        "locked": cue.locked,
        "skipped": cue.skipped,
        "group": cue.part,
        "shows": cue.shows.value,
        "products": [each.product_id for each in cue.products],
        "points": [point.text for point in cue.points],
        "prepare": [{"text": prop.text, "ready": prop.ready} for prop in cue.props],
    }
