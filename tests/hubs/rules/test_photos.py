"""What a photo may be, and what stands where there is none."""

import pytest

from hubtable.hubs.rules import photos


@pytest.mark.parametrize(
    ("size", "code"),
    [(0, "not_a_photo"), (1, ""), (5 * 1024 * 1024, ""), (5 * 1024 * 1024 + 1, "too_large")],
)
def test_a_file_of_up_to_five_megabytes_may_be_sent(size: int, code: str) -> None:
    assert photos.may_send(size).code == code


def test_a_picture_of_up_to_forty_megapixels_is_decoded() -> None:
    assert photos.may_decode(8000, 5000)
    assert photos.may_decode(8000, 5001).code == "too_many_pixels"
    assert photos.may_decode(1, 40_000_001).code == "too_many_pixels"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Brook", "AB"),
        ("Hana de la Ruiz", "HR"),
        ("Jean-Luc Osei", "JO"),
        ("Cher", "C"),
        ("élan 3rd vega", "ÉV"),
        ("", ""),
    ],
)
def test_initials_are_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert photos.initials(name) == letters


def test_a_name_keeps_its_tone() -> None:
    tones = {photos.tone(f"Ada Brook {n}") for n in range(20)}
    assert tones == set(range(photos.TONES))
    assert photos.tone("Ada Brook") == photos.tone("Ada Brook")
