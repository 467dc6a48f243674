from datetime import UTC, datetime

import numpy as np
import pytest
import zarr

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels import Region
from micrographia.pixels.identify import identify
from micrographia.storage import Denied, Part, Url, store_at
from micrographia.storage.access import Access, Refused, S3Access
from micrographia.storage.anywhere import allow
from micrographia.storage.http_client import Target
from micrographia.storage.s3 import S3Store, endpoint_of, signed
from object_store import READER, object_store
from zarr_world import multiscale, numbers

DATA = numbers(2, 3, 100, 120)
NAMES = ["plain.tif", "with space.tif", "plus+and&=.tif", "ümlaut/日本.tif", "100%.tif", "tilde~(1).tif"]


@pytest.fixture(scope="module")
def buckets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("buckets")
    with object_store(folder) as store:
        for name in NAMES:
            store.put("private", name, name.encode())
        store.put("public", "a/b.bin", bytes(range(256)) * 1000)
        multiscale(folder / "a.zarr", [DATA, DATA[:, :, ::2, ::2]], "czyx", 3, (1, 1, 50, 60))
        store.put_folder("private", "images/a.ome.zarr", folder / "a.zarr")
        yield store


@pytest.fixture
def reach(buckets):
    """Allows the buckets, with these keys."""

    def reach(s3=READER):
        keys = {"access_key": s3.access_key, "secret_key": s3.secret_key}
        access = S3Access(endpoint=buckets.endpoint, **keys)
        allow(Access(private_hosts=(buckets.host,), s3=access))

    yield reach
    allow(Access())


def test_the_signature_is_that_of_the_published_example():
    keys = S3Access(access_key="AKIAIOSFODNN7EXAMPLE", secret_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    target = Target(("https", "examplebucket.s3.amazonaws.com", 443), "/?lifecycle=", {"Range": "bytes=0-1"})
    found = signed(target, keys, datetime(2013, 5, 24, tzinfo=UTC))
    assert found.headers["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
        "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
    )
    assert found.headers["Range"] == "bytes=0-1"


def test_a_session_token_is_signed_too():
    keys = S3Access(access_key="a", secret_key="b", session_token="token")
    found = signed(Target(("https", "images.example", 443), "/a"), keys, datetime(2013, 5, 24, tzinfo=UTC))
    assert found.headers["x-amz-security-token"] == "token"
    assert "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token," in found.headers["Authorization"]


@pytest.mark.parametrize("name", NAMES)
def test_a_real_object_store_takes_our_signatures(reach, name):
    reach()
    store = store_at("s3://private")
    assert isinstance(store, S3Store)
    assert store.read(name, 0, 100) == name.encode()
    assert store.glance(name) == store.stat(name).version


def test_parts_of_an_object(reach):
    reach(S3Access())
    store = store_at("s3://public/a")
    whole = bytes(range(256)) * 1000
    assert store.read("b.bin", 70_000, 100_000) == whole[70_000:170_000]
    assert store.tail("b.bin", 5) == (whole[-5:], 256_000)
    parts = [Part("b.bin", 1000 * n, 500) for n in range(20)]
    store.expect(parts)
    assert all(store.read(*part) == whole[part.offset : part.offset + 500] for part in parts)
    assert store.address("b.bin") == "s3://public/a/b.bin"


def test_who_may_not_read_is_refused(reach):
    for keys in (
        S3Access(),
        S3Access(access_key="reader", secret_key="wrong"),
        S3Access(access_key="x", secret_key="y"),
    ):
        reach(keys)
        with pytest.raises(Denied, match=r"s3://private/plain\.tif: its server does not let us read it"):
            store_at("s3://private").read("plain.tif", 0, 1)


def test_what_is_not_there(reach):
    reach()
    for root in ("s3://private", "s3://nowhere"):
        with pytest.raises((NotFound, Denied)):
            store_at(root).stat("none.tif")


def test_an_object_that_changes_is_noticed(reach, buckets):
    buckets.put("private", "changing.bin", b"a" * 200_000)
    reach()
    store = store_at("s3://private")
    before = store.stat("changing.bin").version
    buckets.put("private", "changing.bin", b"b" * 200_000)
    with pytest.raises(Unreadable, match="has changed"):
        store.read("changing.bin", 100_000, 90_000)
    assert store.glance("changing.bin") != before


@pytest.mark.filterwarnings("ignore:Consolidated metadata is currently not part")
@pytest.mark.parametrize("consolidated", [False, True])
def test_ome_zarr_in_a_bucket(reach, buckets, tmp_path, consolidated):
    if consolidated:
        multiscale(tmp_path / "b.zarr", [DATA], "czyx", 2, (1, 1, 50, 60))
        zarr.consolidate_metadata(tmp_path / "b.zarr", zarr_format=2)
        buckets.put_folder("private", "b.zarr", tmp_path / "b.zarr")
    reach()
    store, key = (
        (store_at("s3://private"), "b.zarr") if consolidated else (store_at("s3://private/images"), "a.ome.zarr")
    )
    reader = identify(store, key).reader
    source = reader.open(store, reader.fileset(store, key), 0)
    np.testing.assert_array_equal(source.read(2, 0, [1, 0], Region(10, 20, 100, 60)), DATA[::-1, 2, 20:80, 10:110])


def test_only_an_allowed_endpoint_is_asked(buckets):
    allow(Access(hosts=("bucket.example",), s3=S3Access(endpoint=buckets.endpoint)))
    with pytest.raises(Refused, match="remote_hosts"):
        store_at("s3://public").read("ready", 0, 1)
    allow(Access())


@pytest.mark.parametrize("endpoint", ["s3://bucket", "ftp://images.example", "https://a@images.example", "store"])
def test_a_bad_endpoint_is_told_by_the_name_of_its_setting(endpoint):
    with pytest.raises(Unreadable, match="s3_endpoint"):
        endpoint_of(S3Access(endpoint=endpoint))


def test_without_an_endpoint_amazon_is_asked():
    assert endpoint_of(S3Access(region="eu-west-1")) == Url.parse("https://s3.eu-west-1.amazonaws.com")


def test_secrets_are_not_shown(reach, buckets):
    reach(S3Access(access_key="reader", secret_key="hush-hush"))
    with pytest.raises(Denied) as caught:
        store_at("s3://private").stat("plain.tif")
    access = Access(s3=S3Access(secret_key="hush-hush", session_token="hush-hush"))
    assert "hush" not in str(caught.value) + repr(access)
