"""The trace card: what is known, what is missing, what its code holds, and the paper read back from its pixels."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.i18n import language
from leaderdesk.documents import qr
from leaderdesk.documents.render import Pages
from leaderdesk.features.batches.actions import change_batch, new_batch, recall_batch
from leaderdesk.features.batches.rules import Trace
from leaderdesk.features.streams.papers.trace import shop_words, trace_cards
from leaderdesk.features.streams.queries.trace import card_of_batch, card_of_product, cards_of_round
from leaderdesk.features.streams.rules.trace import (
    MOST_CODE_BYTES,
    TraceCard,
    TraceLine,
    card_text,
    code_text,
    empty_card,
)
from leaderdesk.storage.business import Business, read_business
from tests.features.streams.evening import Evening, open_evening


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """Tonight's stream, with one batch of the first product written down in part."""
    opened = open_evening(tmp_path / "shop")
    batch = new_batch(opened.store, opened.product_ids[0])
    change_batch(opened.store, batch.id, "origin", "青禾村 王大叔草莓园")
    change_batch(opened.store, batch.id, "grower", "王大叔 13812345678")
    change_batch(opened.store, batch.id, "arrival", "4.2")
    change_batch(opened.store, batch.id, "distance", "12")
    yield opened
    opened.store.close()


def test_what_is_missing_is_named_beside_what_is_known(evening: Evening) -> None:
    card = _card(evening)
    by_trace = {line.trace: line for line in card.lines}
    assert list(by_trace) == list(Trace)
    assert by_trace[Trace.ORIGIN].value == "青禾村 王大叔草莓园"
    assert by_trace[Trace.GROWER].value == "王大叔"
    assert by_trace[Trace.COLD].value
    assert by_trace[Trace.COLD].missing
    assert by_trace[Trace.PACKAGING].value == ""
    assert by_trace[Trace.PACKAGING].missing
    assert card.near
    assert not card.cold_all_the_way


def test_goods_without_a_batch_have_a_card_of_which_all_is_missing(evening: Evening) -> None:
    with evening.store.read() as connection:
        card = card_of_product(connection, evening.product_ids[3])
        assert card_of_product(connection, 999) is None
        assert card_of_batch(connection, 999) is None
    assert card is not None
    assert (card.batch_id, card.known, len(card.missing)) == (None, (), 8)


def test_the_newest_batch_counts_but_one_that_came_for_the_round_before_it(evening: Evening) -> None:
    from leaderdesk.features.batches.actions import put_offer
    from leaderdesk.features.rounds.queries import offers_of_round

    product_id, first = evening.product_ids[0], _card(evening).batch_id
    evening.clock.advance(dt.timedelta(days=2))
    newer = new_batch(evening.store, product_id).id
    assert _card(evening).batch_id == newer
    with evening.store.write("Deliver") as writing:
        offers = offers_of_round(writing.session.connection(), evening.round_id)
        assert first is not None
        put_offer(writing, first, offers[0].id)
    assert _card(evening).batch_id == first
    recall_batch(evening.store, first, "农残")
    assert _card(evening).batch_id == newer


def test_all_goods_of_the_round_have_a_card(evening: Evening) -> None:
    with evening.store.read() as connection:
        cards = cards_of_round(connection, evening.round_id)
    assert [card.product_id for card in cards] == list(evening.product_ids)


def test_the_code_is_read_back_from_the_paper(evening: Evening) -> None:
    with evening.store.read() as connection, language("zh_CN"):
        cards, business = cards_of_round(connection, evening.round_id), read_business(connection)
        pdf = trace_cards(cards, business)
        texts = [code_text(card, shop_words(business)) for card in cards]
    with Pages(pdf) as pages:
        assert len(pages) == -(-len(cards) // 4)
        read = [code for page in range(len(pages)) for code in qr.read_codes(pages.image(page, px_per_mm=8))]
        words = pages.text(0)
    assert sorted(read) == sorted(texts)
    assert "青禾村" in texts[0]
    assert "http" not in "".join(texts)
    assert "还缺" in words
    assert "13812345678" not in words + "".join(read)


def test_the_fullest_code_is_read_from_a_coarse_picture() -> None:
    lines = tuple(TraceLine(trace, "很长的一段话，" * 12) for trace in Trace)
    card = TraceCard(1, "隔壁村王大叔家的草莓", 1, "WCM-0125", lines, story="好" * 200)
    pdf = trace_cards((card,), Business(leader_name="李姐", estate_name="幸福里"))
    with Pages(pdf) as pages:
        # A phone that holds the card in view sees about five pixels to a millimetre.
        (read,) = qr.read_codes(pages.image(0, px_per_mm=5.5))
    assert read == code_text(card, "幸福里 · 李姐")
    assert len(read.encode()) <= MOST_CODE_BYTES


@given(
    values=st.lists(st.integers(0, 120).map(lambda count: "草莓园甲"[count % 4] * count), min_size=8, max_size=8),
    story=st.integers(0, 300).map(lambda count: "好" * count),
)
def test_a_code_never_holds_more_than_fits_and_says_when_it_was_cut(values: list[str], story: str) -> None:
    lines = tuple(TraceLine(trace, value) for trace, value in zip(Trace, values, strict=True))
    card = TraceCard(1, "草莓", 1, "CM-1", lines, story=story)
    with language("en"):
        text = code_text(card, "幸福里")
    assert len(text.encode()) <= MOST_CODE_BYTES
    whole = all(value in text for value in values) and story in text
    assert whole != ("shortened" in text)


def test_the_words_for_the_group_name_what_is_missing(english: None) -> None:
    text = card_text(empty_card(1, "草莓"), "李姐")
    assert text.startswith("草莓\nnot on file: ")
    assert "Packaging" in text


def test_the_same_cards_give_the_same_paper(evening: Evening) -> None:
    with evening.store.read() as connection:
        cards, business = cards_of_round(connection, evening.round_id), read_business(connection)
    assert trace_cards(cards, business) == trace_cards(cards, business)


def test_print_trace_writes_the_cards(evening: Evening, tmp_path: Path) -> None:
    from leaderdesk.features.streams.feature import print_trace

    path = tmp_path / "cards.pdf"
    report = print_trace(evening.store, argparse.Namespace(round_id=evening.round_id, out=path))
    assert path.read_bytes().startswith(b"%PDF")
    assert isinstance(report.data, dict)
    assert report.data["cards"] == len(evening.product_ids)
    assert report.data["complete"] == 0


def _card(evening: Evening) -> TraceCard:
    with evening.store.read() as connection:
        card = card_of_product(connection, evening.product_ids[0], evening.round_id)
    assert card is not None
    return card
