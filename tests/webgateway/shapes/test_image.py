from micrographia.rendering.settings import Model
from micrographia.webgateway.shapes.image import split_layout


def test_the_documents_sample():
    greyscale = {"width": 966, "height": 966, "gridx": 2, "gridy": 2, "border": 2}
    assert split_layout(480, 480, 4, Model.GREYSCALE) == greyscale
    assert split_layout(480, 480, 4, Model.COLOR) == {"width": 1448, "height": 966, "gridx": 3, "gridy": 2, "border": 2}
