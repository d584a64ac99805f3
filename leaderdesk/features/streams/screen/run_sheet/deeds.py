"""What the run-sheet page does: each a write of its own, told with its undo, and the word that it was saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams import actions
from leaderdesk.features.streams.actions import CueChange
from leaderdesk.features.streams.queries import cue_of
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import Cue, CueKind
from leaderdesk.features.streams.rules.planning import (
    NewCue,
    fact_lines,
    newcomer_lines,
    thanks_lines,
    usual_cue,
    with_more,
)
from leaderdesk.features.streams.rules.timing import shared_out, shortened
from leaderdesk.features.streams.screen.run_sheet.book import Sheet, SheetLine
from leaderdesk.features.products.queries import product_card
from leaderdesk.storage.database import Store
from leaderdesk.ui.pictures import looks_like_picture, read_picture

VIDEOS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"})

Written = int | Added | None


class SheetDeeds(QObject):
    """Writes for one stream; `saved` tells that a change is on the disk, `saving` that one is under way.

    `added` tells the id of a cue that was made, `refused` why something was not taken.
    """

    saving = Signal()
    saved = Signal()
    added = Signal(int)
    refused = Signal(str)

    def __init__(self, desk: Desk, stream_id: int, slots: StreamSlots, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stream_id = stream_id
        self._slots = slots

    # The stream.

    def set_start(self, sheet: Sheet, at: dt.time) -> None:
        """Let the stream begin at that time of its day."""
        moment = dt.datetime.combine(sheet.stream.starts_at.date(), at)
        self._write(lambda store: actions.move_stream(store, self._stream_id, moment))

    def set_length(self, seconds: int) -> None:
        """Plan so long for the whole stream."""
        self._write(lambda store: actions.edit_stream(store, self._stream_id, {"length_s": seconds}))

    def set_theme(self, theme: str) -> None:
        """Give the stream that theme."""
        self._write(lambda store: actions.edit_stream(store, self._stream_id, {"theme": theme}))

    def share_out(self, sheet: Sheet) -> None:
        """Cut the cues by what is over, and say what is left over where that was not enough."""
        lengths = shortened(sheet.planned, sheet.stream.length_s)
        self._write(
            lambda store: actions.set_lengths(store, self._stream_id, lengths), says=_("The overrun is shared out")
        )

    def shorten_before(self, sheet: Sheet, line: SheetLine) -> None:
        """Cut the cues before a fixed start so that it can be kept."""
        before = [each.cue for each in sheet.planned.timed[: line.number - 1]]
        begins = max((place for place, cue in enumerate(before) if cue.hard_at and not cue.skipped), default=0)
        lengths = shared_out(before[begins:], line.timed.overlap_s)
        if not lengths:
            self.refused.emit(_("Nothing before can be cut: every cue is locked or takes two minutes at most."))
            return
        self._write(
            lambda store: actions.set_lengths(store, self._stream_id, lengths), says=_("The overrun is shared out")
        )

    def use_template(self, *, key: str = "", template_id: int | None = None, name: str = "") -> None:
        """Make the run-sheet that of a template, with the names that may be said."""
        slots, stream_id, now_ms = self._slots, self._stream_id, self._desk.clock.now_ms()

        def work(store: Store) -> int:
            with store.read() as connection:
                lines = {
                    CueKind.THANKS: thanks_lines(slots.thanks(connection, now_ms)),
                    CueKind.NEWCOMERS: newcomer_lines(slots.newcomers(connection, now_ms)),
                }
            return actions.use_template(store, stream_id, key=key, template_id=template_id, lines=lines)

        self._write(work, says=_("Begun with {template}").format(template=name))

    def save_template(self, name: str) -> None:
        """Keep the run-sheet as a template of that name."""
        self._write(
            lambda store: actions.save_template(store, self._stream_id, name).action_id,
            says=_("Kept as template {template}").format(template=name),
        )

    def clear(self) -> None:
        """Take every cue out."""
        self._write(lambda store: actions.clear_cues(store, self._stream_id), says=_("The run-sheet is empty now"))

    # Cues.

    def add_cue(self, kind: CueKind = CueKind.QUESTIONS, *, place: int | None = None) -> None:
        """Put a new cue of that kind there, by default at the end."""
        self.add(usual_cue(kind), place=place)

    def add(self, cue: NewCue, *, place: int | None = None) -> None:
        """Put this cue there, by default at the end."""
        self._write(lambda store: actions.add_cue(store, self._stream_id, cue, place=place))

    def copy_cue(self, cue_id: int) -> None:
        """Put a cue like this one behind it."""
        self._write(lambda store: actions.copy_cue(store, cue_id))

    def edit(self, cue_id: int, change: CueChange) -> None:
        """Change what is given of the cue."""
        self._write(lambda store: actions.edit_cue(store, cue_id, change))

    def move(self, cue_id: int, place: int) -> None:
        """Put the cue at that place."""
        self._write(lambda store: actions.move_cue(store, cue_id, place))

    def delete(self, cue: Cue) -> None:
        """Take the cue out."""
        self._write(lambda store: actions.delete_cue(store, cue.id), says=_("{cue} is deleted").format(cue=cue.name))

    # What belongs to a cue.

    def set_points(self, cue_id: int, lines: Sequence[str]) -> None:
        """Make the lines the talking points."""
        self._write(lambda store: actions.set_points(store, cue_id, lines))

    def set_props(self, cue_id: int, lines: Sequence[str]) -> None:
        """Make the lines what has to lie ready."""
        self._write(lambda store: actions.set_props(store, cue_id, lines))

    def tick_prop(self, prop_id: int, *, ready: bool) -> None:
        """Note that the thing lies ready, or not."""
        self._write(lambda store: actions.tick_prop(store, prop_id, ready=ready))

    def set_products(self, cue_id: int, product_ids: Sequence[int]) -> None:
        """Let the cue be about these products."""
        self._write(lambda store: actions.set_products(store, cue_id, product_ids))

    def fill_facts(self, cue_id: int) -> None:
        """Put the facts of the cue's products behind its talking points."""

        def work(store: Store) -> Written:
            cue = _there(store, cue_id)
            with store.read() as connection:
                cards = [product_card(connection, each.product_id) for each in cue.products]
            lines = [
                line
                for card, named in zip(cards, cue.products, strict=True)
                if card is not None
                for line in fact_lines(named.name, [(fact.name, fact.value) for fact in card.facts])
            ]
            return _more_points(store, cue, lines)

        self._write(work, nothing=_("Nothing is on file about these products that is not here already."))

    def fill_names(self, cue_id: int) -> None:
        """Put the names that may be said behind the talking points: whom to thank, or who is new."""
        slots, now_ms = self._slots, self._desk.clock.now_ms()

        def work(store: Store) -> Written:
            cue = _there(store, cue_id)
            with store.read() as connection:
                if cue.kind is CueKind.THANKS:
                    lines = thanks_lines(slots.thanks(connection, now_ms))
                else:
                    lines = newcomer_lines(slots.newcomers(connection, now_ms))
            return _more_points(store, cue, lines)

        self._write(work, nothing=_("Nobody else has agreed to be named. Ask first, then it fills itself."))

    def add_media(self, cue_id: int, paths: Sequence[Path]) -> None:
        """Put these pictures and videos behind the others."""

        def work(store: Store) -> Written:
            last: Written = None
            for path in paths:
                if path.suffix.casefold() in VIDEOS:
                    last = actions.add_video(store, cue_id, path).action_id
                else:
                    last = actions.add_picture(store, cue_id, read_picture(path)).action_id
            return last

        self._write(work)

    def caption_media(self, media_id: int, caption: str) -> None:
        """Write a few words under a picture or video."""
        self._write(lambda store: actions.caption_media(store, media_id, caption))

    def remove_media(self, media_id: int) -> None:
        """Take a picture or video off its cue."""
        self._write(lambda store: actions.remove_media(store, media_id), says=_("Taken off"))

    @staticmethod
    def takes(path: Path) -> bool:
        """Return whether the file is named like a picture or a video."""
        return path.suffix.casefold() in VIDEOS or looks_like_picture(path)

    def _write(self, work: Callable[[Store], Written], *, says: str = "", nothing: str = "") -> None:
        store = self._desk.store

        def done(written: Written) -> None:
            self.saved.emit()
            if isinstance(written, Added):
                self.added.emit(written.id)
            elif written is None and nothing:
                self._desk.notice(nothing)
            elif written is not None and says:
                self._desk.notice(says, undo=written)

        def failed(error: Exception) -> None:
            self.saved.emit()
            self.refused.emit(str(error))

        self.saving.emit()
        self._desk.tasks.write(self, lambda: work(store), done, failed)


def _there(store: Store, cue_id: int) -> Cue:
    with store.read() as connection:
        cue = cue_of(connection, cue_id)
    if cue is None:
        raise UserError(_("This cue is not there any more."))
    return cue


def _more_points(store: Store, cue: Cue, lines: Sequence[str]) -> Written:
    return actions.set_points(store, cue.id, with_more([point.text for point in cue.points], lines))
