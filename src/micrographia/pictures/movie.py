"""Many planes of one image, one after the other: planned as one, drawn frame by frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from hashlib import blake2b

from django.conf import settings

from micrographia.accounts.viewer import Viewer
from micrographia.catalog import revision
from micrographia.encoding.movie import MovieEncoder
from micrographia.engine.planes import Checkpoint
from micrographia.engine.render import render
from micrographia.errors import Invalid
from micrographia.pictures.planned import PlannedPicture
from micrographia.pictures.render import plan, subject_seen
from micrographia.pictures.request import PictureRequest
from micrographia.pictures.workshop import workshop
from micrographia.rendering.composite import RGB
from micrographia.rendering.projection import sections
from micrographia.rendering.settings import Projection


class Along(Enum):
    """What changes from frame to frame."""

    Z = "z"
    T = "t"


@dataclass(frozen=True, slots=True)
class MovieRequest:
    """picture: how each frame looks. place: the timepoint of a movie along z, the z-section of one along t; from 0.

    rate: frames in a second.
    """

    picture: PictureRequest
    along: Along
    place: int
    encoder: MovieEncoder
    rate: float


@dataclass(frozen=True, slots=True)
class PlannedMovie:
    """etag: without quotes. first: the first of `count` frames; the others differ in z or t only."""

    etag: str
    first: PlannedPicture
    along: Along
    count: int
    encoder: MovieEncoder
    rate: float


def plan_movie(viewer: Viewer, request: MovieRequest) -> PlannedMovie:
    """What the viewer is going to see. Raises NotFound, and Invalid for a movie that would be too large.

    Along z nothing is projected: each frame would be the same.
    """
    encoder, picture = request.encoder, request.picture
    if request.along is Along.Z:
        change = replace(picture.change, projection=Projection.NORMAL, z_range=None)
        picture = replace(picture, z=0, t=request.place, change=change)
    else:
        picture = replace(picture, z=request.place, t=0)
    first = plan(viewer, picture)
    key = viewer, picture.image_id, picture.settings_id, picture.share
    size = subject_seen(key, revision.current()).size
    count = size.z if request.along is Along.Z else size.t
    _check(first, count, size.z, encoder)
    facts = f"{first.etag} {request.along} {count} {encoder.name} {request.rate}"
    etag = blake2b(facts.encode(), digest_size=16).hexdigest()
    return PlannedMovie(etag, first, request.along, count, encoder, request.rate)


def draw_frame(planned: PlannedMovie, number: int, checkpoint: Checkpoint) -> RGB:
    """Frame `number`, from 0. Raises Unreadable when the original is broken, changed or gone."""
    shop, first = workshop(), planned.first
    view = replace(first.view, z=number) if planned.along is Along.Z else replace(first.view, t=number)
    with shop.originals.reading(first.fileset), shop.sources.opened(first.fileset, first.series) as source:
        return render(source, view, first.luts, first.statistics, checkpoint)


def _check(first: PlannedPicture, count: int, size_z: int, encoder: MovieEncoder) -> None:
    """Raises Invalid with the limit that is passed; each section of a projection counts."""
    config, view = settings.MICROGRAPHIA, first.view
    width, height = view.region.width, view.region.height
    if max(width, height) > encoder.longest_side:
        raise Invalid(
            f"frames of a {encoder.name} movie are at most {encoder.longest_side} pixels wide and high", "format"
        )
    if count > config.max_movie_frames:
        raise Invalid(f"a movie has at most {config.max_movie_frames} frames, and this would have {count}")
    projects = view.settings.projection is not Projection.NORMAL
    pixels = count * width * height * (len(sections(view.settings.z_range, size_z)) if projects else 1)
    if pixels > config.max_movie_pixels:
        raise Invalid(f"a movie has at most {config.max_movie_pixels} pixels in all, and this would have {pixels}")
