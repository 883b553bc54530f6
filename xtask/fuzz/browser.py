"""A browser that shows the app, as far as the gateway can tell."""

import here  # noqa: F401
import requests
from passkey import Passkey


class Browser(requests.Session):
    """Keeps its cookies also over http to this machine, as browsers do."""

    def __init__(self, url):
        super().__init__()
        self.trust_env = False
        self.url = url
        self.headers.update({"x-pgo": "1", "origin": url, "sec-fetch-site": "same-origin"})

    def ask(self, method, path, **more):
        answer = self.request(method, self.url + path, timeout=10, **more)
        pairs = (f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        self.headers["cookie"] = "; ".join(pairs)
        return answer

    @property
    def cookie(self):
        """The header."""
        return self.headers["cookie"]

    def challenge(self, ceremony):
        asked = self.ask("POST", "/api/account/challenges", json={"ceremony": ceremony})
        asked.raise_for_status()
        return asked.json()

    def sign_up(self):
        """A new account; gives its passkey."""
        passkey = Passkey(self.url)
        body = passkey.registration(self.challenge("register"))
        self.ask("POST", "/api/account/passkeys", json=body).raise_for_status()
        return passkey
