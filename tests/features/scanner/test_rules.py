"""The door, the reading of requests and the choice of an address, as plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.text import masked_name
from leaderdesk.features.scanner.rules.addresses import Card, offered
from leaderdesk.features.scanner.rules.door import (
    AWAY_MS,
    MOST_PHONES,
    MOST_WRONG,
    Door,
    Knock,
    knock,
    seen,
    wait_ms,
    with_pin,
)
from leaderdesk.features.scanner.rules.gate import let_through
from leaderdesk.features.scanner.rules.http import Head, Reply, read_head, read_json, written

SITE = "192.168.1.5:8642"


def test_the_likeliest_address_comes_first() -> None:
    cards = [
        Card("vEthernet (WSL)", "172.20.0.1"),
        Card("Loopback", "127.0.0.1"),
        Card("以太网", "10.0.0.7"),
        Card("WLAN", "192.168.1.5", is_wireless=True),
        Card("docker0", "172.17.0.1"),
        Card("usb", "169.254.3.4"),
        Card("ppp", "100.64.0.2"),
        Card("world", "8.8.8.8"),
        Card("v6", "fe80::1"),
        Card("odd", "192.168.1.5.6"),
    ]
    assert [card.name for card in offered(cards)] == ["WLAN", "以太网", "docker0", "vEthernet (WSL)"]
    assert offered(cards, last="10.0.0.7")[0].name == "以太网"
    assert offered([Card("lo", "127.0.0.1")], last="127.0.0.1") == ()


def test_guessing_takes_longer_each_time() -> None:
    door, now_ms, waits = Door("123456"), 0, list[int]()
    while not door.is_shut:
        now_ms += wait_ms(door, "a", now_ms)
        door, came = knock(door, "000000", address="a", digest="x", now_ms=now_ms)
        assert came in (Knock.WRONG, Knock.SHUT)
        waits.append(wait_ms(door, "a", now_ms) // 1000)
    assert waits[:7] == [0, 0, 10, 30, 60, 300, 300]
    assert len(door.wrong) == MOST_WRONG
    assert now_ms > 60 * 60 * 1000
    assert knock(door, "123456", address="b", digest="x", now_ms=10**9)[1] is Knock.SHUT
    assert knock(with_pin(door, "654321"), "654321", address="b", digest="x", now_ms=10**9)[1] is Knock.IN


def test_many_addresses_together_wait_too() -> None:
    door = Door("123456")
    for turn in range(10):
        door, _came = knock(door, "000000", address=str(turn), digest="x", now_ms=turn * 20_000)
    assert wait_ms(door, "fresh", 180_000) > 0
    assert knock(door, "123456", address="fresh", digest="x", now_ms=180_000)[1] is Knock.WAIT


def test_six_phones_help_and_one_that_has_gone_makes_room() -> None:
    door = Door("123456")
    for turn in range(MOST_PHONES):
        door, came = knock(door, "123456", address="a", digest=str(turn), now_ms=turn)
        assert came is Knock.IN
    assert knock(door, "123456", address="a", digest="new", now_ms=AWAY_MS - 1)[1] is Knock.FULL
    for phone in door.phones[1:]:
        door = seen(door, phone, AWAY_MS)
    door, came = knock(door, "123456", address="a", digest="new", now_ms=AWAY_MS)
    assert came is Knock.IN
    assert [phone.number for phone in door.phones] == [2, 3, 4, 5, 6, 7]
    assert door.phone("0", "a") is None
    assert door.phone("new", "a") is not None
    assert door.phone("new", "b") is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_request_or_are_not(content: bytes) -> None:
    head = read_head(content)
    if head is not None:
        assert head.method.isupper()
        assert isinstance(let_through(head, site=SITE, is_in=True), Reply)


@given(st.binary(max_size=200))
def test_any_body_is_an_object_or_is_not(content: bytes) -> None:
    assert read_json(content) is None or isinstance(read_json(content), dict)


@given(st.text(max_size=80), st.dictionaries(st.sampled_from(["host", "origin", "cookie"]), st.text(max_size=30)))
def test_no_path_but_ours_is_let_through(path: str, fields: dict[str, str]) -> None:
    head = Head("GET", f"/{path}", fields | {"host": SITE})
    let = let_through(head, site=SITE, is_in=True)
    assert isinstance(let, Reply) == (head.path not in ("/", "/phone.css", "/phone.js"))


def test_a_reply_cannot_be_split() -> None:
    raw = written(Reply(200, b"x", token="abc"))
    assert raw.count(b"\r\n\r\n") == 1
    assert raw.endswith(b"\r\n\r\nx")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("", ""), ("王小明", "王*"), ("豆", "豆*"), ("Lily", "L*"),
        ("👩‍👩‍👧妈", "👩‍👩‍👧*"), ("👍🏽好", "👍🏽*"), ("𠅤子", "𠅤*"),
        ("e\u0301ric", "e\u0301*"), ("❤️家", "❤️*"),
    ],
)  # fmt: skip
def test_of_a_name_only_the_first_sign_is_read(name: str, masked: str) -> None:
    assert masked_name(name) == masked
