"""CSV files that analysts edit: comments, one header, errors with file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, and where it stands."""

    cells: dict[str, str]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def forms(self, *columns: str) -> list[str]:
        """The forms of these columns, separated by ``|`` in each, in order, each once."""
        found: dict[str, None] = {}
        for column in columns:
            cell = self.cells.get(column, "")
            for form in cell.split("|") if "|" in cell else (cell,):
                found[form.strip()] = None
        return [form for form in found if form]

    def fault(self, message: str) -> DataError:
        """An error that tells where the row stands."""
        return DataError(f"{self.path}:{self.line}: {message}")


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table.

    Raises DataError where a column is missing or a row has more or fewer cells than the header.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            cells = next(csv.reader([line], strict=True)) if '"' in line else line.split(",")
        except csv.Error as error:
            raise DataError(f"{path}:{number}: {error}; quote a cell that holds a comma or a quotation mark") from error
        if header is None:
            missing = [column for column in columns if column not in cells]
            if missing:
                raise DataError(f"{path}:{number}: no column {', '.join(missing)}; the header is {','.join(cells)}")
            header = cells
        elif len(cells) != len(header):
            raise DataError(f"{path}:{number}: {len(cells)} cells where the header has {len(header)}")
        else:
            yield Row(dict(zip(header, (cell.strip() for cell in cells), strict=True)), path, number)
