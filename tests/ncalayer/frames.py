"""The server's end of a WebSocket (RFC 6455) on the standard library, so that it can also break the rules."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Gone(Exception):
    """The other end has left."""


class Line:
    """One connection after its handshake."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._shake()

    def receive(self) -> str:
        """The next message; Gone when there will be none."""
        text = b""
        while True:
            final, opcode, payload = self._frame()
            if opcode == CLOSE:
                raise Gone
            if opcode == PING:
                self.raw(frame(PONG, payload))
            elif opcode in {0, TEXT}:
                text += payload
                if final:
                    return text.decode()

    def send(self, text: str) -> None:
        """One text message."""
        self.raw(frame(TEXT, text.encode()))

    def raw(self, data: bytes) -> None:
        """Bytes as they are; Gone when nobody takes them."""
        try:
            self._stream.sendall(data)
        except OSError as error:
            raise Gone from error

    def _shake(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self._read(1)
        wanted = b"sec-websocket-key:"
        (key,) = (line[len(wanted) :] for line in head.split(b"\r\n") if line.lower().startswith(wanted))
        accept = base64.b64encode(hashlib.sha1(key.strip() + _GUID.encode()).digest()).decode()
        self.raw(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )

    def _frame(self) -> tuple[bool, int, bytes]:
        first, second = self._read(2)
        size = second & 0x7F
        if size >= 126:
            size = int.from_bytes(self._read(2 if size == 126 else 8))
        mask = self._read(4) if second & 0x80 else b"\0\0\0\0"
        data = self._read(size)
        whole = (mask * (size // 4 + 1))[:size]
        plain = (int.from_bytes(data) ^ int.from_bytes(whole)).to_bytes(size)
        return bool(first & 0x80), first & 0x0F, plain

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            try:
                piece = self._stream.recv(size - len(data))
            except OSError as error:
                raise Gone from error
            if not piece:
                raise Gone
            data += piece
        return data


def frame(opcode: int, payload: bytes) -> bytes:
    """One whole frame, unmasked as a server's are."""
    size = len(payload)
    if size < 126:
        head = bytes([size])
    elif size < 1 << 16:
        head = struct.pack(">BH", 126, size)
    else:
        head = struct.pack(">BQ", 127, size)
    return bytes([0x80 | opcode]) + head + payload


def closing(code: int) -> bytes:
    """A frame that closes for a reason."""
    return frame(CLOSE, code.to_bytes(2))
