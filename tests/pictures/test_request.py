from micrographia.pictures.request import Box, PictureRequest, Tile
from micrographia.rendering.settings import ChannelChange, SettingsChange


def test_equal_requests_are_one_key():
    def request():
        return PictureRequest(1, 0, 0, Tile(0, 1, 2), Box(64), SettingsChange((ChannelChange(0, True),), True))

    assert {request(): "plan"}[request()] == "plan"
    assert request() != PictureRequest(1, 0, 0, Tile(0, 1, 3), Box(64))
