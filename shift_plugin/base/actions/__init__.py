"""Background work (jobs), mails (mail), writing rows (rows), and the way to other servers (web, fetching)."""

from shift_plugin.base.actions.fetching import Fetched, TooLarge, fetch
from shift_plugin.base.actions.jobs import enqueue, in_this_process, run_job, set_up_schedule, work_off
from shift_plugin.base.actions.mail import build_mail, mail_domain, mail_headers, send_mail
from shift_plugin.base.actions.rows import Update, insert_from, patiently
from shift_plugin.base.actions.web import Answer, AnswerLost, NotSent, post_json

__all__ = [
    "Answer",
    "AnswerLost",
    "Fetched",
    "NotSent",
    "TooLarge",
    "Update",
    "build_mail",
    "enqueue",
    "fetch",
    "in_this_process",
    "insert_from",
    "mail_domain",
    "mail_headers",
    "patiently",
    "post_json",
    "run_job",
    "send_mail",
    "set_up_schedule",
    "work_off",
]
