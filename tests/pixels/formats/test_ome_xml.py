import bz2
import zlib
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import FieldInfo, Size5D
from micrographia.pixels.formats import ome_annotation, ome_roi
from micrographia.pixels.formats.ome_xml import NotXml, parse

NAMESPACE = 'xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"'

DOCUMENT = f"""<?xml version="1.0" encoding="ISO-8859-15"?>
<OME {NAMESPACE} UUID="urn:uuid:1">
  <Instrument ID="Instrument:0">
    <Objective ID="Objective:7" NominalMagnification="63" LensNA="1.4"/>
    <Laser ID="Light:1" Wavelength="0.488" WavelengthUnit="µm"/>
    <Filter ID="Filter:1"><TransmittanceRange CutIn="500" CutOut="550"/></Filter>
    <Filter ID="Filter:2"><TransmittanceRange CutIn="470" CutOut="490"/></Filter>
  </Instrument>
  <Plate ID="Plate:0" Name="P" Rows="8" Columns="12" ExternalIdentifier="bar-1">
    <Well ID="Well:0" Row="1" Column="2">
      <WellSample ID="Sample:0" PositionX="1.5" PositionXUnit="mm" PositionY="3"><ImageRef ID="Image:1"/></WellSample>
      <WellSample ID="Sample:1"><ImageRef ID="Image:0"/></WellSample>
    </Well>
    <Well ID="Well:1" Row="0" Column="0"/>
    <PlateAcquisition ID="Run:0" Name="first" StartTime="2020-01-02T03:04:05"/>
    <PlateAcquisition ID="Run:1"><WellSampleRef ID="Sample:1"/></PlateAcquisition>
  </Plate>
  <Image ID="Image:0" Name="cells">
    <AcquisitionDate>2020-01-02T03:04:05</AcquisitionDate>
    <Description>two channels</Description>
    <ObjectiveSettings ID="Objective:7"/>
    <Pixels ID="Pixels:0" DimensionOrder="XYZTC" Type="uint16" SizeX="5" SizeY="4" SizeZ="3" SizeC="2" SizeT="1"
        SignificantBits="12" PhysicalSizeX="250" PhysicalSizeXUnit="nm" PhysicalSizeY="0.25" PhysicalSizeZ="0"
        TimeIncrement="500" TimeIncrementUnit="ms">
      <Channel ID="Channel:0" Name="GFP" Color="-16776961" EmissionWavelength="509" ExcitationWavelength="4880"
          ExcitationWavelengthUnit="Å" PinholeSize="1" Fluor="EGFP">
        <LightSourceSettings ID="Light:1"/>
        <LightPath><ExcitationFilterRef ID="Filter:2"/><EmissionFilterRef ID="Filter:1"/></LightPath>
      </Channel>
      <Channel ID="Channel:1"/>
      <TiffData IFD="3" FirstZ="1"/>
      <TiffData FirstC="1"><UUID FileName="b.ome.tif">urn:uuid:2</UUID></TiffData>
      <Plane TheZ="0" TheC="0" TheT="0" PositionX="10" PositionY="20" PositionYUnit="mm"/>
    </Pixels>
    <ROIRef ID="ROI:0"/>
    <AnnotationRef ID="Annotation:0"/>
    <AnnotationRef ID="Annotation:1"/>
  </Image>
  <Image ID="Image:1">
    <Pixels ID="Pixels:1" DimensionOrder="XYCZT" Type="uint8" SizeX="5" SizeY="4" SizeZ="1" SizeC="3" SizeT="1">
      <Channel ID="Channel:2" Name="all" SamplesPerPixel="3"/>
    </Pixels>
  </Image>
  <StructuredAnnotations>
    <MapAnnotation ID="Annotation:0" Namespace="n"><Value><M K="a">1</M><M K="b">2</M></Value></MapAnnotation>
    <TagAnnotation ID="Annotation:1"><Description>why</Description><Value>mitosis</Value></TagAnnotation>
  </StructuredAnnotations>
  <ROI ID="ROI:0" Name="nuclei"><Union>
    <Rectangle ID="Shape:0" X="1" Y="2" Width="3" Height="4" TheZ="1" StrokeColor="-16776961"/>
    <Mask ID="Shape:1" X="0" Y="0" Width="8" Height="1"><BinData Length="1">/w==</BinData></Mask>
    <Point ID="Shape:2" X="1"/>
  </Union></ROI>
</OME>"""


@pytest.fixture(scope="module")
def document():
    return parse(DOCUMENT.encode())


def test_image(document):
    image = document.images[0]
    assert (image.id, image.name, image.description) == ("Image:0", "cells", "two channels")
    assert (image.size, image.order, image.pixel_type) == (Size5D(5, 4, 3, 2, 1), "ZTC", PixelType.UINT16)
    assert image.pixel_size_um == (pytest.approx(0.25), 0.25, None)
    assert image.position_um == (10.0, pytest.approx(20000.0), None)
    assert (image.time_increment_s, image.magnification, image.lens_na) == (0.5, 63.0, 1.4)
    assert image.acquired == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert image.significant_bits == 12


def test_channels(document):
    green, plain = document.images[0].channels
    assert (green.name, green.color, green.fluor) == ("GFP", "FF0000FF", "EGFP")
    assert (green.emission_nm, green.excitation_nm, green.laser_nm) == (509.0, pytest.approx(488), pytest.approx(488))
    assert (green.emission_filter_nm, green.excitation_filter_nm, green.pinhole_um) == (500.0, 470.0, 1.0)
    assert (plain.name, plain.color) == (None, None)
    assert [channel.name for channel in document.images[1].channels] == ["all", "all", "all"]


def test_where_the_planes_lie(document):
    own, other = document.images[0].tiff_data
    assert (own.first_z, own.ifd, own.plane_count, own.uuid) == (1, 3, 1, "")
    assert (other.first_c, other.ifd, other.plane_count) == (1, 0, None)
    assert (other.file_name, other.uuid) == ("b.ome.tif", "urn:uuid:2")


def test_plate(document):
    (plate,) = document.plates
    assert (plate.name, plate.rows, plate.columns, plate.external_identifier) == ("P", 8, 12, "bar-1")
    (well,) = plate.wells
    assert (well.row, well.column) == (1, 2)
    assert well.fields == (FieldInfo(1, None, (1500.0, 3.0)), FieldInfo(0, 1))
    assert [run.name for run in plate.runs] == ["first", ""]


def test_regions_of_interest(document):
    (roi,) = document.rois
    rectangle, mask = roi.shapes
    assert (roi.image, roi.name) == (0, "nuclei")
    assert (rectangle.kind, rectangle.numbers, rectangle.z) == ("Rectangle", (1.0, 2.0, 3.0, 4.0), 1)
    assert rectangle.stroke_color == "FF0000FF"
    assert mask.mask_bits == b"\xff"


def test_annotations(document):
    pairs, tag = document.annotations
    assert (pairs.kind, pairs.pairs, pairs.namespace) == ("map", (("a", "1"), ("b", "2")), "n")
    assert (tag.kind, tag.value, tag.description) == ("tag", "mitosis", "why")


def test_pointer_to_a_companion_file():
    document = parse(f'<OME {NAMESPACE}><BinaryOnly MetadataFile="a.companion.ome" UUID="u"/></OME>')
    assert (document.metadata_file, document.images) == ("a.companion.ome", ())


def image(size_z: str = "1", name: str = "x") -> bytes:
    pixels = f'<Pixels Type="uint8" SizeX="5" SizeY="4" SizeZ="{size_z}" SizeC="1" SizeT="1"/>'
    return f'<OME><Image Name="{name}">{pixels}</Image></OME>'.encode()


@pytest.mark.parametrize("size", ["0", "-1", "", "4.5", "9999999999", "100000000"])
def test_impossible_sizes_are_refused(size):
    with pytest.raises(Unreadable, match=r"SizeZ|planes"):
        parse(image(size))


@pytest.mark.parametrize("text", [b"", b"<OME>", b"no xml", b"<svg/>", b"<OME>&undefined;</OME>"])
def test_what_is_no_xml(text):
    with pytest.raises(NotXml, match=r"^a\.ome: its XML"):
        parse(text, "a.ome")


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE OME SYSTEM "http://192.0.2.1/x.dtd"><OME/>',
        b'<!DOCTYPE OME [<!ENTITY a "b">]><OME>&a;</OME>',
        b'<!DOCTYPE OME [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><OME/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE OME []><OME/>'.encode("utf-16"),
    ],
)
def test_dtds_are_refused(text):
    with pytest.raises(Unreadable, match=r"^a\.ome: its XML has a DTD"):
        parse(text, "a.ome")


def test_deep_nesting_stops_at_the_bound():
    with pytest.raises(Unreadable, match="deeper"):
        parse(b"<a>" * 2_000_000)


def test_bytes_that_are_no_utf8_are_read_as_latin1():
    assert parse(image(name="caf\u00e9").decode().encode("latin-1")).images[0].name == "caf\u00e9"


def test_control_characters_become_spaces():
    assert parse(image(name="a\x01b")).images[0].name == "a b"


HOSTILE = """<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0">
<Pixels DimensionOrder="XYZCT" Type="uint8" SizeX="2" SizeY="2" SizeZ="1" SizeC="1" SizeT="1"/>
{refs}</Image>{rest}</OME>"""


def test_more_shapes_than_are_taken(monkeypatch):
    monkeypatch.setattr(ome_roi, "MOST_SHAPES", 5)
    rois = "".join(f'<ROI ID="ROI:{n}"><Union><Point X="1" Y="2"/><Point X="1" Y="2"/></Union></ROI>' for n in range(4))
    document = parse(HOSTILE.format(refs="".join(f'<ROIRef ID="ROI:{n}"/>' for n in range(4)), rest=rois))
    assert len(document.rois) == 2
    assert document.warnings == ("only the regions of interest with the first 5 shapes are taken",)


def test_more_annotations_than_are_taken(monkeypatch):
    monkeypatch.setattr(ome_annotation, "MOST_LINKS", 3)
    monkeypatch.setattr(ome_annotation, "MOST_LETTERS", 4)
    tags = "".join(f'<TagAnnotation ID="A:{n}"><Value>tag{n}{n}</Value></TagAnnotation>' for n in range(5))
    refs = "".join(f'<AnnotationRef ID="A:{n}"/>' for n in range(5))
    document = parse(HOSTILE.format(refs=refs, rest=f"<StructuredAnnotations>{tags}</StructuredAnnotations>"))
    assert [one.value for one in document.annotations] == ["tag0", "tag1", "tag2"]
    assert document.warnings == ("only the first 3 links of annotations are taken",)


def attached(data, size=""):
    return f"""<OME {NAMESPACE}><Image ID="I"><Pixels Type="uint8" SizeX="1" SizeY="1" SizeZ="1" SizeC="1" SizeT="1"/>
    <AnnotationRef ID="A"/></Image><StructuredAnnotations><FileAnnotation ID="A"><BinaryFile FileName="a.csv" {size}>
    {data}</BinaryFile></FileAnnotation></StructuredAnnotations></OME>"""


@pytest.mark.parametrize("compression", ["none", "zlib", "bzip2"])
def test_the_bytes_of_attached_files(compression):
    packed = {"none": bytes, "zlib": zlib.compress, "bzip2": bz2.compress}[compression](b"1,2,3")
    data = f'<BinData Compression="{compression}">{b64encode(packed).decode()}</BinData>'
    document = parse(attached(data, 'Size="5" MIMEType="text/csv"'))
    (found,) = document.annotations
    assert (found.kind, found.value, found.content, found.mimetype) == ("file", "a.csv", b"1,2,3", "text/csv")
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("data", "size", "why"),
    [
        ("<BinData>YWJj</BinData>", 'Size="4"', "3 bytes where 4"),
        ("<BinData>YWJ</BinData>", "", "padding"),
        ('<BinData Compression="zlib">YWJj</BinData>', "", "incorrect header"),
        ('<BinData Compression="rar">YWJj</BinData>', "", "does not exist"),
        (f'<BinData Compression="zlib">{b64encode(zlib.compress(b"1,2,3")[:-1]).decode()}</BinData>', "", "break off"),
        (f'<BinData Compression="bzip2">{b64encode(bz2.compress(b"1,2,3")[:-1]).decode()}</BinData>', "", "break off"),
        (f'<BinData Compression="zlib">{b64encode(zlib.compress(bytes(2**21))).decode()}</BinData>', "", "1 MiB"),
        ('<External href="file:///etc/passwd" SHA1="0"/>', "", ""),
    ],
)
def test_of_attached_files_that_are_not_sound_the_name_is_kept(monkeypatch, data, size, why):
    monkeypatch.setattr(ome_annotation, "MOST_FILE_BYTES", 2**20)
    document = parse(attached(data, size))
    (found,) = document.annotations
    assert (found.kind, found.value, found.content) == ("comment", "a.csv", None)
    assert [why in warning for warning in document.warnings] == [True] * bool(why)
