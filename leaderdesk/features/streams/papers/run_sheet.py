"""The run-sheet on A4: cue by cue with its times, what is said, shown and prepared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leaderdesk.core.clock import day_text, printed_text
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.documents.table import Cell, Chip, Column, Group, Row, TablePaper
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.streams.queries import cues_of, series_of, stream_of
from leaderdesk.features.streams.rules import Cue, Shows, Stream
from leaderdesk.features.streams.rules.calendar import stream_name
from leaderdesk.features.streams.rules.durations import clock_text, length_text, short_length_text
from leaderdesk.features.streams.rules.timing import Schedule, Timed, over_s, schedule
from leaderdesk.storage.business import Business, read_business
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class RunSheetPaper:
    """What stands on the paper: the stream under its name, the round it is for, the cues with their times."""

    name: str
    stream: Stream
    round_name: str
    planned: Schedule
    business: Business
    printed_ms: int

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues in order, those that are skipped too."""
        return tuple(each.cue for each in self.planned.timed)


def read_paper(store: Store, stream_id: int, *, printed_ms: int) -> RunSheetPaper:
    """Return what stands on the run-sheet's paper; UserError if there is no such stream."""
    with store.read() as connection:
        stream = stream_of(connection, stream_id)
        if stream is None:
            raise UserError(_("There is no livestream with the id {id}.").format(id=stream_id))
        series = None if stream.series_id is None else series_of(connection, stream.series_id)
        round_ = None if stream.round_id is None else round_row(connection, stream.round_id)
        return RunSheetPaper(
            name=stream_name(stream, series),
            stream=stream,
            round_name="" if round_ is None else round_.name,
            planned=schedule(stream.starts_at, cues_of(connection, stream_id)),
            business=read_business(connection),
            printed_ms=printed_ms,
        )


def run_sheet_pdf(paper: RunSheetPaper) -> bytes:
    """Return the PDF: the same run-sheet gives the same bytes. UserError if it has no cue."""
    if not paper.planned.timed:
        raise UserError(_("There is no cue on this run-sheet yet. Begin with a template."))
    return table_pdf(run_sheet_table(paper))


def run_sheet_table(paper: RunSheetPaper) -> TablePaper:
    """Return the table that is printed."""
    stream = paper.stream
    when = _("{day} {time}, {length}").format(
        day=day_text(stream.starts_at.date()), time=clock_text(stream.starts_at), length=length_text(stream.length_s)
    )
    return TablePaper(
        title=_("Run-sheet: {name}").format(name=paper.name),
        subtitle=_(" · ").join(part for part in (when, stream.audience.label, paper.round_name) if part),
        total=length_text(paper.planned.total_s),
        total_detail=_sum_text(paper),
        columns=(
            Column("", 7, tick=True),
            Column(_("Starts"), 18, bold=True),
            Column(_("Length"), 14),
            Column(_("Cue"), 30, bold=True),
            Column(_("What is said")),
            Column(_("Shown and prepared"), 48),
        ),
        groups=tuple(_groups(paper)),
        note=stream.note.replace("\n", " "),
        contact=paper.business.contact,
        printed=printed_text(paper.printed_ms),
    )


def _sum_text(paper: RunSheetPaper) -> str:
    over, ends = over_s(paper.planned, paper.stream.length_s), clock_text(paper.planned.ends_at)
    if over > 0:
        return _("{length} over, ends {time}").format(length=length_text(over), time=ends)
    return _("ends {time}").format(time=ends)


def _groups(paper: RunSheetPaper) -> Iterator[Group]:
    """Go through the runs of cues that bear the same group's name."""
    run: list[Timed] = []
    for each in paper.planned.timed:
        if run and each.cue.part != run[-1].cue.part:
            yield _group(run)
            run = []
        run.append(each)
    yield _group(run)


def _group(run: list[Timed]) -> Group:
    part = run[0].cue.part
    count = sum(not each.cue.skipped for each in run)
    words = ngettext("{count} cue", "{count} cues", count).format(count=count)
    return Group(part, words if part else "", tuple(_row(each) for each in run))


def _row(timed: Timed) -> Row:
    cue = timed.cue
    if cue.skipped:
        return Row(("", "", "", Cell(cue.name, (Chip(_("skipped"), filled=False),)), "", ""))
    chips = [Chip(_("on time"))] if cue.hard_at is not None else []
    if timed.gap_s:
        chips.append(Chip(_("{length} empty before").format(length=short_length_text(timed.gap_s)), filled=False))
    if timed.overlap_s:
        chips.append(Chip(_("{length} too tight").format(length=short_length_text(timed.overlap_s)), filled=False))
    return Row(
        (
            "",
            clock_text(timed.starts_at),
            short_length_text(cue.length_s),
            Cell(cue.name, tuple(chips)),
            Cell(below=tuple(f"· {point.text}" for point in cue.points)),
            Cell(below=tuple(_aside(cue))),
        )
    )


def _aside(cue: Cue) -> Iterator[str]:
    if cue.products:
        yield _("Products: {names}").format(names=_(", ").join(each.name for each in cue.products))
    if cue.shows is not Shows.BLANK:
        yield _("Audience: {shows}").format(shows=cue.shows.label)
    for prop in cue.props:
        yield f"{'√' if prop.ready else '□'} {prop.text}"
