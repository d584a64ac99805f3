"""Polls on the command line and on paper, and where a text belongs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.features.community.actions import new_poll
from leaderdesk.features.community.feature import elsewhere, list_polls, read_file, show_poll
from leaderdesk.features.community.papers import answer_list
from leaderdesk.features.community.queries import polls, tally_of
from leaderdesk.features.community.rules.words import group_text
from leaderdesk.features.practice.actions import ask_neighbours
from leaderdesk.features.practice.rules import invent
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store
from tests.practice import SEED, TODAY, open_shop

CLASS = "亲子烘焙课报名 限4人\n1. 张三 3-502 2大1小 对花生过敏\n2. 李四 1大1小\n3. 王五 全家"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    shop = open_shop(tmp_path / "store", orders=0)
    yield shop.store
    shop.store.close()


def test_read_shows_what_a_text_says_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "class.txt"
    path.write_text(CLASS, encoding="utf-8")
    report = read_file(store, argparse.Namespace(file=str(path)))
    data = json.loads(json.dumps(report.data))
    assert (data["kind"], data["seats"]) == ("signup", 4)
    assert data["answers"][0]["heads"] == {"adults": 2, "children": 1, "others": 0}
    assert [answer["asks"] for answer in data["answers"]] == [None, None, "heads"]
    with store.read() as connection:
        assert polls(connection) == ()


def test_file_that_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read_file(store, argparse.Namespace(file=str(tmp_path / "none.txt")))


def test_list_and_show(store: Store) -> None:
    poll_id = new_poll(store, CLASS).poll_id
    listed = json.loads(json.dumps(list_polls(store, argparse.Namespace()).data))
    assert [(one["id"], one["voices"], one["heads"], one["open"]) for one in listed] == [(poll_id, 2, 5, 1)]
    shown = json.loads(json.dumps(show_poll(store, argparse.Namespace(id=poll_id)).data))
    assert [(one["name"], one["waiting"]) for one in shown["answers"]] == [("张三", False), ("李四", True)]
    with pytest.raises(UserError):
        show_poll(store, argparse.Namespace(id=poll_id + 1))


def test_list_on_paper_has_seats_and_the_waiting_list_apart(store: Store) -> None:
    poll_id = new_poll(store, CLASS).poll_id
    with store.read() as connection:
        counted, business = tally_of(connection, poll_id), read_business(connection)
    assert counted is not None
    paper = answer_list(counted, business, printed_ms=store.clock.now_ms())
    assert [len(group.rows) for group in paper.groups] == [1, 1]
    assert "对花生过敏" in paper.groups[0].rows[0].cells
    assert table_pdf(paper).startswith(b"%PDF")


def test_group_text_keeps_notes_and_rooms_at_home(store: Store) -> None:
    poll_id = new_poll(store, CLASS).poll_id
    with store.read() as connection:
        counted = tally_of(connection, poll_id)
    assert counted is not None
    text = group_text(counted)
    assert "张三" in text
    assert "502" not in text
    assert "过敏" not in text


def test_poll_belongs_to_community_and_orders_do_not() -> None:
    assert elsewhere("1. 张三 草莓2 酸奶1\n2. 李四 草莓1") is None
    found = elsewhere(CLASS)
    assert found is not None
    assert found.place.paste == CLASS


def test_practice_has_a_poll_and_a_sign_up(store: Store) -> None:
    ids = ask_neighbours(store, invent(seed=SEED, today=TODAY, neighbours=40, rounds=1))
    with store.read() as connection:
        counted = [tally_of(connection, id_) for id_ in ids]
    first, second = counted
    assert first is not None
    assert second is not None
    assert len(first.voices) > 10
    assert len(first.open) == 1
    assert second.waiting
