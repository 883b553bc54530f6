"""Tries the gateway and the API of a provider's own system against their
descriptions, in bounded time: answers as described, and never a fault.

Takes the address of the gateway, the folder of its configuration, that of the
descriptions and the number of seconds for each of the two. Logs in as a made-up patient first. Ends with 1 when
something was found.
"""

import base64
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

FOLDER = Path(__file__).parent
PATIENT = "riet"
CONFORMS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]


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


def app_session(url):
    """A browser that shows the app."""
    session = requests.Session()
    session.trust_env = False
    session.headers.update({"x-pgo": "1", "origin": url, "sec-fetch-site": "same-origin"})
    return session


def send_cookies(session):
    """Also over http to this machine, as browsers do."""
    pairs = (f"{cookie.name}={cookie.value}" for cookie in session.cookies)
    session.headers["cookie"] = "; ".join(pairs)


def log_in(url, provider):
    """A grant of the gateway, with the cookies that belong to it, and where the
    provider's authorization endpoint is."""
    app = app_session(url)
    detail = app.get(f"{url}/api/providers/{provider}").json()
    group = next(group for group in detail["groups"] if group["vendor"])
    body = {"provider": provider, "group": group["id"]}
    started = app.post(f"{url}/api/logins", json=body).json()
    send_cookies(app)
    callback = through_the_pages(started["authorization_url"])
    app.get(callback, headers={"sec-fetch-site": "cross-site"}, allow_redirects=False)
    send_cookies(app)
    grant = app.post(f"{url}/api/grants", json={"login": started["login"]}).json()
    return grant, app.headers["cookie"], started["authorization_url"]


def make_link(url):
    """A link with one file and a passcode, and what its owner shows."""
    app = app_session(url)

    def coded(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    control = os.urandom(32)
    body = {
        "control": coded(hashlib.sha256(control).digest()),
        "expires": int(time.time()) + 86400,
        "gate": {"verifier": "$sha256$" + coded(hashlib.sha256(b"0" * 43).digest())},
    }
    link = app.post(f"{url}/api/shares", json=body).json()["id"]
    bearer = {"authorization": f"Bearer {coded(control)}"}
    own = f"{url}/api/shares/{link}"
    jose = bearer | {"content-type": "application/jose"}
    app.put(f"{own}/files/1/0", "eyJhIjoxfQ..AAAA.AAAA.AAAA", headers=jose).raise_for_status()
    files = {"generation": 1, "files": [{"content_type": "application/fhir+json"}]}
    app.post(f"{own}/publish", json=files, headers=bearer).raise_for_status()
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


def main(url, folder, docs, seconds):
    config = Path(folder).resolve()
    os.environ["INZAGE_FOLDER"] = str(config)
    vendors = tomllib.loads((config / "gateway.toml").read_text())["vendor_api"]
    provider, vendor = next(iter(vendors.items()))
    grant, cookies, authorization_url = log_in(url, provider)
    description = config / "gateway.openapi.json"
    description.write_text(requests.get(f"{url}/api/openapi.json", timeout=10).text)
    app = [
        *("-H", f"Cookie: {cookies}"),
        *("-H", "X-PGO: 1"),
    ]
    gateway = run(
        "the gateway",
        description,
        url,
        seconds,
        CONFORMS,
        app,
        {"INZAGE_GRANT": json.dumps(grant), "INZAGE_LINK": json.dumps(make_link(url))},
    )
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
