"""A request without a body goes straight from Granian's thread to one of ours, past the event loop.

Granian hands each request to Python through a scheduler that wakes the loop. This one asks the shell first; what the
shell does not take goes the ordinary way. It stands on names that Granian does not promise: where they are missing,
everything goes by the loop. What is saved is told in docs/server.md.
"""

import asyncio
from typing import Any

from granian import _futures
from granian.server import mp

from micrographia.server.shell import Shell


def install(shell: Shell) -> bool:
    """From here on the servers of this process, and those forked from it, ask the shell; False where they cannot."""
    base, ordinary = getattr(_futures, "_BaseCBScheduler", None), getattr(mp, "_new_cbscheduler", None)
    by_loop: Any = getattr(_futures, "_cbsched_aioschedule", None)
    if base is None or ordinary is None or by_loop is None:
        return False

    class Scheduler(base):  # type: ignore[misc,valid-type]
        def __init__(self, loop: asyncio.AbstractEventLoop, callback: Any, *rest: Any) -> None:
            super().__init__()
            ordinarily = by_loop(loop, self._ctx, callback)

            def schedule(watcher: Any) -> None:
                if not shell.take(watcher.scope, watcher.proto, loop):
                    ordinarily(watcher)

            self._schedule_fn = schedule

    def scheduler(loop: asyncio.AbstractEventLoop, callback: Any, impl_asyncio: bool = False) -> Any:
        return Scheduler(loop, callback, None, None, None) if impl_asyncio else ordinary(loop, callback, impl_asyncio)

    mp._new_cbscheduler = scheduler  # type: ignore[attr-defined]
    return True
