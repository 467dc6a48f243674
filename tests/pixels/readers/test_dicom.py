import sys

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.dicom import DicomReader, _said
from micrographia.storage import LocalStore
from micrographia.testing.reader_contract import ReaderContract
from shared import needs_shared
from truths import refusal, wrong


def dicom(path, frames, total=None, kind="VOLUME", series="1.2.3"):
    """frames: (count, rows, columns) or (count, rows, columns, 3). total: width and height of a slide."""
    pydicom = pytest.importorskip("pydicom", reason="pydicom writes the files of these tests")
    data = pydicom.Dataset()
    data.file_meta = pydicom.dataset.FileMetaDataset()
    data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID = "1.2.4"
    slide = "1.2.840.10008.5.1.4.1.1.77.1.6" if total else "1.2.840.10008.5.1.4.1.1.7.3"
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID = slide
    data.SeriesInstanceUID, data.ImageType = series, ["ORIGINAL", "PRIMARY", kind, "NONE"]
    data.NumberOfFrames, data.Rows, data.Columns = frames.shape[:3]
    data.SamplesPerPixel = 3 if frames.ndim == 4 else 1
    data.PhotometricInterpretation = "RGB" if frames.ndim == 4 else "MONOCHROME2"
    data.PlanarConfiguration = 0
    data.BitsAllocated = data.BitsStored = frames.dtype.itemsize * 8
    data.HighBit, data.PixelRepresentation = data.BitsStored - 1, int(frames.dtype.kind == "i")
    data.PixelSpacing = ["0.0005", "0.00025"]
    if total:
        data.TotalPixelMatrixColumns, data.TotalPixelMatrixRows = total
    data.PixelData = frames.tobytes()
    data.save_as(path, enforce_file_format=True)
    return path.name


def tiles(width, height, side):
    """An RGB picture with its tiles, the last ones padded."""
    across, down = -(-width // side), -(-height // side)
    picture = np.arange(across * down * side * side * 3, dtype="u4").astype("u1")
    picture = picture.reshape(down * side, across * side, 3)
    cut = picture.reshape(down, side, across, side, 3).swapaxes(1, 2).reshape(-1, side, side, 3)
    return picture[:height, :width], cut


class TestContract(ReaderContract):
    reader = DicomReader()

    def make(self, folder):
        return dicom(folder / "a.dcm", tiles(50, 37, 16)[1], (50, 37))


def test_tiles_make_one_picture(tmp_path):
    picture, cut = tiles(50, 37, 16)
    source = DicomReader().open(LocalStore(tmp_path), (dicom(tmp_path / "a.dcm", cut, (50, 37)),), 0)
    assert source.info.pixel_size_um == (0.25, 0.5, None)
    found = source.read(0, 0, [2, 0], Region(10, 5, 40, 32))
    np.testing.assert_array_equal(found, picture[5:37, 10:50, [2, 0]].transpose(2, 0, 1))


def test_frames_are_sections_with_their_sign(tmp_path):
    frames = np.arange(-30, 30, dtype="i2").reshape(3, 4, 5)
    source = DicomReader().open(LocalStore(tmp_path), (dicom(tmp_path / "a.dcm", frames),), 0)
    assert (source.info.size, source.info.pixel_type) == (Size5D(5, 4, 3), PixelType.INT16)
    np.testing.assert_array_equal(source.read(2, 0, [0], Region(1, 1, 3, 2))[0], frames[2, 1:3, 1:4])


def test_the_files_of_a_slide_are_levels_and_labels(tmp_path):
    small, large = tiles(20, 10, 16), tiles(40, 20, 16)
    dicom(tmp_path / "a.dcm", small[1], (20, 10))
    dicom(tmp_path / "b.dcm", large[1], (40, 20))
    dicom(tmp_path / "c.dcm", small[1], (20, 10), "LABEL")
    dicom(tmp_path / "other.dcm", small[1], (20, 10), series="1.2.9")
    store = LocalStore(tmp_path)
    keys = DicomReader().fileset(store, "a.dcm")
    assert keys == ("a.dcm", "b.dcm", "c.dcm")
    volume, label = DicomReader().inspect(store, keys).images
    assert [(level.width, level.height) for level in volume.levels] == [(40, 20), (20, 10)]
    assert (label.name, label.size.x) == ("c.dcm [label]", 20)
    source = DicomReader().open(store, keys, 0)
    np.testing.assert_array_equal(source.read(0, 0, [1], Region(0, 0, 20, 10), 1)[0], small[0][:, :, 1])


def test_without_its_library_the_reader_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "a.dcm").write_bytes(bytes(128) + b"DICM" + bytes(100))
    monkeypatch.setitem(sys.modules, "pydicom", None)
    reader = identify(LocalStore(tmp_path), "a.dcm").reader
    assert reader.name == "dicom"
    with pytest.raises(Unreadable, match=r'a.dcm: .*pip install "micrographia\[dicom\]"'):
        reader.fileset(LocalStore(tmp_path), "a.dcm")


@needs_shared
def test_real_files_are_what_bio_formats_sees():
    assert wrong("dicom") == []


@needs_shared
@pytest.mark.parametrize("key", ["dicom/frames_mismatch.dcm", "truncated/dcm_half.dcm", "fuzzed/dcm_bitrot.dcm"])
def test_broken_files_are_refused(key):
    assert refusal(key).startswith(key)
    assert "Traceback" not in refusal(key)


def test_nothing_of_people_and_places_is_taken_over():
    pydicom = pytest.importorskip("pydicom", reason="pydicom writes the header of this test")
    header = pydicom.Dataset()
    header.Modality, header.KVP, header.PatientName, header.PatientID = "SM", "120", "Doe^Jane", "4711"
    header.InstitutionName, header.OperatorsName, header.AccessionNumber = "Lab", "Roe^Rick", "12"
    header.private_block(0x0009, "MAKER", create=True).add_new(1, "LO", "secret")
    assert dict(_said(header)) == {"Modality": "SM", "KVP": "120"}
