"""The file of a form, opened as a workbook; or what it is instead, and what to do about that."""

import io
import re
import zipfile
import zlib
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.utils.exceptions import InvalidFileException

from helpers.errors import DataError

MADE = "a form that `csp new-quarter` made"
SAVE_AS = "open it in a spreadsheet, and save it as 'Excel Workbook (.xlsx)'"
AS_SENT = "write the figures into the form as it was sent, which is an Excel workbook (.xlsx)"
UNREADABLE = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError),
)
"""What openpyxl raises of a workbook that is damaged: whatever its parts raise."""


def opened(path: Path) -> tuple[Workbook, Workbook]:
    """Open a workbook, whatever its file is called: with the values that were saved, and with the formulas.

    Raises
    ------
    DataError
        If it is missing, or no workbook that can be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path} is missing: name {MADE} and that a borough has filled in") from None
    except IsADirectoryError:
        raise DataError(f"{path} is a folder: name a form that lies in it") from None
    except OSError as problem:
        raise DataError(f"{path} cannot be opened: {problem.strerror or problem}") from None
    if path.name.startswith("~$"):
        told = (
            f"{path} is what a spreadsheet keeps while {path.name[2:]} is open in it: save and close that, and name it"
        )
        raise DataError(told)
    if found := _otherwise(path, content):
        raise DataError(found)
    try:
        values, formulas = (openpyxl.load_workbook(io.BytesIO(content), data_only=saved) for saved in (True, False))
    except UNREADABLE:
        raise DataError(f"{path} is damaged, perhaps cut off on its way: have it sent again") from None
    return values, formulas


def _otherwise(path: Path, content: bytes) -> str:
    """What a file is that is no Excel workbook; empty if it may be one."""
    if not content:
        return f"{path} is empty: have it sent again"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return f"{path} is an old Excel workbook (.xls), or has a password: {SAVE_AS}, without one"
    if not content.startswith(b"PK"):
        return f"{path} is no workbook (a form that was saved as CSV or PDF has lost what says which row is which): {AS_SENT}"
    if b"application/vnd.oasis.opendocument" in content[:200]:
        return f"{path} is an OpenDocument spreadsheet (.ods): {SAVE_AS}"
    if re.search(rb"macroEnabled|template\.main", _content_types(content)):
        return f"{path} is an Excel workbook with macros, or a template: {SAVE_AS}"
    return ""


def _content_types(content: bytes) -> bytes:
    """What a workbook says that it is made of; empty where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return parts.read("[Content_Types].xml")
    except UNREADABLE:  # told when it is opened
        return b""
