import numpy as np
import pytest
import tifffile

from micrographia.errors import Unreadable
from micrographia.pixels import Claim, Region, Size5D
from micrographia.pixels.readers.ome_tiff import OmeTiffReader
from micrographia.pixels.readers.tiff import TiffReader
from micrographia.storage import LocalStore
from micrographia.testing.reader_contract import ReaderContract

READER = OmeTiffReader()
WHOLE = Region(0, 0, 6, 5)


def plane(number):
    """6 x 5 pixels that tell which page they are."""
    return np.arange(30, dtype=np.uint16).reshape(5, 6) + 100 * number


def xml(tiff_data, order="XYZCT", sizes=(3, 2, 1), uuid="urn:uuid:own", more="", spp=1):
    z, c, t = sizes
    channels = "".join(f'<Channel ID="Channel:{n}" SamplesPerPixel="{spp}"/>' for n in range(c // spp))
    pixels = f'DimensionOrder="{order}" Type="uint16" SizeX="6" SizeY="5" SizeZ="{z}" SizeC="{c}" SizeT="{t}"'
    image = f'<Image ID="Image:0" Name="x"><Pixels {pixels}>{channels}{tiff_data}</Pixels></Image>'
    return f'<?xml version="1.0" encoding="UTF-8"?><OME UUID="{uuid}">{image}{more}</OME>'


def data(ifd=None, file=None, uuid="urn:uuid:other", **first):
    given = "".join(f' {name}="{number}"' for name, number in first.items())
    ifd = "" if ifd is None else f' IFD="{ifd}"'
    named = "" if file is None else f'<UUID FileName="{file}">{uuid}</UUID>'
    return f"<TiffData{ifd}{given}>{named}</TiffData>"


def write(path, description, pages, **options):
    with tifffile.TiffWriter(path, **options) as file:
        for number in pages:
            text = description if number == pages[0] else None
            file.write(plane(number), description=text, metadata=None, contiguous=False)


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "inside"
    folder.mkdir()
    return LocalStore(folder)


def page_of(store, key, z=0, c=0, t=0, reader=READER):
    """The number of the page that holds a plane, by its first pixel."""
    source = reader.open(store, reader.fileset(store, key), 0)
    return int(source.read(z, t, [c], WHOLE)[0, 0, 0]) // 100


class TestSet(ReaderContract):
    reader = OmeTiffReader()

    def make(self, folder):
        names = "".join(data(n % 3, f"{'ab'[n // 3]}.ome.tif", FirstZ=n % 3, FirstC=n // 3) for n in range(6))
        write(folder / "a.ome.tif", xml(names), [0, 1, 2])
        write(folder / "b.ome.tif", xml(names, uuid="urn:uuid:other"), [3, 4, 5])
        return "a.ome.tif"


class TestPyramid(ReaderContract):
    reader = OmeTiffReader()

    def make(self, folder):
        stack = np.random.default_rng(1).integers(0, 60000, (2, 3, 80, 100), dtype=np.uint16)
        with tifffile.TiffWriter(folder / "a.ome.tif", bigtiff=True, byteorder=">") as file:
            options = {"tile": (32, 32), "compression": "zstd", "photometric": "minisblack"}
            file.write(stack, subifds=1, metadata={"axes": "CZYX"}, **options)
            file.write(stack[..., ::2, ::2], subfiletype=1, **options)
        return "a.ome.tif"


def test_claims(store):
    tiff, ome = b"II*\0" + bytes(100), b"II*\0" + bytes(40) + b'<?xml version="1.0"?><OME xmlns='
    assert READER.claim(store, "a.ome.tif", tiff) == Claim.EXACT
    assert READER.claim(store, "a.OME.TIFF", b"MM\0*" + bytes(10)) == Claim.EXACT
    assert READER.claim(store, "a.tif", ome) == Claim.EXACT
    assert READER.claim(store, "a.tif", tiff) is None
    assert READER.claim(store, "a.companion.ome", b"<?xml ") == Claim.EXACT
    assert READER.claim(store, "a.ome.tif", b"<html>") is None


@pytest.mark.parametrize(
    ("order", "expected"),
    [("XYZCT", 10), ("XYZTC", 10), ("XYCZT", 9), ("XYCTZ", 7), ("XYTCZ", 7), ("XYTZC", 9)],
)
def test_dimension_orders(store, order, expected):
    """The page of z=1, c=1, t=1 of 3 z-sections, 2 channels, 2 timepoints: such as 1 + 3 · 1 + 6 · 1 for ZCT."""
    write(store.root / "a.ome.tif", xml("<TiffData/>", order, (3, 2, 2)), list(range(12)))
    assert page_of(store, "a.ome.tif", 1, 1, 1) == expected


def test_runs_of_planes_start_where_they_say(store):
    runs = data(4, FirstZ=1, PlaneCount=2) + data(0, FirstC=1, PlaneCount=3) + data(3)
    write(store.root / "a.ome.tif", xml(runs), [0, 1, 2, 3, 4, 5])
    pages = [page_of(store, "a.ome.tif", z, c) for c in (0, 1) for z in (0, 1, 2)]
    assert pages == [3, 4, 5, 0, 1, 2]


def test_no_tiff_data_means_the_pages_in_order(store):
    write(store.root / "a.ome.tif", xml(""), [0, 1, 2, 3, 4, 5])
    assert page_of(store, "a.ome.tif", 2, 1) == 5


def test_a_companion_file_and_the_files_that_point_to_it(store):
    names = "".join(data(0, f"sub/z{n}.ome.tif", uuid=f"u{n}", FirstZ=n) for n in range(3))
    (store.root / "a.companion.ome").write_text(xml(names, sizes=(3, 1, 1)))
    (store.root / "sub").mkdir()
    (store.root / "sub" / "a.companion.ome").write_text(xml(names.replace("sub/", ""), sizes=(3, 1, 1)))
    for n in range(3):
        write(store.root / "sub" / f"z{n}.ome.tif", '<OME><BinaryOnly MetadataFile="a.companion.ome"/></OME>', [n])
    below = ("sub/z0.ome.tif", "sub/z1.ome.tif", "sub/z2.ome.tif")
    assert READER.fileset(store, "a.companion.ome") == ("a.companion.ome", *below)
    assert READER.fileset(store, "sub/z1.ome.tif") == ("sub/a.companion.ome", *below)
    assert page_of(store, "a.companion.ome", 2) == 2
    assert page_of(store, "sub/z1.ome.tif", 1) == 1


def test_a_file_that_was_renamed_knows_itself_by_its_uuid(store):
    runs = "".join(data(n, "old.ome.tif", "urn:uuid:own", FirstZ=n) for n in range(3))
    write(store.root / "new.ome.tif", xml(runs, sizes=(3, 1, 1)), [0, 1, 2])
    assert READER.fileset(store, "new.ome.tif") == ("new.ome.tif",)
    assert page_of(store, "new.ome.tif", 2) == 2


def test_a_single_file_that_was_renamed_and_has_another_uuid(store):
    runs = "".join(data(n, "old.ome.tif", FirstZ=n) for n in range(3))
    write(store.root / "new.ome.tif", xml(runs, sizes=(3, 1, 1)), [0, 1, 2])
    assert READER.inspect(store, READER.fileset(store, "new.ome.tif")).warnings == (
        "the OME-XML calls the file 'old.ome.tif'; it was renamed",
    )


def test_a_missing_file_is_named(store):
    write(store.root / "a.ome.tif", xml(data(0) + data(0, "gone.ome.tif", FirstZ=1)), [0, 1])
    with pytest.raises(Unreadable, match=r"gone\.ome\.tif.* missing"):
        READER.fileset(store, "a.ome.tif")


def test_a_plane_that_no_file_holds_is_an_error_and_a_warning(store):
    write(store.root / "a.ome.tif", xml(data(0, PlaneCount=5)), [0, 1, 2, 3, 4])
    (warning,) = READER.inspect(store, ("a.ome.tif",)).warnings
    assert "1 of 6 planes" in warning
    assert page_of(store, "a.ome.tif", 1, 1) == 4
    with pytest.raises(Unreadable, match="no file of the set holds the plane z=2, c=1, t=0"):
        page_of(store, "a.ome.tif", 2, 1)


FOREIGN = [
    "../outside.ome.tif",
    "./../outside.ome.tif",
    "sub/../../outside.ome.tif",
    "sub/../a.ome.tif",
    "..\\outside.ome.tif",
    "C:\\outside.ome.tif",
    "C:outside.ome.tif",
    "file:///outside.ome.tif",
    "http://192.0.2.1/outside.ome.tif",
    "link.ome.tif",
    "linked/outside.ome.tif",
    "..",
]


@pytest.mark.parametrize("name", [*FOREIGN, "ABSOLUTE"])
@pytest.mark.parametrize("way", ["tiff", "companion", "binary-only"])
def test_no_file_outside_the_own_folder_is_ever_read(tmp_path, store, name, way):
    outside = tmp_path / "outside.ome.tif"
    write(outside, xml("<TiffData/>", sizes=(1, 1, 1)), [7])
    (store.root / "sub").mkdir()
    (store.root / "link.ome.tif").symlink_to(outside)
    (store.root / "linked").symlink_to(tmp_path)
    name = str(outside) if name == "ABSOLUTE" else name
    text = xml(data(0) + data(0, name, FirstZ=1), sizes=(2, 1, 1))
    if way == "tiff":
        write(store.root / "a.ome.tif", text, [0])
    elif way == "companion":
        write(store.root / "b.ome.tif", None, [0])
        (store.root / "a.ome.tif").write_text(xml(data(0, "b.ome.tif") + data(0, name, FirstZ=1), sizes=(2, 1, 1)))
    else:
        write(store.root / "a.ome.tif", f'<OME><BinaryOnly MetadataFile="{name}"/></OME>', [0])
    for act in (lambda: READER.fileset(store, "a.ome.tif"), lambda: READER.open(store, ("a.ome.tif",), 0)):
        with pytest.raises(Unreadable, match=r"^a\.ome\.tif: "):
            act()


def test_a_store_of_the_parent_folder_does_not_help(tmp_path, store):
    write(tmp_path / "outside.ome.tif", xml("<TiffData/>", sizes=(1, 1, 1)), [7])
    (store.root / "link.ome.tif").symlink_to(tmp_path / "outside.ome.tif")
    for name in ("../outside.ome.tif", "link.ome.tif"):
        write(store.root / "a.ome.tif", xml(data(0) + data(0, name, FirstZ=1), sizes=(2, 1, 1)), [0])
        with pytest.raises(Unreadable, match="own folder"):
            READER.fileset(LocalStore(tmp_path), "inside/a.ome.tif")


def test_colours_in_one_page(store):
    rgb = np.random.default_rng(2).integers(0, 255, (5, 6, 3), dtype=np.uint16)
    with tifffile.TiffWriter(store.root / "a.ome.tif") as file:
        file.write(rgb, photometric="rgb", description=xml("<TiffData/>", sizes=(1, 3, 1), spp=3), metadata=None)
    source = READER.open(store, ("a.ome.tif",), 0)
    assert (source.info.size, source.info.rgb) == (Size5D(6, 5, 1, 3, 1), True)
    np.testing.assert_array_equal(source.read(0, 0, [2, 1, 0], WHOLE), np.moveaxis(rgb, -1, 0)[::-1])


def test_where_xml_and_tiff_disagree_the_tiff_is_right(store):
    write(
        store.root / "a.ome.tif",
        xml("<TiffData/>").replace("uint16", "double").replace('SizeX="6"', 'SizeX="60"'),
        list(range(6)),
    )
    inspection = READER.inspect(store, ("a.ome.tif",))
    assert inspection.images[0].size.x == 6
    assert len(inspection.warnings) == 2
    assert page_of(store, "a.ome.tif", 2, 1) == 5


def test_broken_xml_in_a_tiff_is_a_warning(store):
    write(store.root / "a.ome.tif", xml("<TiffData/>")[:200], [0, 1])
    inspection = READER.inspect(store, READER.fileset(store, "a.ome.tif"))
    assert inspection.images[0].size == Size5D(6, 5, 1, 1, 2)
    assert "read as plain TIFF" in inspection.warnings[0]


def test_a_dtd_is_refused(store):
    write(store.root / "a.ome.tif", xml("").replace("<OME", '<!DOCTYPE OME SYSTEM "x"><OME'), [0])
    with pytest.raises(Unreadable, match="DTD"):
        READER.inspect(store, ("a.ome.tif",))


def test_a_tiff_that_hides_its_xml_is_read_as_ome_tiff(store):
    write(store.root / "a.tif", xml("<TiffData/>", "XYCZT"), list(range(6)))
    assert page_of(store, "a.tif", 1, 0, reader=TiffReader()) == 2
    assert TiffReader().inspect(store, ("a.tif",)).images[0].name == "x"


def test_a_companion_file_without_file_names_is_refused(store):
    (store.root / "a.companion.ome").write_text(xml(data(0)))
    with pytest.raises(Unreadable, match="does not name the files"):
        READER.fileset(store, "a.companion.ome")


class CountingStore(LocalStore):
    """bytes: how many were read."""

    bytes = 0

    def read(self, key, offset, length):
        found = super().read(key, offset, length)
        self.bytes += len(found)
        return found


def test_the_images_of_a_file_are_opened_from_one_parse(tmp_path):
    count = 40
    pixels = 'DimensionOrder="XYZCT" Type="uint16" SizeX="6" SizeY="5" SizeZ="1" SizeC="1" SizeT="1"'
    images = "".join(
        f'<Image ID="Image:{n}" Name="image {n}"><Description>{"long " * 400}</Description>'
        f'<Pixels {pixels}><Channel ID="Channel:{n}"/>{data(ifd=n)}</Pixels></Image>'
        for n in range(count)
    )
    write(tmp_path / "a.ome.tif", f'<?xml version="1.0"?><OME UUID="urn:uuid:own">{images}</OME>', range(count))
    reader, store = OmeTiffReader(), CountingStore(tmp_path)
    assert len(reader.inspect(store, ("a.ome.tif",)).images) == count
    before = store.bytes
    for n in range(count):
        source = reader.open(CountingStore(tmp_path) if n % 2 else store, ("a.ome.tif",), n)
        assert source.read(0, 0, [0], WHOLE)[0, 0, 0] == 100 * n
        source.close()
    assert store.bytes - before < 40 * count * 60  # the XML alone, once, has 80 kB: 2 kB an image

    write(tmp_path / "a.ome.tif", xml(data(IFD=0)), [7], bigtiff=True)
    assert reader.inspect(store, ("a.ome.tif",)).images[0].name == "x"
    assert reader.open(store, ("a.ome.tif",), 0).read(0, 0, [0], WHOLE)[0, 0, 0] == 700
