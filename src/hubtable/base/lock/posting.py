"""What the web's role may do with mails, reminders and calendar feeds: nothing but by functions.

A row of `hubs_mail` or `table_reminder` tells who takes part in a situation; no seat reads one.
"""

from hubtable.base.lock.conditions import Guarded

POSTING = (
    Guarded("hubs_mail"),
    Guarded("table_reminder"),
)

POSTING_FUNCTIONS = (
    "mail_claim", "mail_sent", "mail_failed", "mail_sweep", "mail_standing", "mails",
    "mails_counted", "mail_again", "mail_aside", "clocks_running", "remind", "feed_make",
    "feed_end", "feed_of", "feed_meetings", "feed_due", "feed_sessions",
)  # fmt: skip
"""`post` and `privacy_contacts` are not among them: the steps of the lock call those."""
