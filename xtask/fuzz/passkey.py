"""A passkey in software: signs as an authenticator and its browser would (WebAuthn
level 3, attestation `none`, ES256), somebody verified each time."""

import base64
import hashlib
import json
import os
from urllib.parse import urlsplit

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

TOUCHED = 0b101
HAS_KEY = 1 << 6


def coded(value):
    """base64url without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


class Passkey:
    def __init__(self, origin):
        self.origin = origin
        self.rp_id = urlsplit(origin).hostname
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.raw_id = os.urandom(32)
        self.id = coded(self.raw_id)

    def registration(self, challenge):
        """The body that registers it."""
        length = len(self.raw_id).to_bytes(2, "big")
        attested = bytes(16) + length + self.raw_id + self.public_key()
        data = self.data(TOUCHED | HAS_KEY) + attested
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        return {
            "state": challenge["state"],
            "id": self.id,
            "client_data": coded(self.client_data("webauthn.create", challenge)),
            "attestation": coded(cbor2.dumps(attestation)),
            "transports": ["internal"],
        }

    def assertion(self, challenge):
        """The body that signs in."""
        data = self.data(TOUCHED)
        client_data = self.client_data("webauthn.get", challenge)
        message = data + hashlib.sha256(client_data).digest()
        return {
            "state": challenge["state"],
            "id": self.id,
            "client_data": coded(client_data),
            "authenticator_data": coded(data),
            "signature": coded(self.secret.sign(message, ec.ECDSA(hashes.SHA256()))),
        }

    def data(self, flags):
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags, 0, 0, 0, 0])

    def client_data(self, kind, challenge):
        said = {"type": kind, "challenge": challenge["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def public_key(self):
        point = self.secret.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
