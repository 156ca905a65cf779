"""What is refused about a file as a whole; nothing of it has been taken in."""

from __future__ import annotations

from regulars.core.refusals import Refusal


class OrderFileRefused(Refusal):
    """The family: a surface may catch all of it at once. Every member has the fact `path` or `field`."""


class FileMissing(OrderFileRefused):
    """Nothing is at this path. Facts: path."""


class FileIsFolder(OrderFileRefused):
    """A folder stands at this path. Facts: path."""


class FileUnreadable(OrderFileRefused):
    """The system does not let us read it. Facts: path."""


class FileEmpty(OrderFileRefused):
    """It has no rows: not a byte, or a header alone. Facts: path."""


class FormatUnknown(OrderFileRefused):
    """Neither CSV, JSON lines nor Parquet. Facts: path, seems."""


class EncodingUnknown(OrderFileRefused):
    """Text in none of the encodings that we read. Facts: path, line, tried."""


class CsvBroken(OrderFileRefused):
    """A line that has no place in its table. Facts: path, line, problem, expected, found."""


class JsonBroken(OrderFileRefused):
    """A line that is not one JSON object. Facts: path, line."""


class ParquetBroken(OrderFileRefused):
    """It says that it is Parquet, and cannot be read. Facts: path."""


class ColumnsMissing(OrderFileRefused):
    """Columns that we cannot do without. Facts: path, missing, found, nearest."""


class ColumnsTwice(OrderFileRefused):
    """Two columns share a name that is needed. Facts: path, column."""


class ColumnUnknown(OrderFileRefused):
    """The mapping names a column that the file does not have. Facts: path, field, column, found, nearest."""


class DateOrderUnknown(OrderFileRefused):
    """Dates such as 3/4/2010, and nothing says which is the month. Facts: path, example."""


class CurrencyDoesNotFit(OrderFileRefused):
    """The whole file is in another currency than the programme. Facts: path, found, expected."""


class NothingUsable(OrderFileRefused):
    """Every row was set aside. Facts: path, lines, reason, count, set_aside_file."""


class MappingBroken(OrderFileRefused):
    """The mapping is not YAML, or not a mapping. Facts: path, line, problem."""


class MappingFieldUnknown(OrderFileRefused):
    """The mapping maps to something that an order does not have. Facts: path, field, known, nearest."""


class MappingValueUnusable(OrderFileRefused):
    """An option of the mapping has a value that it cannot have. Facts: path, field, given, expected."""
