"""All that an OME-XML file says besides pixels, counted by hand."""

import base64
from datetime import UTC, datetime

import pytest

from micrographia.catalog.models import Annotation, AnnotationLink, Image, OriginalMetadata, Roi
from micrographia.importing.importer import Order, imported
from micrographia.importing.plan import Wish

pytestmark = pytest.mark.django_db

PIXELS = """<Pixels DimensionOrder="XYZCT" Type="uint8" SizeX="2" SizeY="2" SizeZ="1" SizeC="1" SizeT="1">
<Channel ID="Channel:{0}:0"/><BinData Length="8" BigEndian="false">AAECAw==</BinData></Pixels>"""
XML = f"""<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">
<Project ID="Project:0"><AnnotationRef ID="Annotation:project"/><DatasetRef ID="Dataset:0"/></Project>
<Dataset ID="Dataset:0"><AnnotationRef ID="Annotation:comment"/><ImageRef ID="Image:1"/></Dataset>
<Plate ID="Plate:0" Name="P"><AnnotationRef ID="Annotation:tag"/>
<Well ID="Well:0" Row="0" Column="0"/>
<Well ID="Well:1" Row="1" Column="2"><AnnotationRef ID="Annotation:long"/>
<WellSample ID="WellSample:0" Index="0"><ImageRef ID="Image:0"/></WellSample></Well>
<PlateAcquisition ID="Run:0"><AnnotationRef ID="Annotation:bool"/><WellSampleRef ID="WellSample:0"/>
</PlateAcquisition></Plate>
<Image ID="Image:0" Name="one">{PIXELS.format(0)}
<AnnotationRef ID="Annotation:tag"/><AnnotationRef ID="Annotation:list"/>
<AnnotationRef ID="Annotation:nowhere"/><ROIRef ID="ROI:0"/><ROIRef ID="ROI:1"/></Image>
<Image ID="Image:1" Name="two">{PIXELS.format(1)}
<AnnotationRef ID="Annotation:tag"/><AnnotationRef ID="Annotation:map"/></Image>
<StructuredAnnotations>
<TagAnnotation ID="Annotation:tag" Namespace="lab"><Description>d</Description><Value>mitosis</Value></TagAnnotation>
<CommentAnnotation ID="Annotation:comment"><Value>nice</Value></CommentAnnotation>
<MapAnnotation ID="Annotation:map"><Value><M K="b">1</M><M K="a">2</M><M K="b">3</M></Value></MapAnnotation>
<LongAnnotation ID="Annotation:long" Namespace="openmicroscopy.org/omero/insight/rating">
<Value>5</Value></LongAnnotation>
<DoubleAnnotation ID="Annotation:double"><Value>0.25</Value></DoubleAnnotation>
<BooleanAnnotation ID="Annotation:bool"><Value>true</Value></BooleanAnnotation>
<TimestampAnnotation ID="Annotation:time"><Value>2020-02-03T04:05:06</Value></TimestampAnnotation>
<TermAnnotation ID="Annotation:term"><Value>GO:0007067</Value></TermAnnotation>
<XMLAnnotation ID="Annotation:xml"><Value><a b="c">d</a></Value></XMLAnnotation>
<FileAnnotation ID="Annotation:file"><BinaryFile FileName="notes.txt" Size="3"/></FileAnnotation>
<CommentAnnotation ID="Annotation:project"><Value>of the project</Value></CommentAnnotation>
<CommentAnnotation ID="Annotation:unused"><Value>nobody refers to this</Value></CommentAnnotation>
<XMLAnnotation ID="Annotation:original" Namespace="openmicroscopy.org/OriginalMetadata"><Value><OriginalMetadata>
<Key>Gain</Key><Value>7</Value></OriginalMetadata></Value></XMLAnnotation>
<ListAnnotation ID="Annotation:list"><AnnotationRef ID="Annotation:double"/><AnnotationRef ID="Annotation:time"/>
<AnnotationRef ID="Annotation:term"/><AnnotationRef ID="Annotation:xml"/><AnnotationRef ID="Annotation:file"/>
<AnnotationRef ID="Annotation:list"/></ListAnnotation>
</StructuredAnnotations>
<ROI ID="ROI:0" Name="all"><Description>every kind</Description><AnnotationRef ID="Annotation:tag"/><Union>
<Rectangle ID="Shape:0" X="1" Y="2" Width="3" Height="4" TheZ="5" TheT="6" TheC="7" FillColor="-16776961" Locked="true"
 StrokeColor="255" StrokeWidth="2" StrokeDashArray="5 5" FillRule="EvenOdd" Text="box" FontFamily="serif" FontSize="12"
 FontStyle="Bold"><Transform A00="1" A10="2" A01="3" A11="4" A02="5" A12="6"/></Rectangle>
<Ellipse ID="Shape:1" X="1" Y="2" RadiusX="3" RadiusY="4"/>
<Point ID="Shape:2" X="1" Y="2"/>
<Line ID="Shape:3" X1="1" Y1="2" X2="3" Y2="4" MarkerStart="Arrow" MarkerEnd="Square"/>
<Polyline ID="Shape:4" Points="0,0 1,1"/>
<Polygon ID="Shape:5" Points="0,0 1,1 1,0" Transform="matrix(1 0 0 1 10 -20)"/>
<Label ID="Shape:6" X="1" Y="2" Text="here"/>
<Mask ID="Shape:7" X="0" Y="0" Width="8" Height="1">
<BinData Length="1">{base64.b64encode(bytes([5])).decode()}</BinData></Mask>
<Ellipse ID="Shape:8" X="1" Y="2" RadiusX="3"/>
</Union></ROI>
<ROI ID="ROI:1"><Union><Shape ID="Shape:9" TheZ="3" Fill="255"><Polyline Points="0,0 1,1 1,0" Closed="true"/></Shape>
<Shape ID="Shape:10"><Ellipse Cx="1" Cy="2" Rx="3" Ry="4"/></Shape></Union></ROI>
</OME>"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "all.ome"
    path.write_text(XML)
    return path


def run(whose, path):
    (outcome,) = imported(Order((path,), whose, Wish()))
    assert outcome.status == "imported", outcome.reason
    return outcome


def links(**on):
    found = AnnotationLink.objects.filter(**on).select_related("child").order_by("pk")
    return sorted(link.child.text or link.child.kind for link in found)


def test_every_annotation_hangs_where_the_file_says(home, whose, path):
    run(whose, path)
    one, two = Image.objects.order_by("series")
    assert links(image=one) == sorted(["mitosis", "double", "timestamp", "GO:0007067", '<a b="c">d</a>', "notes.txt"])
    assert links(image=two) == sorted(["mitosis", "map", "nice", "of the project"])
    assert links(plate__isnull=False) == ["mitosis"]
    assert links(well__isnull=False) == ["long"]
    assert links(run__isnull=False) == ["boolean"]
    assert links(roi__isnull=False) == ["mitosis"]
    assert (AnnotationLink.objects.count(), Annotation.objects.count()) == (14, 11)
    assert AnnotationLink.objects.get(well__isnull=False).well.column == 2
    rows = {row.kind: row for row in Annotation.objects.all()}
    assert (rows["tag"].namespace, rows["tag"].description) == ("lab", "d")
    assert rows["map"].pairs == [["b", "1"], ["a", "2"], ["b", "3"]]
    assert (rows["long"].long, rows["double"].double, rows["boolean"].boolean) == (5, 0.25, True)
    assert rows["timestamp"].timestamp == datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
    said = OriginalMetadata.objects.get().pairs
    assert said[0] == ["Gain", "7"]
    assert ["Image[2]/Name", "two"] in said
    assert OriginalMetadata.objects.get().image == one


def test_every_shape_is_a_row(home, whose, path):
    run(whose, path)
    roi, old = Roi.objects.order_by("pk")
    assert (roi.name, roi.description, roi.image.series) == ("all", "every kind", 0)
    shapes = {shape.kind: shape for shape in roi.shapes.all()}
    assert sorted(shapes) == ["Ellipse", "Label", "Line", "Mask", "Point", "Polygon", "Polyline", "Rectangle"]
    box = shapes["Rectangle"]
    assert (box.x, box.y, box.width, box.height, box.z, box.t, box.c) == (1, 2, 3, 4, 5, 6, 7)
    assert box.transform == [1, 2, 3, 4, 5, 6]
    assert (box.fill_color, box.stroke_color, box.stroke_width, box.stroke_dash_array, box.fill_rule) == (
        "FF0000FF", "000000FF", 2, "5 5", "EvenOdd",
    )  # fmt: skip
    assert (box.text, box.font_family, box.font_size, box.font_style, box.locked) == ("box", "serif", 12, "Bold", True)
    ellipse, line = shapes["Ellipse"], shapes["Line"]
    assert (ellipse.x, ellipse.y, ellipse.radius_x, ellipse.radius_y, ellipse.locked) == (1, 2, 3, 4, None)
    assert (line.x1, line.y1, line.x2, line.y2, line.marker_start, line.marker_end) == (1, 2, 3, 4, "Arrow", "Square")
    assert shapes["Polygon"].transform == [1, 0, 0, 1, 10, -20]
    assert (shapes["Polyline"].points, shapes["Label"].text) == ("0,0 1,1", "here")
    assert bytes(shapes["Mask"].mask) == bytes([5])
    polygon, ellipse = old.shapes.order_by("pk")
    assert (polygon.kind, polygon.z, polygon.fill_color) == ("Polygon", 3, "000000FF")
    assert (ellipse.x, ellipse.radius_y) == (1, 4)


def test_attached_files_are_kept_once_by_their_content(home, whose, path):
    data = '<BinData Length="4" BigEndian="false">YWJj</BinData>'
    file = f'<BinaryFile FileName="notes.txt" MIMEType="text/plain" Size="3">{data}</BinaryFile>'
    again = f'<FileAnnotation ID="Annotation:again">{file}</FileAnnotation><ListAnnotation ID="Annotation:list">'
    xml = XML.replace('<BinaryFile FileName="notes.txt" Size="3"/>', file)
    path.write_text(
        xml.replace('<ListAnnotation ID="Annotation:list">', f'{again}<AnnotationRef ID="Annotation:again"/>')
    )
    run(whose, path)
    one, two = Annotation.objects.filter(kind="file").select_related("file")
    assert (one.file.name, one.file.mimetype, one.file.size) == ("notes.txt", "text/plain", 3)
    assert one.file.sha1 == "a9993e364706816aba3e25717850c26c9cd0d89d"
    assert one.file.key == two.file.key
    (kept,) = (found for found in home.attachments.rglob("*") if found.is_file())
    assert (kept, kept.read_bytes()) == (home.path / one.file.key, b"abc")


def test_a_tag_that_the_owner_has_is_used_again(home, whose, path, tmp_path):
    run(whose, path)
    other = tmp_path / "again" / "all.ome"
    other.parent.mkdir()
    other.write_text(XML)
    run(whose, other)
    tag = Annotation.objects.get(kind="tag")
    on = AnnotationLink.objects.filter(child=tag)
    assert [on.filter(**{f"{kind}__isnull": False}).count() for kind in ("image", "plate", "roi")] == [4, 2, 2]
    assert Annotation.objects.filter(kind="map").count() == 2
