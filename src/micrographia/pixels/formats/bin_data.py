"""The bytes that stand in an OME-XML text: base64 of what may be compressed."""

import bz2
import zlib
from base64 import b64decode


def decoded(text: str, compression: str, most: int) -> bytes:
    """The bytes; at most one more than `most`, so that a bomb stops. compression: none, zlib or bzip2.

    Raises ValueError for what cannot be decoded.
    """
    if compression not in ("none", "zlib", "bzip2"):
        raise ValueError(f"the compression {compression[:20]!r} does not exist")
    try:
        data = b64decode(text)
        if compression == "none":
            return data[: most + 1]
        packed = zlib.decompressobj() if compression == "zlib" else bz2.BZ2Decompressor()
        found = packed.decompress(data, most + 1)
    except (OSError, zlib.error) as error:
        raise ValueError(str(error)) from error
    if len(found) <= most and not packed.eof:
        raise ValueError("its compressed bytes break off")
    return found
