"""What schemathesis cannot know of the gateway: a grant that opens something, and a
link with its owner's token and its passcode.

Three of four calls below a grant or a link get the real one, so that they come further
than its check; ending never does.
"""

import json
import os
import random

import here  # noqa: F401
import schemathesis

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


@schemathesis.hook
def before_call(context, case, *rest):
    path = case.operation.path
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
