"""The list of picture formats."""

from functools import cache

from micrographia import plugins
from micrographia.encoding.encoder import Encoder
from micrographia.encoding.jpeg import Jpeg
from micrographia.encoding.png import Png
from micrographia.encoding.tiff import Tiff
from micrographia.errors import Invalid

GROUP = "micrographia.encoders"
BUILT_IN: tuple[Encoder, ...] = (Jpeg(), Png(), Tiff())


@cache
def encoders() -> dict[str, Encoder]:
    """Name → encoder: the built-in ones, then those of installed plug-ins."""
    return plugins.table(GROUP, BUILT_IN)


def encoder_for(name: str) -> Encoder:
    """Raises Invalid for a format that nobody writes."""
    try:
        return encoders()[name]
    except KeyError:
        raise Invalid(f"format is one of {', '.join(sorted(encoders()))}", "format") from None


def encoder_for_file(file_name: str) -> Encoder:
    """By the ending of a file name, in any case. Raises Invalid."""
    for encoder in encoders().values():
        if file_name.lower().endswith(encoder.suffixes):
            return encoder
    endings = ", ".join(suffix for encoder in encoders().values() for suffix in encoder.suffixes)
    raise Invalid(f"a picture file ends in {endings}", "out")
