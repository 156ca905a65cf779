"""Reads order files of any shop's making, CSV, JSON lines or Parquet, into members with their events; needs no server."""

from regulars.events.orderfiles.mapping import Mapping, mapping_from_options, read_mapping
from regulars.events.orderfiles.report import Anonymous, Notice, Progress, Report
from regulars.events.orderfiles.staged import Staged
from regulars.events.orderfiles.staging import stage

__all__ = [
    "Anonymous",
    "Mapping",
    "Notice",
    "Progress",
    "Report",
    "Staged",
    "mapping_from_options",
    "read_mapping",
    "stage",
]
