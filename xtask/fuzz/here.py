"""Every `.localhost` name is this machine, whatever the operating system thinks."""

import socket

_resolve = socket.getaddrinfo


def _here(host, *rest, **more):
    local = isinstance(host, str) and host.endswith(".localhost")
    return _resolve("127.0.0.1" if local else host, *rest, **more)


socket.getaddrinfo = _here
