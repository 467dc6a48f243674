import threading

import numpy as np

from micrographia.pixel_type import PixelType
from micrographia.rendering import layer as module
from micrographia.rendering.composite import composite
from micrographia.rendering.domain import Domain
from micrographia.rendering.layer import Look, layer_of
from micrographia.rendering.settings import ChannelSettings, Model, Quantum, Window

COLOR = Look(Model.COLOR, Quantum(), {})


def test_the_table_of_a_window_is_made_once():
    values = np.array([[5]], np.uint16)
    channel = ChannelSettings(True, Window(1, 3111), "FF0000FF")
    first = layer_of(values, channel, Domain(PixelType.UINT16), COLOR)
    assert layer_of(values, channel, Domain(PixelType.UINT16), COLOR).colors is first.colors
    assert layer_of(values, channel, Domain(PixelType.INT16), COLOR).colors is not first.colors


def test_a_changed_lookup_table_counts():
    values = np.array([[255]], np.uint8)
    channel = ChannelSettings(True, Window(0, 255), "FFFFFFFF", "x.lut")
    for red in (10, 20):
        look = Look(Model.COLOR, Quantum(), {"x.lut": np.full((256, 3), red, np.uint8)})
        assert composite([layer_of(values, channel, Domain(PixelType.UINT8), look)], 1, 1).tolist() == [[[red] * 3]]


def test_tables_stay_within_their_bytes():
    values = np.array([[5]], np.uint16)
    for end in range(1000, 1100):
        layer_of(values, ChannelSettings(True, Window(0, end), "FF0000FF"), Domain(PixelType.UINT16), COLOR)
    assert 0 < module._tables.held <= module.TABLES_BYTES


def test_threads_do_not_disturb_one_another():
    values = np.random.default_rng(1).integers(0, 4000, (4, 300, 300)).astype(np.uint16)
    domain = Domain(PixelType.UINT16)
    wrong = []

    def draw(number):
        channel = ChannelSettings(True, Window(0, 4000), f"{number * 60 + 15:02X}80FFFF")
        expected = composite([layer_of(values[number], channel, domain, COLOR)], 300, 300)
        for _ in range(20):
            if not np.array_equal(composite([layer_of(values[number], channel, domain, COLOR)], 300, 300), expected):
                wrong.append(number)

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
