"""Several processes that answer requests behind one address, and the one that keeps them.

Python runs one thread of a process at a time: a second core answers nothing without a second
process. The database's server and the background work stay with the keeper.
"""

import multiprocessing
import os
import threading
from typing import Any

from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

MOST = 4
"""Processes that are begun without being asked for: each holds its own memory and connections."""
THREADS = "8"
"""Requests one of several processes answers at a time: 4 of them hold 68 database connections,
and a server has 100."""
PATIENCE = 60
"""Seconds a process may take to say that it lives; starting on a busy machine is slow."""


def usual() -> int:
    """Return how many processes are begun without being asked for."""
    return min(len(os.sched_getaffinity(0)), MOST)


class Keeper(Multiprocess):
    """Begins the processes, begins one again that died, and ends them all.

    A terminal that is closed ends it, as it ends a single process.
    """

    def handle_hup(self) -> None:
        """End."""
        self.handle_term()


def keep(processes: int, **options: Any) -> int:
    """Answer requests in several processes until told to stop; return the exit status."""
    os.environ.setdefault("HUBTABLE_THREADS", THREADS)
    config = Config(
        f"{__name__}:one",
        factory=True,
        workers=processes,
        timeout_worker_healthcheck=PATIENCE,
        **options,
    )
    address = config.bind_socket()
    keeper = Keeper(config, sockets=[address])
    keeper.run()
    address.close()
    return int(any(process.exitcode == STARTUP_FAILURE for process in keeper.processes))


def one() -> Any:
    """Return what one of the processes answers with; it ends when its keeper does."""
    threading.Thread(target=_end_with_keeper, name="keeper", daemon=True).start()
    from hubtable.config.asgi import application

    return application


def _end_with_keeper() -> None:
    keeper = multiprocessing.parent_process()
    if keeper:
        keeper.join()
        os._exit(1)  # nothing is left that could be asked to end in order
