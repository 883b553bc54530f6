"""What schemathesis cannot know of the gateway: who is signed in, a grant that opens
something, and a link with its owner's token and its passcode.

Three of four calls below a grant or a link get the real one, so that they come further
than its check; ending never does. What ends a session gets one of its own to end.
"""

import atexit
import base64
import json
import os
import random
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import here  # noqa: F401
import schemathesis
from browser import Browser
from passkey import Passkey, coded

URL = os.environ.get("INZAGE_URL")
COOKIE = os.environ.get("INZAGE_COOKIE")
TALLY = os.environ.get("INZAGE_TALLY")
GRANT = json.loads(os.environ.get("INZAGE_GRANT", "null"))
LINK = json.loads(os.environ.get("INZAGE_LINK", "null"))
CHANCE = random.Random(26)
PARTS = [
    "patient-requests",
    "patient-requests/verzoek-1",
    "patient-requests/verzoek-1/withdraw",
    "audit-events",
    "letters",
    "self-measurements",
]
BELOW = "/api/grants/{grant}/"
REMOVE = "POST /api/account/passkeys/remove"
ENDS = {"DELETE /api/account", "DELETE /api/account/session", REMOVE}
# What answers before the sign-in is looked at, and the sign-in itself.
OUTSIDE = {401, 403, 405, 414, 421, 429, 431}
COUNTED = Counter()
INSIDE = set()
DONE = set()
# What no path may have (`is_path` in the gateway's `http/head.rs`).
HIDDEN = ("%2f", "%5c", "%7f", "%0", "%1")


@schemathesis.serializer("application/jose")
def jose(context, value):
    return str(value).encode()


def to_the_link(case):
    """The real link; half of those who open it know the passcode."""
    case.path_parameters = {**case.path_parameters, "id": LINK["id"]}
    if case.operation.path.startswith("/api/"):
        case.headers = {**(case.headers or {}), "Authorization": LINK["authorization"]}
    elif isinstance(case.body, dict) and CHANCE.randrange(2):
        case.body = {**case.body, "passcode": LINK["passcode"]}


def damaged(text):
    """With one byte changed, left out or cut off."""
    value = bytearray(base64.urlsafe_b64decode(text + "=="))
    at = CHANCE.randrange(len(value))
    how = CHANCE.randrange(3)
    if how == 0:
        value[at] = CHANCE.randrange(256)
    elif how == 1:
        del value[at]
    else:
        del value[at:]
    return coded(bytes(value))


def with_a_passkey(case, browser):
    """A passkey that registers or signs in, with one member of what it says as it was
    made up or damaged in three of four calls."""
    if case.operation.path.endswith("/session"):
        passkey = browser.sign_up()
        real = passkey.assertion(browser.challenge("sign_in"))
    else:
        real = Passkey(URL).registration(browser.challenge("register"))
    member = CHANCE.choice([name for name, value in real.items() if isinstance(value, str)])
    other = CHANCE.randrange(4)
    if other == 0:
        real[member] = case.body.get(member, "")
    elif other != 1:
        real[member] = damaged(real[member])
    case.body = real


def account_of_its_own(case, operation):
    """For what ends a session or begins one: so that the others keep theirs."""
    browser = Browser(URL)
    passkey = browser.sign_up()
    if isinstance(case.body, dict) and CHANCE.randrange(4):
        if operation == REMOVE:
            case.body = {**case.body, "id": passkey.id}
        else:
            with_a_passkey(case, browser)
    return browser.cookie


def signed_in(case):
    operation = f"{case.method.upper()} {case.operation.path}"
    begins = {"POST /api/account/session", "POST /api/account/passkeys"}
    own = operation in ENDS or operation in begins
    cookie = account_of_its_own(case, operation) if own else COOKIE
    case.headers = {**(case.headers or {}), "Cookie": cookie}


@schemathesis.hook
def after_call(context, case, response):
    if not TALLY:
        return
    COUNTED["calls"] += 1
    COUNTED["sign_in_needed"] += needs_sign_in(response)
    operation = f"{case.operation.method.upper()} {case.operation.path}"
    if response.status_code not in OUTSIDE:
        INSIDE.add(operation)
    if response.status_code < 300:
        DONE.add(operation)


def needs_sign_in(response):
    return response.status_code == 401 and b'"sign_in_needed"' in response.content


@schemathesis.check
def signing_in_is_needed(context, response, case):
    path = urlsplit(response.request.url).path.lower()
    segments = path.replace("%2e", ".").split("/")
    barred = any(code in path for code in HIDDEN) or {".", ".."} & set(segments)
    refused = barred and response.status_code == 400
    assert refused or needs_sign_in(response), "whoever is not signed in gets another answer"


@atexit.register
def tell():
    if TALLY:
        Path(TALLY).write_text(json.dumps({**COUNTED, "inside": [*INSIDE], "done": [*DONE]}))


@schemathesis.hook
def before_call(context, case, *rest):
    path = case.operation.path
    if COOKIE:
        signed_in(case)
    if LINK and path.startswith(("/api/shares/{id}", "/shl/{id}")):
        if case.method.upper() != "DELETE" and CHANCE.randrange(4):
            to_the_link(case)
        return
    if not GRANT or not path.startswith(BELOW) or path.endswith("/refresh"):
        return
    if CHANCE.randrange(4) == 0:
        return
    case.path_parameters = {**case.path_parameters, "grant": GRANT["id"]}
    if "service" in case.path_parameters:
        case.path_parameters["service"] = "48"
    if "/vendor/" in path and CHANCE.randrange(2):
        case.path_parameters["path"] = CHANCE.choice(PARTS)
    if "/fhir/" in path and CHANCE.randrange(2):
        case.path_parameters["path"] = CHANCE.choice(["Patient", "Condition", "Observation/$lastn"])
    case.headers = {**(case.headers or {}), "X-Inzage-Grant": GRANT["access"]}
