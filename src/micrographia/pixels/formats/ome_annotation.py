"""The annotations of an OME-XML document, and what they hang on: images, plates, runs, wells, regions of interest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from defusedxml.ElementTree import tostring

from micrographia.pixels.formats.bin_data import decoded
from micrographia.pixels.formats.xml_tree import Element, by_id, first, integer, text_of
from micrographia.pixels.metadata import AnnotationInfo, Target

ORIGINAL_METADATA = "openmicroscopy.org/OriginalMetadata"
"""The namespace under which converters keep what the first file said: no annotations, but original metadata."""
MOST_LINKS = 100_000
MOST_LETTERS = 2**20
"""Of one value; what is longer is cut off."""
MOST_PAIRS = 10_000

_KINDS = {
    "TagAnnotation": "tag",
    "CommentAnnotation": "comment",
    "MapAnnotation": "map",
    "LongAnnotation": "long",
    "DoubleAnnotation": "double",
    "BooleanAnnotation": "boolean",
    "TimestampAnnotation": "timestamp",
    "TermAnnotation": "term",
    "XMLAnnotation": "xml",
    "FileAnnotation": "file",
}
"""Element → kind."""
MOST_FILE_BYTES = 32 * 2**20
"""Of all attached files of a document together."""
_LIST = "ListAnnotation"


def annotations_of(
    root: Element, things: Iterable[tuple[Target, Element]], warnings: list[str]
) -> tuple[AnnotationInfo, ...]:
    """Each annotation that hangs on one of `things` once, in the order in which they refer to it."""
    known = by_id(root.iterfind("StructuredAnnotations/*"))
    targets: dict[str, dict[Target, None]] = {}
    links = 0
    for target, element in things:
        for name in _referred(element, known):
            if links == MOST_LINKS:
                warnings.append(f"only the first {MOST_LINKS} links of annotations are taken")
                return _found(known, targets, warnings)
            on = targets.setdefault(name, {})
            links += target not in on
            on[target] = None
    return _found(known, targets, warnings)


def through_datasets(root: Element, images: Sequence[Element]) -> Iterator[tuple[Target, Element]]:
    """Datasets and projects of a document are no rows: what hangs on them hangs on each of their images."""
    numbers = {image.get("ID"): number for number, image in enumerate(images)}
    inside: dict[str, set[int]] = {}
    for dataset in root.iterfind("Dataset"):
        refs = {numbers[ref.get("ID")] for ref in dataset.iterfind("ImageRef") if ref.get("ID") in numbers}
        inside[dataset.get("ID", "")] = refs
    for number, image in enumerate(images):
        for ref in image.iterfind("DatasetRef"):
            inside.setdefault(ref.get("ID", ""), set()).add(number)
    for dataset in root.iterfind("Dataset"):
        yield from ((Target("image", number), dataset) for number in sorted(inside[dataset.get("ID", "")]))
    for project in root.iterfind("Project"):
        datasets = [inside.get(ref.get("ID", ""), set()) for ref in project.iterfind("DatasetRef")]
        yield from ((Target("image", number), project) for number in sorted(set().union(*datasets)))


def original_metadata_of(root: Element) -> tuple[tuple[str, str], ...]:
    """Keys and values of the first file, as converters keep them."""
    found = []
    for element in root.iterfind("StructuredAnnotations/XMLAnnotation"):
        if element.get("Namespace") == ORIGINAL_METADATA:
            for pair in element.iterfind("Value/OriginalMetadata"):
                found.append((text_of(pair, "Key"), text_of(pair, "Value")[:MOST_LETTERS]))
    return tuple(found)


def _referred(element: Element, known: dict[str, Element]) -> Iterator[str]:
    """The IDs of the annotations of a thing, those in lists of annotations too, each once."""
    waiting = [ref.get("ID", "") for ref in element.iterfind("AnnotationRef")]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in known and name not in seen:
            seen.add(name)
            if known[name].tag == _LIST:
                waiting = [ref.get("ID", "") for ref in known[name].iterfind("AnnotationRef")] + waiting
            elif known[name].tag in _KINDS and known[name].get("Namespace") != ORIGINAL_METADATA:
                yield name


def _found(
    known: dict[str, Element], targets: dict[str, dict[Target, None]], warnings: list[str]
) -> tuple[AnnotationInfo, ...]:
    found, room = [], MOST_FILE_BYTES
    for name, on in targets.items():
        annotation = _annotation(known[name], tuple(on))
        if annotation.kind == "file":
            annotation = _with_file(annotation, known[name], room, warnings)
            room -= len(annotation.content or b"")
        found.append(annotation)
    return tuple(found)


def _with_file(annotation: AnnotationInfo, element: Element, room: int, warnings: list[str]) -> AnnotationInfo:
    """With the bytes of the attached file; a comment of its name where they are not in the text, or not sound."""
    file, data = first(element, "BinaryFile"), first(element, "BinaryFile", "BinData")
    if file is None or data is None:
        return replace(annotation, kind="comment")
    try:
        content = decoded(data.text or "", data.get("Compression", "none"), room)
        if len(content) > room:
            raise ValueError(f"files of {MOST_FILE_BYTES >> 20} MiB together are taken")
        if integer(file, "Size") not in (None, len(content)):
            raise ValueError(f"it has {len(content)} bytes where {integer(file, 'Size')} are said")
    except ValueError as error:
        warnings.append(f"the attached file {annotation.value[:200]!r} is left out: {error}")
        return replace(annotation, kind="comment")
    return replace(annotation, content=content, mimetype=file.get("MIMEType", ""))


def _annotation(element: Element, targets: tuple[Target, ...]) -> AnnotationInfo:
    kind = _KINDS[element.tag]
    pairs = list(element.iterfind("Value/M"))[:MOST_PAIRS] if kind == "map" else ()
    return AnnotationInfo(
        targets=targets,
        kind=kind,
        value="" if kind == "map" else _value(element)[:MOST_LETTERS],
        pairs=tuple((pair.get("K", "")[:MOST_LETTERS], (pair.text or "")[:MOST_LETTERS]) for pair in pairs),
        namespace=element.get("Namespace") or "",
        description=text_of(element, "Description")[:MOST_LETTERS],
    )


def _value(element: Element) -> str:
    if element.tag == "FileAnnotation":
        file = element.find("BinaryFile")
        return "" if file is None else str(file.get("FileName", ""))
    value = element.find("Value")
    if element.tag != "XMLAnnotation" or value is None:
        return text_of(element, "Value")
    return ((value.text or "") + "".join(tostring(child, encoding="unicode") for child in value)).strip()
