"""Tries the gateway and the API of a provider's own system against their
descriptions, in bounded time: answers as described, and never a fault. The gateway
is tried by somebody who is signed in and has logged in as a made-up patient, and by
nobody: who then gets nothing of what is closed.

Takes the address of the gateway, the folder of its configuration, that of the
descriptions and the number of seconds for each of the two; nobody gets a quarter
besides. Ends with 1 when something was found.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
import tomllib
import uuid
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import here  # noqa: F401
import requests
from browser import Browser
from passkey import coded

FOLDER = Path(__file__).parent
PATIENT = "riet"
CONFORMS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
# Of the calls of somebody who is signed in, at most one in so many may be told to sign
# in: else it was nobody who tried.
MOST_CLOSED = 100


def through_the_pages(address):
    """From the authorization request to the address of the callback with its code."""
    session = requests.Session()
    session.trust_env = False
    page = session.get(address)
    login = re.search(r'action="(/oauth/login/[^"]+)"', page.text).group(1)
    digid = session.post(urljoin(address, login), {"keuze": "verder"})
    session.post(digid.url, {"keuze": "inloggen", "persona": PATIENT})
    consent = login.replace("/oauth/login/", "/oauth/toestemming/")
    yes = {"keuze": "ja", "dienst": ["48", "51"]}
    done = session.post(urljoin(address, consent), yes, allow_redirects=False)
    return done.headers["location"]


def log_in(browser, provider):
    """A grant of the gateway for a browser that is signed in, and where the provider's
    authorization endpoint is."""
    detail = browser.ask("GET", f"/api/providers/{provider}").json()
    group = next(group for group in detail["groups"] if group["vendor"])
    body = {"provider": provider, "group": group["id"]}
    started = browser.ask("POST", "/api/logins", json=body).json()
    callback = urlsplit(through_the_pages(started["authorization_url"]))
    back = f"{callback.path}?{callback.query}"
    elsewhere = {"sec-fetch-site": "cross-site"}
    browser.ask("GET", back, headers=elsewhere, allow_redirects=False)
    grant = browser.ask("POST", "/api/grants", json={"login": started["login"]}).json()
    return grant, started["authorization_url"]


def make_link(browser):
    """A link with one file and a passcode, and what its owner shows."""
    control = os.urandom(32)
    body = {
        "control": coded(hashlib.sha256(control).digest()),
        "expires": int(time.time()) + 86400,
        "gate": {"verifier": "$sha256$" + coded(hashlib.sha256(b"0" * 43).digest())},
    }
    link = browser.ask("POST", "/api/shares", json=body).json()["id"]
    bearer = {"authorization": f"Bearer {coded(control)}"}
    own = f"/api/shares/{link}"
    jose = bearer | {"content-type": "application/jose"}
    file = "eyJhIjoxfQ..AAAA.AAAA.AAAA"
    browser.ask("PUT", f"{own}/files/1/0", data=file, headers=jose).raise_for_status()
    files = {"generation": 1, "files": [{"content_type": "application/fhir+json"}]}
    browser.ask("POST", f"{own}/publish", json=files, headers=bearer).raise_for_status()
    return {"id": link, "passcode": "0" * 43, **bearer}


def token(authorization_url, base_url, config):
    """An access token of the provider, asked for as the gateway would."""
    parts = urlsplit(authorization_url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    trace = str(uuid.uuid4())
    asked |= {"state": uuid.uuid4().hex, "X-Correlation-ID": trace}
    asked["MedMij-Request-ID"] = str(uuid.uuid4())
    asked = {name: text for name, text in asked.items() if not name.startswith("code_")}
    callback = through_the_pages(parts._replace(query=urlencode(asked)).geturl())
    code = parse_qs(urlsplit(callback).query)["code"][0]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": asked["client_id"],
        "redirect_uri": asked["redirect_uri"],
    }
    answer = requests.post(
        urljoin(base_url, "/token"),
        form,
        headers={"MedMij-Request-ID": str(uuid.uuid4()), "X-Correlation-ID": trace},
        verify=str(config / "trust.pem"),
        cert=(str(config / "client.pem"), str(config / "client.key")),
        timeout=10,
    )
    return answer.json()["access_token"]


def run(name, description, base, seconds, checks, more, environment=None):
    """Whether nothing was found."""
    print(f"== {name}", flush=True)
    arguments = [
        Path(sys.executable).with_name("schemathesis"),
        *("run", description, "--url", base, "--checks", ",".join(checks)),
        *("--phases", "examples,coverage,fuzzing", "--max-time", str(seconds)),
        *("--max-examples", "40", "--generation-deterministic", "--seed", "26"),
        *("--max-redirects", "0", "--no-color"),
        *("--request-timeout", "20", "--continue-on-failure", "--warnings", "off"),
        *more,
    ]
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONPATH": str(FOLDER),
        "NO_PROXY": "*",
        **(environment or {}),
    }
    # What it keeps of a run goes beside the configuration.
    folder = Path(environment["INZAGE_FOLDER"])
    done = subprocess.run(arguments, env=environment, cwd=folder, check=False)
    return done.returncode == 0


def closed_part(description):
    """What the description says is for people who are signed in only."""
    paths = {
        path: {name: what for name, what in methods.items() if what.get("security")}
        for path, methods in description["paths"].items()
    }
    return {**description, "paths": {path: some for path, some in paths.items() if some}}


def operations(description):
    paths = description["paths"].items()
    return {f"{method.upper()} {path}" for path, methods in paths for method in methods}


def got_in(tally, described, closed):
    """Whether the calls came further than the sign-in, at each operation, and what is
    done with an account was done."""
    calls, refused = tally["calls"], tally["sign_in_needed"]
    account = {name for name in operations(described) if " /api/account" in name}
    missed = operations(closed) - set(tally["inside"]) | account - set(tally["done"])
    print(f"{refused} of {calls} calls were told to sign in; missed: {sorted(missed) or 'nothing'}")
    return bool(account) and not missed and refused * MOST_CLOSED <= calls


def try_gateway(url, provider, config, seconds):
    """Whether nothing was found, and where the provider's authorization endpoint is."""
    browser = Browser(url)
    browser.sign_up()
    grant, authorization_url = log_in(browser, provider)
    link = make_link(browser)
    described = requests.get(f"{url}/api/openapi.json", timeout=10).json()
    closed = closed_part(described)
    description, description_of_closed, tally = (
        config / name for name in ("gateway.openapi.json", "closed.openapi.json", "tally.json")
    )
    description.write_text(json.dumps(described))
    description_of_closed.write_text(json.dumps(closed))
    app = ["-H", "X-PGO: 1", "--generation-with-security-parameters", "false"]
    known = {
        "INZAGE_URL": url,
        "INZAGE_COOKIE": browser.cookie,
        "INZAGE_GRANT": json.dumps(grant),
        "INZAGE_LINK": json.dumps(link),
        "INZAGE_TALLY": str(tally),
    }
    somebody = run("the gateway, signed in", description, url, seconds, CONFORMS, app, known)
    inside = got_in(json.loads(tally.read_text()), described, closed)
    shut = run(
        "the gateway, by nobody",
        description_of_closed,
        url,
        seconds // 4,
        [*CONFORMS, "signing_in_is_needed"],
        [*app, "--mode", "positive"],
    )
    return somebody and inside and shut, authorization_url


def main(url, folder, docs, seconds):
    config = Path(folder).resolve()
    os.environ["INZAGE_FOLDER"] = str(config)
    vendors = tomllib.loads((config / "gateway.toml").read_text())["vendor_api"]
    provider, vendor = next(iter(vendors.items()))
    seconds = int(seconds)
    gateway, authorization_url = try_gateway(url, provider, config, seconds)
    base = vendor["base_url"]
    access = token(authorization_url, base, config)
    system = [
        *("-H", f"Authorization: Bearer {access}"),
        *("--tls-verify", str(config / "trust.pem")),
        *("--request-cert", str(config / "client.pem")),
        *("--request-cert-key", str(config / "client.key")),
    ]
    checks = [*CONFORMS, "negative_data_rejection", "positive_data_acceptance"]
    described = Path(docs).resolve() / "vendor-api.openapi.json"
    own = run("the provider's own system", described, base, seconds, checks, system)
    return 0 if gateway and own else 1


sys.exit(main(*sys.argv[1:]))
