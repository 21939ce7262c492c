"""Photos of invented people: simple faces drawn from shapes. Nobody was photographed."""

import io
import random
from collections.abc import Iterator
from datetime import datetime

from PIL import Image, ImageDraw

from hubtable.base.acting import acting, seat_subject
from hubtable.cli.practice.stage import Stage
from hubtable.hubs.actions.photos import show_yourself
from hubtable.hubs.queries.acting import my_seat
from hubtable.hubs.queries.faces import yourself
from hubtable.kernel.seat import Seat

SIDE = 480
GROUNDS = ("#cfe0ef", "#d8e9d3", "#f1e3c4", "#e3d7ec", "#cfe6e6", "#f2d8cf")
SKINS = ("#f3cfb3", "#e0ac83", "#c58a5e", "#9a6642", "#6d452c")
HAIRS = ("#2b2320", "#5a3a22", "#8c5a2b", "#b8b4ae", "#7a2f1d", "#d4a55a")
CLOTHES = ("#34587a", "#5b7d4f", "#8a5a44", "#5c4a7d", "#2f6d70", "#7d3f55")


def give_photos(stage: Stage, *, at: datetime) -> None:
    """Let two of three people at a table give a drawn photo; the others show their initials."""
    for seat in _people(stage):
        with acting("seat", seat_subject(seat.id, seat.user), at=at):
            by = my_seat()
            if by is not None:
                card = yourself(by)
                show_yourself(
                    by=by,
                    at=at,
                    version=card.version,
                    languages=card.languages,
                    photo=drawn(seat.person_name),
                )


def _people(stage: Stage) -> Iterator[Seat]:
    held = [seat for seats in stage.seats.values() for seat in seats if seat.at_table]
    once = {seat.person: seat for seat in held}
    ordered = sorted(once.values(), key=lambda seat: seat.person_name)
    return (seat for place, seat in enumerate(ordered) if place % 3)


def drawn(name: str) -> bytes:
    """Return a face made of shapes (PNG), always the same for one name."""
    chance = random.Random(name)  # noqa: S311 - decides colors
    picture = Image.new("RGB", (SIDE, SIDE), chance.choice(GROUNDS))
    pen, hair = ImageDraw.Draw(picture), chance.choice(HAIRS)
    skin = chance.choice(SKINS)
    if chance.random() < 0.5:
        pen.rounded_rectangle((125, 90, 355, 370), 110, fill=hair)
    pen.ellipse((70, 350, 410, 640), fill=chance.choice(CLOTHES))
    pen.rounded_rectangle((200, 300, 280, 390), 36, fill=skin)
    pen.ellipse((145, 100, 335, 340), fill=skin)
    pen.chord((140, 85, 340, 330), 190, 350, fill=hair)
    glasses = chance.random() < 0.35
    for x in (200, 280):
        pen.ellipse((x - 11, 212, x + 11, 234), fill="#23201e")
        if glasses:
            pen.ellipse((x - 32, 191, x + 32, 255), outline="#23201e", width=6)
    pen.arc((205, 235, 275, 295), 25, 155, fill="#7a2f2a", width=7)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
