"""From bytes to text: a byte order mark, then strict UTF-8, then the encodings of Chinese offices.

GB18030 accepts most Big5 bytes without an error, so encodings are never tried in order: without a
mark and without valid UTF-8 the guess of charset-normalizer decides, and only between encodings
that such documents come in.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from indicators.errors import DocumentError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OFFICE = ["gb18030", "big5"]


def decode(data: bytes, name: str) -> str:
    """The text of a file, with line ends as \\n.

    Raises DocumentError for bytes that are no text in any of the known encodings.
    """
    return _decode(data, name).replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    if b"\0" in data:
        raise DocumentError(f"{name}: not a text file: save it as utf-8 text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        guess = from_bytes(data, cp_isolation=OFFICE).best()
        if guess is None:
            raise DocumentError(
                f"{name}: byte {error.start} is not utf-8, and the text is neither gb18030 nor "
                "big5: save it as utf-8"
            ) from error
        return str(guess)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: its byte order mark says {encoding}, byte {error.start} does not fit: "
            "save it as utf-8"
        ) from error
