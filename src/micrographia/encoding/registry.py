"""The lists of picture and movie formats."""

from functools import cache

from micrographia import plugins
from micrographia.encoding import mp4_movie
from micrographia.encoding.encoder import Encoder
from micrographia.encoding.gif_movie import GifMovie
from micrographia.encoding.jpeg import Jpeg
from micrographia.encoding.movie import MovieEncoder
from micrographia.encoding.mp4_movie import Mp4Movie
from micrographia.encoding.png import Png
from micrographia.encoding.tiff import Tiff
from micrographia.encoding.webp_movie import WebpMovie
from micrographia.errors import Invalid

GROUP = "micrographia.encoders"
MOVIE_GROUP = "micrographia.movie_encoders"
BUILT_IN: tuple[Encoder, ...] = (Jpeg(), Png(), Tiff())
MOVIES: tuple[MovieEncoder, ...] = (WebpMovie(), GifMovie())


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


@cache
def movie_encoders() -> dict[str, MovieEncoder]:
    """Name → encoder of movies: the built-in ones, MP4 where ffmpeg is installed, then those of plug-ins."""
    program = mp4_movie.found()
    return plugins.table(MOVIE_GROUP, MOVIES if program is None else (*MOVIES, Mp4Movie(program)))


def movie_encoder_for(name: str) -> MovieEncoder:
    """Raises Invalid for a format that nobody writes here."""
    try:
        return movie_encoders()[name]
    except KeyError:
        known = ", ".join(sorted(movie_encoders()))
        raise Invalid(f"the format of a movie is one of {known} on this server, not {name[:20]!r}", "format") from None
