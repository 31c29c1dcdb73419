"""The sockets between a notebook and its kernel, and one place to wait at all of them.

Waits are for events: a message, or the end of the kernel, which shows at a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from time import monotonic
from typing import Any

import zmq
from jupyter_client.session import Session

Message = dict[str, Any]

RECONNECT = 2  # milliseconds: a kernel that is not up yet is tried again
AT_ONCE = 100  # messages taken of one socket before the clock is looked at
# a socket whose other end is gone says so; one that was told before tries again, and says that
GONE = zmq.EVENT_DISCONNECTED | zmq.EVENT_CONNECT_RETRIED | zmq.EVENT_CLOSED


class Wires:
    """Requests go out on `shell`; replies come in there, outputs on `iopub`."""

    def __init__(self, connection: Mapping[str, Any], end: int | None) -> None:
        """Connect as a connection file says; `end` is a file that is ready when the kernel ends.

        The kernel need not be up: it welcomes whoever came before.
        """
        self.session = Session(
            key=connection["key"].encode(), signature_scheme=connection["signature_scheme"]
        )
        self.context = zmq.Context()
        self.shell_channel = self  # an output widget answers there
        self.sockets = {
            name: self._connected(kind, connection, name)
            for name, kind in (("iopub", zmq.SUB), ("shell", zmq.DEALER))
        }
        self.poller = zmq.Poller()
        for socket in self.sockets.values():
            self.poller.register(socket, zmq.POLLIN)
        self.end = end
        if end is not None:
            self.poller.register(end, zmq.POLLIN)

    def close(self) -> None:
        """Let go of all sockets; what was not sent is not."""
        self.context.destroy(linger=0)

    def ask(self, request: str, content: Mapping[str, object]) -> str:
        """Send a request; the number that its answers will have."""
        message = self.session.msg(request, content=dict(content))
        self.send(message)
        return str(message["header"]["msg_id"])

    def send(self, message: Message) -> None:
        """Send what is a message already."""
        self.session.send(self.sockets["shell"], message)

    def hear(self, seconds: float) -> list[tuple[str, Message]]:
        """What has come in, with the socket's name; at most so many seconds are waited for it.

        The end of the kernel ends the waiting, too.
        """
        ready = dict(self.poller.poll(ceil(seconds * 1000)))
        return [
            (name, message)
            for name, socket in self.sockets.items()
            if socket in ready
            for message in self._waiting(socket)
        ]

    def hear_out(self, seconds: float) -> list[tuple[str, Message]]:
        """What a kernel that ended had still to say.

        All of it has come in when both sockets are at nobody's, which is known at once. What the
        kernel started may hold one: at most so many seconds are waited for that.
        """
        if self.end is not None:
            self.poller.unregister(self.end)
            self.end = None
        self._await_nobody(monotonic() + seconds)
        said: list[tuple[str, Message]] = []
        while more := self.hear(0):
            said += more
        return said

    def _await_nobody(self, until: float) -> None:
        """Wait until each socket tells that it lost its other end, or finds none again."""
        watching = zmq.Poller()
        monitors = {socket.get_monitor_socket(GONE): socket for socket in self.sockets.values()}
        for monitor in monitors:
            watching.register(monitor, zmq.POLLIN)
        while watching.sockets and (left := until - monotonic()) > 0:
            for monitor, _ in watching.poll(ceil(left * 1000)):
                watching.unregister(monitor)
        for monitor, socket in monitors.items():
            socket.disable_monitor()
            monitor.close(0)

    def _waiting(self, socket: zmq.Socket[bytes]) -> Iterator[Message]:
        for _ in range(AT_ONCE):
            message = self.session.recv(socket)[1]
            if message is None:
                return
            yield message

    def _connected(self, kind: int, connection: Mapping[str, Any], name: str) -> zmq.Socket[bytes]:
        socket = self.context.socket(kind)
        socket.setsockopt(zmq.RECONNECT_IVL, RECONNECT)
        for unlimited in (zmq.SNDHWM, zmq.RCVHWM):
            socket.setsockopt(unlimited, 0)
        if kind == zmq.SUB:
            socket.setsockopt(zmq.SUBSCRIBE, b"")
        joint = "-" if connection["transport"] == "ipc" else ":"
        where = f"{connection['ip']}{joint}{connection[f'{name}_port']}"
        socket.connect(f"{connection['transport']}://{where}")
        return socket
