"""Attacks on mails, reminders and calendar feeds: who may call their functions, and who may not."""

from tests.security.probes import NOTHING, Probe

DENIED = "42501"
ANYONE = ("", "person:school", "room", "link", "partner", "fire", "chair", "ridge_chair")
LOST = ("school_former", "lapsed", "housing_unsigned")
JOBS = ("job:retention", "job:feeds", "forged:chair")
DIGEST = "'" + "ab" * 32 + "'"

OUTBOX = {
    "claim": "SELECT * FROM lock.mail_claim('10 minutes')",
    "mark as sent": "SELECT lock.mail_sent(:nobody)",
    "mark as failed": "SELECT lock.mail_failed(:nobody, :at, 'address', NULL)",
    "sweep": "SELECT lock.mail_sweep('0 s')",
    "count": "SELECT * FROM lock.mail_standing('0 s')",
}
CLOCKS = {
    "look at the clocks": "SELECT * FROM lock.clocks_running()",
    "remind": "SELECT lock.remind(:visit, 'overdue', :at)",
}
ADMINS = {
    "list mails": "SELECT * FROM lock.mails('0 s')",
    "count mails": "SELECT * FROM lock.mails_counted()",
    "send again": "SELECT lock.mail_again(:nobody)",
    "set aside": "SELECT lock.mail_aside(:nobody)",
}
FEEDS = {
    "read the meetings": "SELECT * FROM lock.feed_meetings()",
    "read what is due": "SELECT * FROM lock.feed_due()",
    "read what is called": "SELECT * FROM lock.feed_sessions()",
}
HIDDEN = ("hubs_mail", "table_reminder")


def _refused(calls: dict[str, str], *whos: str) -> list[Probe]:
    return [
        Probe(f"{name} by {who or 'nobody'}", who, sql)
        for name, sql in calls.items()
        for who in whos
    ]


def _making() -> list[Probe]:
    make = f"SELECT lock.feed_make({DIGEST}, 'infinity')"
    look = f"SELECT * FROM lock.feed_of({DIGEST})"
    seatless = ("", "person:school", "room", "link", "feed", "partner", "job:feeds", *LOST)
    return [
        *(Probe(f"make a feed by {who or 'nobody'}", who, make) for who in seatless),
        *(Probe(f"make a feed, away from any table, by {who}", who, make)
          for who in ("admin", "analyst")),
        Probe("keep a secret as it is", "fire", "SELECT lock.feed_make('secret', 'infinity')"),
        Probe("keep no secret", "fire", "SELECT lock.feed_make(NULL, 'infinity')"),
        *(Probe(f"stop a feed by {who or 'nobody'}", who, "SELECT lock.feed_end()")
          for who in seatless),
        *(Probe(f"look a feed up by {who or 'nobody'}", who, look)
          for who in (*ANYONE, *LOST, "feed", "admin", "job:outbox", "job:clocks")),
        Probe("look a wrong secret up", "job:feeds", look, NOTHING),
    ]  # fmt: skip


def _keepers() -> list[Probe]:
    calls = {
        "post": "SELECT lock.post('glass', :visit, ARRAY[:fire_A]::uuid[], '')",
        "ask for privacy contacts": "SELECT lock.privacy_contacts(:hospital_A)",
        "ask who has a seat": "SELECT lock.has_seat(:person_police, :at)",
        "ask which job it is": "SELECT lock.is_job('outbox')",
    }
    return _refused(calls, *ANYONE, "admin", "job:outbox", "job:clocks")


POSTING = {
    "the outbox": _refused(OUTBOX, *ANYONE, *LOST, *JOBS, "feed", "admin", "job:clocks"),
    "the clocks": _refused(CLOCKS, *ANYONE, *LOST, *JOBS, "feed", "admin", "job:outbox"),
    "the administrator's mails": _refused(ADMINS, *ANYONE, *LOST, *JOBS, "feed", "job:outbox"),
    "a feed's view": _refused(FEEDS, *ANYONE, *LOST, *JOBS, "admin", "job:outbox"),
    "making feeds": _making(),
    "what only steps call": _keepers(),
    "rows of mails": [
        Probe(f"{who or 'nobody'} {verb} {table}", who, sql.format(table), DENIED)
        for table in HIDDEN
        for who in (*ANYONE, *LOST, *JOBS, "admin", "job:outbox", "job:clocks", "feed")
        for verb, sql in {"reads": "TABLE {}", "empties": "DELETE FROM {}"}.items()
    ],
}
