"""Attacks as data: who sends which SQL, and that it is refused or finds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from hubtable.base import acting
from tests import situations as s
from tests.cluster import NAME
from tests.security.directory_scene import kept_directory
from tests.security.later_scene import complete_later, later_steps
from tests.security.public_scene import public_pages
from tests.security.scene import AT, REFUSED, Answer, Scene, _words
from tests.world import later

NOTHING = "nothing"
"""No row came back, none was changed."""
ROWS = "rows"


@dataclass(frozen=True)
class Probe:
    """One attack. `who`: a seat, `kind:subject`, a credential's kind, or nobody when empty."""

    name: str
    who: str
    sql: str
    meant: str = REFUSED


def token_of(scene: Scene, who: str) -> str:
    """Return the token of whoever sends a probe."""
    kind, _, subject = who.partition(":")
    if kind in scene.world.credentials:
        return acting.token(kind, str(scene.world.credentials[kind]), AT)
    if kind == "forged":
        return scene.token(subject).rpartition("|")[0] + "|" + "0" * 64
    if kind == "too":
        seat = scene.world[subject]
        return acting.token("seat", acting.seat_subject(scene.ids["seat_too"], seat.user), AT)
    if kind == "person":
        return acting.token(kind, str(scene.world[subject].user), AT)
    return acting.token(kind, subject, AT) if subject else scene.token(kind)


def outcome(scene: Scene, probe: Probe) -> str:
    """Return what a probe met: an error's code, nothing, or rows."""
    try:
        answer = scene.send_as(token_of(scene, probe.who), probe.sql)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ROWS if answer.rows or answer.count > 0 else NOTHING


def noticed(scene: Scene, probes: list[Probe]) -> Iterator[str]:
    """Yield the probes that met something else than is meant."""
    for probe in probes:
        met = outcome(scene, probe)
        if met != probe.meant:
            yield f"{probe.name}: {met}"


class Within(Scene):
    """The scene inside one transaction of a superuser, who acts as the web's role to probe it.

    What the transaction changed of the lock holds in it, and nowhere else.
    """

    past: psycopg.Connection[Any]

    @classmethod
    def of(cls, scene: Scene, past: psycopg.Connection[Any]) -> "Within":
        """Return a scene seen from within a transaction."""
        made = cls(scene.cluster, scene.database, scene.world, scene.ids, scene.look)
        made.past = past
        return made

    def send_as(self, token: str, sql: str, **also: Any) -> Answer:
        """Send one statement with a token, and take back what it did."""
        with (
            self.past.transaction(force_rollback=True),
            self.past.cursor() as cursor,
        ):
            cursor.execute(f"SET LOCAL ROLE {NAME}_app".encode())
            cursor.execute("SELECT lock.act(%s)", [token])
            cursor.execute(_words(sql), self.ids | also)
            rows = cursor.fetchall() if cursor.description else []
            return Answer(rows, cursor.rowcount)


WRITTEN = (
    "INSERT INTO table_writer (id, discussion_id, delegation_id, by_seat)"
    " VALUES (gen_random_uuid(), :visit, :school_A, :seat_school)"
)


PHOTO = (
    "INSERT INTO hubs_photo (id, hub_id, person_id, body, made_at)"
    " VALUES (gen_random_uuid(), %s, %s, '\\xffd8ff', now())"
)


def complete(scene: Scene) -> Scene:
    """Add what probes need besides: an accepted, a declined and a forgotten situation."""
    if "accepted" not in scene.ids:
        world = scene.world
        room = s.present(s.submit(s.screening(world, "school")))
        s.say(room, "police")
        made = {
            "accepted": s.accept(room),
            "declined": _declined(scene),
            "gone": _gone(scene),
            "parting": _parting(scene),
            "waiting": s.submit(s.screening(world, "school")),
        }
        scene.send("school", WRITTEN)
        _faces(scene)
        scene.ids |= kept_directory(scene)
        scene.ids |= public_pages(scene)
        scene.ids["credential"] = world.credentials["partner"]
        made |= later_steps(scene)
        for name, one in made.items():
            scene.ids |= {name: one.id, f"{name}_version": one.version}
            scene.ids |= {f"{name}_person{n}": p for n, p in enumerate(one.people, 1)}
        complete_later(scene, made)
    return scene


def _faces(scene: Scene) -> None:
    """Photos: of somebody at the table, and of somebody whose work here has ended."""
    with scene.cluster.as_superuser(scene.database) as past:
        for who, end in (("police", None), ("school_former", AT)):
            past.execute(PHOTO, [scene.world.hub, scene.world[who].person])
            ended = "UPDATE hubs_person SET ends_at = %s WHERE id = %s"
            past.execute(ended, [end, scene.world[who].person])


def _declined(scene: Scene) -> s.Situation:
    one = s.screening(scene.world, "school", people=2)
    s.open_round(s.accept(s.present(s.submit(one))))
    s.tell(one, "hospital")
    return s.decline(s.assign(one, "hospital"), "hospital")


def _gone(scene: Scene) -> s.Situation:
    one = s.reject(s.present(s.submit(s.screening(scene.world, "school"))))
    return s.forget(one, later(days=400))


def _parting(scene: Scene) -> s.Situation:
    """Somebody was told whose delegation has ended since."""
    one = s.open_round(s.accept(s.present(s.submit(s.screening(scene.world, "school")))))
    s.tell(one, "veterans")
    with scene.cluster.as_superuser(scene.database) as past:
        ended = "UPDATE hubs_delegation SET ends_at = %s WHERE id = %s"
        past.execute(ended, [one.at, scene.world.delegation("veterans")])
    return one
