"""A gun told from a hand by its rhythm, and a bag before the camera told from the next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.features.pickups.rules import CODE_LENGTH
from leaderdesk.features.pickups.rules.rhythm import GUN, Sightings, Stroke, burst, codes_in, entered, listen

codes = st.text("0123456789", min_size=18, max_size=18).map(lambda digits: "71" + digits)
gun_gaps = st.integers(0, GUN.gun_gap_ms)
hand_gaps = st.integers(GUN.gun_gap_ms + 1, 900)


def strokes(text: str, gaps: list[int], start_ms: int = 1_000) -> tuple[Stroke, ...]:
    """Return the keys of `text`, each after its gap."""
    at_ms, found = start_ms, list[Stroke]()
    for sign, gap in zip(text, gaps, strict=False):
        at_ms += gap
        found.append(Stroke(sign, at_ms))
    return tuple(found)


def last_ms(keys: tuple[Stroke, ...]) -> int:
    return keys[-1].at_ms


@given(code=codes, gaps=st.lists(gun_gaps, min_size=20, max_size=20))
def test_a_gun_without_enter_is_done_after_a_short_silence_and_not_before(code: str, gaps: list[int]) -> None:
    keys = strokes(code, gaps)
    early = listen(code, keys, last_ms(keys) + GUN.silence_ms - 1)
    assert (early.codes, early.wait_ms) == ((), 1)
    assert listen(code, keys, last_ms(keys) + GUN.silence_ms).codes == (code,)


@given(code=codes, cut=st.integers(GUN.least_burst, CODE_LENGTH - 1), gaps=st.lists(gun_gaps, min_size=20, max_size=20))
def test_half_a_code_is_told_as_broken_once_the_gun_is_silent(code: str, cut: int, gaps: list[int]) -> None:
    keys = strokes(code[:cut], gaps)
    assert listen(code[:cut], keys, last_ms(keys) + GUN.broken_ms - 1).broken == ""
    heard = listen(code[:cut], keys, last_ms(keys) + GUN.broken_ms)
    assert (heard.broken, heard.codes) == (code[:cut], ())


@given(text=st.text("0123456789-", min_size=1, max_size=13), gaps=st.lists(hand_gaps, min_size=13, max_size=13))
def test_a_hand_is_never_taken_for_a_gun(text: str, gaps: list[int]) -> None:
    keys = strokes(text, gaps)
    assert burst(keys) == ""
    heard = listen(text, keys, last_ms(keys) + 60_000)
    assert (heard.codes, heard.broken, heard.wait_ms) == ((), "", None)


@given(begun=st.text("0123456789-", min_size=1, max_size=5), code=codes, pause=hand_gaps)
def test_what_a_hand_had_begun_is_left_out_when_a_gun_fires(begun: str, code: str, pause: int) -> None:
    by_hand = strokes(begun, [200] * len(begun))
    keys = (*by_hand, *strokes(code, [pause, *[5] * 19], last_ms(by_hand)))
    assert listen(begun + code, keys, last_ms(keys) + GUN.silence_ms).codes == (code,)
    assert entered(begun + code, keys) == (code,)


@given(first=codes, second=codes)
def test_two_codes_without_enter_between_them_are_two(first: str, second: str) -> None:
    keys = strokes(first + second, [5] * 40)
    assert listen(first + second, keys, last_ms(keys) + GUN.silence_ms).codes == (first, second)


@given(code=codes)
def test_full_width_digits_and_pasted_codes_are_codes(code: str) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert codes_in(wide) == (code,)
    assert codes_in(f" {code[:7]} {code[7:]} ") == (code,)
    assert listen(code, (), GUN.silence_ms).codes == (code,)


@given(text=st.text(max_size=60))
def test_whatever_is_typed_is_either_codes_or_itself(text: str) -> None:
    said = entered(text, ())
    assert said == codes_in(text.strip()) or said == ((text.strip(),) if text.strip() else ())
    assert all(len(code) == CODE_LENGTH and code.isascii() for code in codes_in(text))


@given(st.lists(st.tuples(st.integers(0, 3_000), st.sets(codes, max_size=2)), max_size=12))
def test_a_bag_before_the_camera_is_answered_once_for_each_time_it_is_held_there(
    pictures: list[tuple[int, set[str]]],
) -> None:
    sightings, at_ms, last = Sightings(), 0, dict[str, int]()
    for gap, shown in pictures:
        at_ms += gap
        sightings, new = sightings.look(sorted(shown), at_ms)
        assert set(new) == {code for code in shown if at_ms - last.get(code, -GUN.shown_ms) >= GUN.shown_ms}
        last |= dict.fromkeys(shown, at_ms)
