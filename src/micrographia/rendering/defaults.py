"""How an image looks before anybody has said how (reference rendering.md §13; colors at import: webgateway.md §4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from micrographia.pixel_type import ValueRange
from micrographia.rendering.color import (
    BLUE,
    GREEN,
    GREY,
    RED,
    TRANSPARENT,
    WHITE,
    color_of_index,
    color_of_wavelength,
)
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window

FEWEST_GREY = 8
"""From this many channels on an image starts in grey."""

ACTIVE_CHANNELS = 3
LEAST_SPREAD = 0.00001
"""Statistics closer together than this say nothing: the window is the type range."""


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What is known of a channel when its first settings are made.

    color: "RRGGBBAA" as recorded. Wavelengths and cut-in of the emission filter in nm. lut: file name. statistics:
    smallest and largest value of the channel; plane: of one plane in the middle, asked only without statistics.
    """

    color: str | None = None
    emission_nm: float | None = None
    excitation_nm: float | None = None
    laser_nm: float | None = None
    emission_filter_nm: float | None = None
    lut: str | None = None
    statistics: ValueRange | None = None
    plane: ValueRange | None = None

    @property
    def shows_emission(self) -> bool:
        return self.emission_nm is not None or self.emission_filter_nm is not None


def default_settings(
    channels: Sequence[ChannelFacts], type_range: ValueRange, sections: int, *, planes: bool = True
) -> RenderingSettings:
    """The first settings of an image of that many z-sections.

    planes: whether the window of an image without statistics is that of the plane, as far as it is known; False is what
    "set original settings" asks for.
    """
    use_planes = planes and bool(channels) and channels[0].statistics is None
    colors = default_colors(channels)
    return RenderingSettings(
        model=Model.COLOR if 1 < len(channels) < FEWEST_GREY else Model.GREYSCALE,
        channels=tuple(
            ChannelSettings(
                active=index < ACTIVE_CHANNELS,
                window=default_window(facts.plane if use_planes else None, facts.statistics, type_range),
                color=color,
                lut=facts.lut,
            )
            for index, (facts, color) in enumerate(zip(channels, colors, strict=True))
        ),
        default_z=sections // 2,
        default_t=0,
    )


def default_window(plane: ValueRange | None, statistics: ValueRange | None, type_range: ValueRange) -> Window:
    """The plane's if there is one, however narrow; else that of statistics wide enough; else the type's."""
    if plane is not None:
        return Window(plane.low, plane.high)
    if statistics is not None and not abs(statistics.high - statistics.low) < LEAST_SPREAD:
        return Window(statistics.low, statistics.high)
    return Window(type_range.low, type_range.high)


def default_colors(channels: Sequence[ChannelFacts]) -> tuple[str, ...]:
    """Recorded color, else by wavelength, else by position; of the latter two those without emission become white
    where others have some."""
    guessed = [facts for facts in channels if facts.color is None]
    mixed = len({facts.shows_emission for facts in guessed}) == 2
    return tuple(
        facts.color or (WHITE if mixed and not facts.shows_emission else _guess(facts, index))
        for index, facts in enumerate(channels)
    )


def import_colors(channels: Sequence[ChannelFacts], rgb: bool) -> tuple[str, ...]:
    """The color that import writes to each channel. rgb: the file stores plain RGB."""
    if len(channels) == 1:
        return (channels[0].color or GREY,)
    if rgb:
        plain = (RED, GREEN, BLUE, TRANSPARENT)
        return tuple(plain[i] if i < len(plain) else color_of_index(i) for i in range(len(channels)))
    told = [facts.color is not None or facts.shows_emission for facts in channels]
    mixed = any(told) and not all(told)
    return tuple(
        facts.color or (WHITE if mixed and not known else _guess(facts, index))
        for index, (facts, known) in enumerate(zip(channels, told, strict=True))
    )


def _guess(facts: ChannelFacts, index: int) -> str:
    """By the first wavelength known (emission, laser, excitation), else by position."""
    for wavelength in (facts.emission_nm, facts.laser_nm, facts.excitation_nm):
        if wavelength is not None:
            return color_of_wavelength(wavelength)
    return color_of_index(index)
