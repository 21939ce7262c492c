"""Rows on their way into the database: while it takes some in, the next ones are understood."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

Answers = list[tuple[Any, ...]]
Use = Callable[[Answers], None]


class Sending:
    """One statement under way at most, and what is done with its answers.

    The statements come one after another on the one connection, in the order in which they were
    sent. What fails is raised by whatever comes next, at the end at the latest.
    """

    def __init__(self) -> None:
        self._line = ThreadPoolExecutor(1, thread_name_prefix="import")
        self._under_way: tuple[Future[Answers], Use] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is under way; after an error its answers are of no use any more."""
        try:
            if kind is None:
                self.settle()
        finally:
            self._line.shutdown()

    def send(self, put: Callable[[], Answers], use: Use) -> None:
        """Send a statement when the one before is done; return without waiting for it."""
        self.settle()
        self._under_way = self._line.submit(put), use

    def settle(self) -> None:
        """Wait for the statement under way and do what its answers ask for."""
        if self._under_way is not None:
            (answer, use), self._under_way = self._under_way, None
            use(answer.result())
