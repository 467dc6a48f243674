"""What WebGateway's URLs answer in JSON, key by key."""

from collections.abc import Iterator, Mapping

from micrographia.web.answer import NUMBER, TEXT, TRUTH, WHOLE, Schema, list_of, map_of, object_of, or_null

_NAMED: Mapping[str, Schema] = {"id": WHOLE, "name": TEXT, "description": TEXT}
_TYPED: Mapping[str, Schema] = {"type": TEXT, **_NAMED}
_SIZE = object_of({"width": WHOLE, "height": WHOLE})

PROJECTS = list_of(object_of(_NAMED))
DETAIL = object_of(_TYPED)
DATASETS = list_of(object_of({**_TYPED, "child_count": WHOLE}))
IMAGES = list_of(
    object_of(
        {**_TYPED, "author": TEXT, "date": NUMBER, "thumb_url": TEXT, "size": _SIZE, "tiled": TRUTH},
        optional=("size", "tiled"),
    )
)

_SPLIT = object_of({"width": WHOLE, "height": WHOLE, "gridx": WHOLE, "gridy": WHOLE, "border": WHOLE})
_CHANNEL = object_of(
    {
        "label": TEXT,
        "emissionWave": or_null(NUMBER),
        "color": TEXT,
        "lut": TEXT,
        "active": TRUTH,
        "window": object_of({"min": NUMBER, "max": NUMBER, "start": NUMBER, "end": NUMBER}),
        "inverted": TRUTH,
        "reverseIntensity": TRUTH,
        "family": TEXT,
        "coefficient": NUMBER,
    },
    optional=("lut",),
)
_META = object_of(
    {
        "imageId": WHOLE,
        "imageName": TEXT,
        "imageDescription": TEXT,
        "imageAuthor": TEXT,
        "imageTimestamp": NUMBER,
        "projectId": or_null(WHOLE),
        "projectName": TEXT,
        "projectDescription": TEXT,
        "datasetId": or_null(WHOLE),
        "datasetName": TEXT,
        "datasetDescription": TEXT,
        "wellSampleId": TEXT,
        "wellId": {"oneOf": [WHOLE, TEXT]},
        "pixelsType": or_null(TEXT),
        "imageArchived": TRUTH,
    }
)
_ALWAYS: Mapping[str, Schema] = {
    "id": WHOLE,
    "meta": _META,
    "perms": object_of({"canAnnotate": TRUTH, "canEdit": TRUTH, "canDelete": TRUTH, "canLink": TRUTH}),
}
_PIXELS: Mapping[str, Schema] = {
    "size": object_of({"width": WHOLE, "height": WHOLE, "z": WHOLE, "t": WHOLE, "c": WHOLE}),
    "pixel_size": object_of({"x": or_null(NUMBER), "y": or_null(NUMBER), "z": or_null(NUMBER)}),
    "pixel_range": list_of(WHOLE),
    "tiles": TRUTH,
    "tile_size": _SIZE,
    "levels": WHOLE,
    "zoomLevelScaling": map_of(NUMBER),
    "resolutions": map_of(object_of({"sizeX": WHOLE, "sizeY": WHOLE})),
    "interpolate": TRUTH,
    "init_zoom": NUMBER,
    "nominalMagnification": NUMBER,
    "channels": list_of(_CHANNEL),
    "split_channel": object_of({"g": _SPLIT, "c": _SPLIT}),
    "rdefs": object_of({"model": TEXT, "projection": TEXT, "defaultZ": WHOLE, "defaultT": WHOLE, "invertAxis": TRUTH}),
}
IMAGE_DATA = object_of({**_ALWAYS, **_PIXELS, "Exception": TEXT}, optional=(*_PIXELS, "Exception"))
"""All keys of an image; without pixels, or where they cannot be opened, the first three and Exception."""


def _inside(schema: Schema) -> Iterator[Schema]:
    values = schema.get("additionalProperties")
    for each in (*schema.get("properties", {}).values(), *((values,) if isinstance(values, Mapping) else ())):
        yield each
        yield from _inside(each)


AT_KEY: Schema = {"anyOf": [*_inside(IMAGE_DATA), {"type": "null"}]}
"""The value at a key of it, null where there is none."""

HISTOGRAM = object_of({"data": list_of(WHOLE), "min": NUMBER, "max": NUMBER}, optional=("min", "max"))

_RGB = object_of({"red": WHOLE, "green": WHOLE, "blue": WHOLE})
_STORED_CHANNEL = object_of(
    {
        "active": TRUTH,
        "start": NUMBER,
        "end": NUMBER,
        "color": TEXT,
        "alpha": WHOLE,
        "rgb": _RGB,
        "lut": TEXT,
        "inverted": TRUTH,
        "reverseIntensity": TRUTH,
        "family": TEXT,
        "coefficient": NUMBER,
    },
    optional=("lut",),
)
_STORED = object_of(
    {
        "id": WHOLE,
        "owner": object_of({"id": WHOLE, "firstName": TEXT, "lastName": TEXT}),
        "z": WHOLE,
        "t": WHOLE,
        "model": TEXT,
        "c": list_of(_STORED_CHANNEL),
    }
)
STORED_SETTINGS = object_of({"rdefs": list_of(_STORED), "error": TEXT}, optional=("rdefs", "error"))
"""Everybody's settings of an image, or why there are none."""

ECHO: Schema = {"description": "JSON as somebody has copied it, or the text that was meant to be some"}

_COPIED: Mapping[str, Schema] = {
    "c": TEXT,
    "m": TEXT,
    "maps": ECHO,
    "pixel_range": TEXT,
    "z": or_null(WHOLE),
    "t": or_null(WHOLE),
    "imageId": or_null(WHOLE),
}
COPIED = object_of({"rdef": or_null(object_of(_COPIED, optional=tuple(_COPIED)))})
"""What a session remembers."""

_LUT = object_of(
    {
        "id": WHOLE,
        "path": TEXT,
        "name": TEXT,
        "size": WHOLE,
        "png_index": WHOLE,
        "png_index_new": WHOLE,
        "rgb": list_of(list_of(WHOLE)),
    },
    optional=("rgb",),
)
LUTS = object_of({"luts": list_of(_LUT), "png_luts": list_of(TEXT), "png_luts_new": list_of(TEXT)})

_LISTED: Mapping[str, Schema] = {**_TYPED, "author": TEXT, "date": NUMBER, "thumb_url": TEXT}
_CELL = object_of({**_LISTED, "date": WHOLE, "wellId": WHOLE, "field": WHOLE})
PLATE = object_of(
    {
        "grid": list_of(list_of(or_null(_CELL))),
        "rowlabels": list_of({"oneOf": [TEXT, WHOLE]}),
        "collabels": list_of({"oneOf": [TEXT, WHOLE]}),
        "image_sizes": list_of(object_of({"x": WHOLE, "y": WHOLE, "image_id": WHOLE})),
    }
)
_AT = object_of({"value": NUMBER, "unit": TEXT})
_POSITION = object_of({"x": _AT, "y": _AT}, optional=("x", "y"))
WELL_CHILDREN = list_of(object_of({**_LISTED, "position": _POSITION}, optional=("position",)))
WELL_DATA = object_of({**_LISTED, "wellPos": TEXT, "plateId": WHOLE, "wellId": WHOLE})

_PROGRAM = object_of(
    {"id": TEXT, "url": TEXT, "label": TEXT, "supported_objects": list_of(TEXT), "target": TEXT, "script_url": TEXT},
    optional=("label", "supported_objects", "target", "script_url"),
)
OPEN_WITH = object_of({"open_with_options": list_of(_PROGRAM)})
