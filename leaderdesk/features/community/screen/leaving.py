"""How a poll leaves the program: on paper and as a workbook, made in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _, language
from leaderdesk.features.community.rules.tally import Tally
from leaderdesk.features.community.rules.words import title_of
from leaderdesk.features.desk import Desk
from leaderdesk.features.printing import print_paper
from leaderdesk.storage.business import read_business


def print_answers(desk: Desk, asker: QWidget, counted: Tally) -> None:
    """Show the answers on paper before they are printed."""
    store = desk.store

    def work() -> bytes:
        # What draws on paper is imported by the first paper.
        from leaderdesk.documents.table_pdf import table_pdf
        from leaderdesk.features.community.papers import answer_list

        with store.read() as connection:
            business = read_business(connection)
        return table_pdf(answer_list(counted, business, printed_ms=store.clock.now_ms()))

    print_paper(desk, asker, work, title=title_of(counted.poll.asked))


def save_answers(desk: Desk, owner: QWidget, counted: Tally, path: Path) -> None:
    """Write the workbook in the background, in the language of paper, and say where it lies."""
    store, spoken = desk.store, desk.settings().paper_language

    def work() -> None:
        from leaderdesk.features.community.papers import write_answers

        with store.read() as connection:
            business = read_business(connection)
        with language(spoken):
            write_answers(path, counted, business)

    done = _("Saved: {path}").format(path=path.name)
    desk.tasks.read(owner, work, lambda _nothing: desk.notice(done))
