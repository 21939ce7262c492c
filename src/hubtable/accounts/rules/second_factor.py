"""Whether a session may go on without a second factor (process: every seat needs one)."""

from hubtable.kernel.verdict import YES, Verdict, no


def satisfied(*, required: bool, enrolled: bool, proven: bool) -> Verdict:
    """Say whether the second factor is in order.

    `enrolled`: the account has one; `proven`: this session used it. A session from before the
    enrolment has to prove it too.
    """
    if not required:
        return YES
    if not enrolled:
        return no("enrol", "Set up a second step for signing in first.")
    if not proven:
        return no("prove", "Show your second step first.")
    return YES


def removable(*, required: bool, others: int) -> Verdict:
    """Say whether a factor may go; `others` are the app and passkeys that would be left."""
    if required and others == 0:
        return no("last_factor", "Add another second step first: an account needs at least one.")
    return YES
