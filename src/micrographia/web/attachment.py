"""The name under which a browser stores what it downloads (RFC 6266, RFC 5987)."""

import re
from unicodedata import normalize
from urllib.parse import quote

MEDIA_TYPE = "application/force-download"
"""What clients of the field are told of downloads."""

LONGEST_NAME = 200
"""Characters of a name; file systems take 255 bytes."""

_TOKEN = re.compile(r"[A-Za-z0-9!#$&+.^_`|~-]+", re.ASCII)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_OF_5987 = "!#$&+-.^_`|~"


def file_name(text: str) -> str:
    """Any text as the name of a file: no folders, no control characters, blanks as _ and commas as dots."""
    name = _NOT_IN_NAMES.sub("_", "".join(one for one in text if not "\ud800" <= one <= "\udfff"))
    name = name.replace(" ", "_").replace(",", ".")[-LONGEST_NAME:]
    return name if name.strip(".") else "_"


def content_disposition(name: str) -> str:
    """The header for a download; a name that is not ASCII stands there twice, plainly and in UTF-8."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode() or "_"
    plain = plain if _TOKEN.fullmatch(plain) else '"{}"'.format(plain.replace("\\", "_").replace('"', "_"))
    if name.isascii():
        return f"attachment; filename={plain}"
    return f"attachment; filename={plain}; filename*=UTF-8''{quote(name, safe=_OF_5987)}"
