"""What a channel is called where people see it."""

from micrographia.catalog.models import Channel


def label_of(channel: Channel) -> str:
    """The channel's name, else its emission wavelength in nm, else its index from 0."""
    if channel.name:
        return channel.name
    return str(channel.index) if channel.emission_nm is None else str(plain(channel.emission_nm))


def plain(number: float) -> float | int:
    """Without a fraction where there is none."""
    return int(number) if number == int(number) else number
