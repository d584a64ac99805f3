"""The leader's own layouts and papers in the window: renamed, kept as another one, let go of, and undone."""

from __future__ import annotations


import pytest

from leaderdesk.documents.own_stock import Measures
from leaderdesk.features.labels.actions import add_stock
from leaderdesk.features.labels.queries import layouts_of, own_stocks
from leaderdesk.features.labels.screen.rename_dialog import RenameDialog
from tests.features.labels.label_page import Labels

pytestmark = pytest.mark.usefixtures("english")


def test_a_layout_is_renamed_kept_as_another_and_removed_in_the_window(labels: Labels) -> None:
    editor = labels.page.open_editor()
    assert not editor.remove_button.isVisible()
    editor.name.setText("One")
    editor.verb_button.click()
    labels.settle()
    editor = labels.page.open_editor()
    editor.name.setText("Two")
    editor.verb_button.click()
    labels.settle()
    assert names(labels) == ["Two"]
    editor = labels.page.open_editor()
    editor.name.setText("Three")
    editor.another_button.click()
    labels.settle()
    assert names(labels) == ["Three", "Two"]
    labels.page.open_editor().remove_button.click()
    labels.settle()
    assert names(labels) == ["Two"]
    assert labels.screen.latest() == "Layout removed, the labels look as usual again"
    _sentence, action_id = labels.screen.said.notices[-1]
    assert action_id is not None
    labels.screen.shop.store.undo(action_id)
    assert names(labels) == ["Three", "Two"]


def test_own_paper_is_renamed_and_removed_in_the_window(labels: Labels) -> None:
    kept = add_stock(labels.screen.shop.store, name="Thick", measures=Measures(width=550, height=350))
    labels.page.controls.papers.choose(kept.key)
    labels.page.controls.papers.chosen.emit(kept.key)
    labels.settle()
    labels.press("Rename this paper")
    (dialog,) = (each for each in labels.page.window().findChildren(RenameDialog) if each.isVisible())
    assert dialog.name.text() == "Thick"
    dialog.name.setText(" ")
    dialog.verb_button.click()
    labels.settle()
    assert dialog.sentence()
    dialog.name.setText("Thin")
    dialog.verb_button.click()
    labels.settle()
    assert labels.page.paper().name == "Thin"
    labels.press("Remove this paper")
    assert labels.page.paper().key == "60x40"
    with labels.screen.shop.store.read() as connection:
        assert own_stocks(connection) == ()


def names(labels: Labels) -> list[str]:
    with labels.screen.shop.store.read() as connection:
        return [each.name for each in layouts_of(connection, labels.page.paper().key)]
