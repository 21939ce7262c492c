"""Run in place of a PostgreSQL program: give up root, promise to end with the parent, become it.

A program of its own instead of a `preexec_fn`, which can deadlock in a process with threads.
The order matters: the kernel forgets the promise when the user changes, so the drop comes first;
and it keeps silent about a parent that died before the promise, so the parent is looked at after.
Standard library only: it runs with `-I -S`.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38


def become(parent: int, uid: int, gid: int, command: list[str]) -> None:
    """Replace this process by `command`, as user `uid`, ended by SIGINT when the parent ends."""
    kernel = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() != uid:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    for option, value in ((PR_SET_NO_NEW_PRIVS, 1), (PR_SET_PDEATHSIG, signal.SIGINT)):
        if kernel.prctl(option, value, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        sys.exit("The program that started this one is gone.")
    # A core file would hold what the server's memory held.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.umask(0o077)
    os.execv(command[0], command)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
