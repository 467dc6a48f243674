"""All rows of the catalog; from outside they are imported from here."""

from micrographia.catalog.models.annotations import (
    ANNOTATABLE,
    RATING,
    TAG_SET,
    Annotation,
    AnnotationKind,
    AnnotationLink,
)
from micrographia.catalog.models.containers import Dataset, DatasetImage, Project, ProjectDataset
from micrographia.catalog.models.counters import Counter, Kind, Revision
from micrographia.catalog.models.details import ContainerLink, Deletion, Named, Owned, VisibleQuerySet
from micrographia.catalog.models.filesets import Fileset, Original, OriginalFile
from micrographia.catalog.models.images import Channel, Image, OriginalMetadata, Pixels, Pyramid, Statistics
from micrographia.catalog.models.rendering import StoredChannel, StoredSettings
from micrographia.catalog.models.rois import Roi, Shape, ShapeKind
from micrographia.catalog.models.screens import Plate, Run, Screen, ScreenPlate, Well, WellField
from micrographia.catalog.models.shares import Comment, Share, ShareItem, ShareMember

__all__ = [
    "ANNOTATABLE",
    "RATING",
    "TAG_SET",
    "Annotation",
    "AnnotationKind",
    "AnnotationLink",
    "Channel",
    "Comment",
    "ContainerLink",
    "Counter",
    "Dataset",
    "DatasetImage",
    "Deletion",
    "Fileset",
    "Image",
    "Kind",
    "Named",
    "Original",
    "OriginalFile",
    "OriginalMetadata",
    "Owned",
    "Pixels",
    "Plate",
    "Project",
    "ProjectDataset",
    "Pyramid",
    "Revision",
    "Roi",
    "Run",
    "Screen",
    "ScreenPlate",
    "Shape",
    "ShapeKind",
    "Share",
    "ShareItem",
    "ShareMember",
    "Statistics",
    "StoredChannel",
    "StoredSettings",
    "VisibleQuerySet",
    "Well",
    "WellField",
]
