"""From bytes to text: a byte order mark, strict UTF-8, what a page declares, Chinese encodings.

GB18030 accepts most Big5 bytes without an error, so encodings are never tried in order: without a
mark, without valid UTF-8 and without a declaration the guess of charset-normalizer decides, and
only between encodings that such documents come in. Valid UTF-8 goes before a declaration: pages
are moved to new servers with their old head, and a page of GB18030 is never valid UTF-8.
"""

from __future__ import annotations

import codecs
import re

from indicators.errors import DocumentError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OFFICE = ["gb18030", "big5"]
# gb2312 and gbk are said of pages that hold characters of gb18030 alone
DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
HEAD = 4096
BROKEN = 0.001
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef\n\r\t -~]")


def decode(data: bytes, name: str, declared: str = "") -> str:
    """The text of a file, with line ends as \\n; `declared` is the encoding that it names.

    Raises DocumentError for bytes that are no text in any of the known encodings.
    """
    return _decode(data, name, declared).replace("\r\n", "\n").replace("\r", "\n")


def declared(data: bytes) -> str:
    """The encoding that the head of a page names, as one of ours; empty without one."""
    found = CHARSET.search(data, 0, HEAD)
    return DECLARED.get(found[1].decode("ascii", "replace").lower(), "") if found else ""


def _decode(data: bytes, name: str, declared: str) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    if b"\0" in data:
        return _wide(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared:
            text = data.decode(declared, "replace")
            # pages are cut in the middle of a character; a few do not make the rest unreadable
            if text.count("\ufffd") <= max(1, BROKEN * len(text)):
                return text
        # a fifth of the package's import time, and hardly a file needs it
        from charset_normalizer import from_bytes

        guess = from_bytes(data, cp_isolation=OFFICE).best()
        if guess is None:
            raise DocumentError(
                f"{name}: byte {error.start} is not utf-8, and the text is neither gb18030 nor "
                "big5: save it as utf-8"
            ) from error
        return str(guess)


def _wide(data: bytes, name: str) -> str:
    """UTF-16 without its mark: the byte order in which nearly all of it is Chinese or plain."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        sample = text[:HEAD]
        if sample and len(CHINESE.findall(sample)) > 0.95 * len(sample):
            return text
    raise DocumentError(f"{name}: not a text file: save it as utf-8 text")


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: its byte order mark says {encoding}, byte {error.start} does not fit: "
            "save it as utf-8"
        ) from error
