"""What schemathesis cannot know of the gateway: a grant that opens something.

Three of four calls below a grant get the real one, so that they come further than
its check; ending a grant never does.
"""

import json
import os
import random

import here  # noqa: F401
import schemathesis

GRANT = json.loads(os.environ.get("INZAGE_GRANT", "null"))
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


@schemathesis.hook
def before_call(context, case, *rest):
    path = case.operation.path
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
