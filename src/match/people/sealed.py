"""Which columns are sealed with the master key, and for what: a rotation seals them anew."""

from match.people.addresses import PURPOSE as ADDRESS
from match.people.phones import PURPOSE as PHONE

# (table, column, purpose). A test compares this with the columns of type bytea that hold text.
SEALED: tuple[tuple[str, str, str], ...] = (
    ("account", "phone", PHONE),
    ("account", "totp_seed", "account.totp_seed"),
    ("account", "totp_pending", "account.totp_pending"),
    ("invitation", "phone", PHONE),
    ("one_time_code", "phone", PHONE),
    ("contact", "address", ADDRESS),
    ("contact_claim", "address", ADDRESS),
    ("organisation", "person_in_charge", "organisation.person_in_charge"),
    ("organisation", "phone", "organisation.phone"),
    ("organisation", "address", "organisation.address"),
    ("organisation", "bank_name", "organisation.bank_name"),
    ("tender_question", "asked_by", "tender_question.asked_by"),
    ("web_hook", "secret", "web_hook.secret"),
)
