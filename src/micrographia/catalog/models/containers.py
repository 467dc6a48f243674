"""Projects hold datasets, datasets hold images."""

from __future__ import annotations

from django.db import models

from micrographia.catalog.models.details import ContainerLink, Hung, Named
from micrographia.catalog.models.images import Image


class Project(Named):
    """Holds datasets."""

    word = "Project"


class Dataset(Hung):
    """Holds images. parents: in how many projects it is."""

    word = "Dataset"

    projects = models.ManyToManyField(Project, through="ProjectDataset", related_name="datasets")
    images = models.ManyToManyField(Image, through="DatasetImage", related_name="datasets")


class ProjectDataset(ContainerLink):
    """A dataset in a project."""

    parent = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="dataset_links", db_index=False)
    child = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="project_links")


class DatasetImage(ContainerLink):
    """An image in a dataset."""

    parent = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="image_links", db_index=False)
    child = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="dataset_links")
