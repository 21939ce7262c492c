"""The web program with its background work, and the database where it is embedded."""

import argparse
import os
import threading
from typing import Any

import psycopg

from hubtable.base.postgres.provisioning import refuse_role
from hubtable.cli.place import (
    SERVING,
    CannotRun,
    Place,
    data_folder,
    data_option,
    installed_as,
    opened,
)

KEPT_OPEN = 75
"""Seconds a connection waits for its next request: longer than a proxy keeps one to us (nginx,
`keepalive_timeout` of an upstream: 60 s), so that the side that asks hangs up first. Else a request
can meet a connection that is just being closed, and is lost."""


def serving_options(one: argparse.ArgumentParser) -> None:
    """Add `--host`, `--port` and `--workers`."""
    one.add_argument("--host", default="127.0.0.1", help="address to listen at")
    one.add_argument("--port", type=int, default=8000, help="port to listen at")
    one.add_argument(
        "--workers",
        type=int,
        choices=range(1, 17),
        metavar="N",
        help="processes that answer requests (else one a core, at most 4)",
    )


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    serving_options(one)


def run(chosen: argparse.Namespace) -> int:
    """Serve a real Hub.

    :raises CannotRun: on practice data or a database that is not up to date.
    """
    data = data_folder(chosen.data, "hubtable")
    with opened(data, alone=True) as place:
        kind = installed_as(place)
        if kind:
            raise CannotRun(f"{data} holds practice data; `hubtable demo` serves that.")
        if kind is None:
            raise CannotRun("The database has no Hub yet. Run `hubtable init` first.")
        os.environ |= place.settings()
        return listen(place, host=chosen.host, port=chosen.port, workers=chosen.workers)


def listen(place: Place, *, host: str, port: int, workers: int | None = 1) -> int:
    """Answer requests until told to stop; the embedded server is kept alive meanwhile.

    `workers`: processes that answer; None for one a core, at most four.
    """
    for role in SERVING:
        with psycopg.connect(place.addresses[role]) as connection:
            refuse_role(connection)
    if place.server:
        place.server.watch()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
    import django

    django.setup()
    from hubtable.cli.worker import work

    _refuse_old_database()
    stop = threading.Event()
    threading.Thread(target=work, args=(stop,), name="worker", daemon=True).start()
    print(f"Hubtable at http://{host}:{port}", flush=True)
    done = _answer(workers, host=host, port=port)
    stop.set()
    return done


def _answer(workers: int | None, **address: Any) -> int:
    import uvicorn

    from hubtable.cli.processes import keep, usual

    options = {
        **address,
        "lifespan": "off",
        "access_log": False,  # it would log paths
        "log_config": None,
        "server_header": False,
        "proxy_headers": False,
        "timeout_graceful_shutdown": 3,
        "timeout_keep_alive": KEPT_OPEN,
    }
    if (processes := workers or usual()) > 1:
        return keep(processes, **options)
    from hubtable.config.asgi import application

    uvicorn.run(application, **options)
    return 0


def _refuse_old_database() -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from hubtable.config.installing import applied_steps, unknown_steps

    if unknown_steps(applied_steps("auth")):
        raise CannotRun("The database was upgraded by a newer version. Install that version.")
    executor = MigrationExecutor(connections["auth"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotRun("The database is of another version. Run `hubtable init` to upgrade it.")
