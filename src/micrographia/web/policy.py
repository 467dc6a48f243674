"""Who may come in at a route."""

from enum import Enum


class Policy(Enum):
    """Who may come in. What they may see and do inside is asked of `visible_to` and `may`."""

    PUBLIC = "anybody"
    SIGNED_IN = "anybody who is signed in"
    PICTURE = "anybody who is signed in, or whose share or link reaches the image"
    ADMINISTRATOR = "administrators; for anybody else the address does not exist"
