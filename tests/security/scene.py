"""A database with situations at every step, and somebody who sends SQL to it as the web's role."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg

from hubtable.table.rules.words import AnswerKind
from tests import situations as s
from tests.cluster import NAME, Cluster
from tests.conftest import _own
from tests.rooms import paired
from tests.security.walk.looking import Look
from tests.world import NOW, World, token_for

AT = NOW + timedelta(hours=5)
"""When the attacks happen: everything was presented less than a day before."""
REFUSED = "42501"


@dataclass
class Scene:
    """The database, what is in it by name, and connections of the web's role and past the lock."""

    cluster: Cluster
    database: str
    world: World
    ids: dict[str, Any]
    look: Look

    def token(self, who: str) -> str:
        """Return the token of a seat of the cast; of nobody when it is empty."""
        return token_for(self.world[who], AT) if who else ""

    def connect(self, role: str = "app") -> psycopg.Connection[Any]:
        """Return a new connection of one of the roles."""
        return psycopg.connect(**self.cluster.conninfo(self.database, f"{NAME}_{role}"))

    def send(self, who: str, sql: str, **also: Any) -> "Answer":
        """Send one statement from a seat, in a transaction that commits."""
        return self.send_as(self.token(who), sql, **also)

    def send_as(self, token: str, sql: str, **also: Any) -> "Answer":
        """Send one statement with a token, in a transaction that commits."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT lock.act(%s)", [token])
            cursor.execute(_words(sql), self.ids | also)
            rows = cursor.fetchall() if cursor.description else []
            return Answer(rows, cursor.rowcount)

    def tried(self, who: str, sql: str, **also: Any) -> str:
        """Send a statement that must change nothing; return the error's code, or nothing."""
        before = self.look.snapshot()
        try:
            self.send(who, sql, **also)
        except psycopg.Error as error:
            code = error.sqlstate or "?"
        else:
            code = ""
        assert self.look.snapshot() == before, "something changed"
        return code

    def works(self, who: str, sql: str, **also: Any) -> bool:
        """Return whether a statement would do something from this seat; it is rolled back."""
        with self.connect() as connection, connection.transaction(force_rollback=True):
            connection.execute("SELECT lock.act(%s)", [self.token(who)])
            done = connection.execute(_words(sql), self.ids | also)
            return done.rowcount > 0


@dataclass(frozen=True)
class Answer:
    """What came back: rows, and how many were changed."""

    rows: Sequence[tuple[Any, ...]]
    count: int


def _words(sql: str) -> bytes:
    """Write `:name` as a parameter; `::type` stays a cast."""
    parts = sql.replace("::", "\0").replace("%", "%%").split(":")
    words = [parts[0]]
    for part in parts[1:]:
        end = next((i for i, c in enumerate(part) if not (c.isalnum() or c == "_")), len(part))
        words.append(f"%({part[:end]})s{part[end:]}")
    return "".join(words).replace("\0", "::").encode()


def staged(cluster: Cluster, cast: tuple[World, str]) -> Iterator[Scene]:
    """Yield a scene in a database of its own."""
    world, template = cast
    for database in _own(cluster, template):
        ids = _named(world) | _situations(world)
        with Look(cluster, database) as look:
            screen = paired(world["chair"], AT)
            staged_world = replace(world, credentials={**world.credentials, "room": screen})
            yield Scene(cluster, database, staged_world, ids | {"screen": screen}, look)


def _named(world: World) -> dict[str, Any]:
    names: dict[str, Any] = dict(world.delegations)
    names |= {f"agency_{key}": agency for key, agency in world.agencies.items()}
    names |= {f"table_{key}": table for key, table in world.tables.items()}
    names |= {f"agreement_{key}": agreement for key, agreement in world.agreements.items()}
    for key, seat in world.seats.items():
        names |= {f"seat_{key}": seat.id, f"person_{key}": seat.person, f"user_{key}": seat.user}
    return names | {
        "hub": world.hub,
        "other_hub": world.other_hub,
        "vocabulary": world.vocabulary,
        "at": AT,
        "new": uuid4(),
        "nobody": uuid4(),
        "consent": uuid4(),
    }


def _situations(world: World) -> dict[str, Any]:
    room = ("school", "police", "hospital", "housing", "elders")
    made = {
        "draft": s.screening(world, "school"),
        "submitted": s.submit(s.screening(world, "police")),
        "guarded": s.submit(s.screening(world, "treatment")),
        "withdrawn": s.withdraw(s.submit(s.screening(world, "school"))),
        "unheard": s.submit(s.screening(world, "housing_c", chair="chair_c", kept=False)),
    }
    meet = s.meet(made["submitted"], room)
    made["presented"] = s.present(s.submit(s.screening(world, "school")))
    made["rejected"] = s.reject(s.present(s.submit(s.screening(world, "school"))))
    made["round"] = _names_round(world)
    made["visit"] = _visit(world)
    made["concluded"] = s.conclude(_visit(world))
    made["at_b"] = s.submit(s.screening(world, "hospital_b", chair="chair_b"))
    s.present(s.meet(made["at_b"], ["hospital_b", "police_b"]))
    made["ridge"] = _ridge(world)
    return {"meeting": meet.meeting} | _flat(made)


def _names_round(world: World) -> s.Situation:
    one = s.open_round(s.accept(s.present(s.submit(s.screening(world, "school", people=2)))))
    s.tell(s.tell(one, "hospital"), "elders")
    return s.answer(one, "hospital", AnswerKind.COULD_HELP)


def _visit(world: World) -> s.Situation:
    one = _names_round(world)
    s.tell(s.tell(one, "hospital", person=1), "housing")
    s.assign(one, "hospital", "housing")
    return s.update(s.plan(one, "hospital"), "hospital")


def _ridge(world: World) -> s.Situation:
    one = s.submit(s.screening(world, "ridge_clinic", chair="ridge_chair"))
    s.open_round(s.accept(s.present(s.meet(one, ["ridge_clinic"]))))
    return s.plan(s.assign(one, "ridge_clinic"), "ridge_clinic")


def _flat(made: Mapping[str, s.Situation]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, one in made.items():
        flat |= {name: one.id, f"{name}_version": one.version}
        flat |= {f"{name}_person{n}": person for n, person in enumerate(one.people, 1)}
    return flat
