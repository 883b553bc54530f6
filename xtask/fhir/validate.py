"""Holds what Inzage sends against the models of FHIR.

Reads lines of JSON: {"name", "version", "valid", "resource"}; `version` is STU3 or
R4, `valid` says what the models should find. Prints one line per surprise and ends
with 1 when there was one. R4 is judged by the models of R4B (4.3.0), which differ
from 4.0.1 in no element of what is sent here.
"""

import importlib
import json
import sys

PACKAGES = {"STU3": "fhir.resources.STU3", "R4": "fhir.resources.R4B"}


def findings(version, resource):
    """What the models have against a resource: nothing, or a text."""
    kind = resource["resourceType"]
    module = importlib.import_module(f"{PACKAGES[version]}.{kind.lower()}")
    try:
        getattr(module, kind).model_validate(resource)
    except ValueError as error:
        return str(error)
    inside = (entry.get("resource") for entry in resource.get("entry", []))
    found = (findings(version, one) for one in inside if one)
    return "\n".join(text for text in found if text)


def main():
    surprises = 0
    for line in sys.stdin:
        example = json.loads(line)
        found = findings(example["version"], example["resource"])
        if bool(found) == example["valid"]:
            surprises += 1
            print(f"{example['name']}: {found or 'was taken for valid'}")
    return 1 if surprises else 0


sys.exit(main())
