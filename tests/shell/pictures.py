"""Invented pictures, with all that a camera would have written into them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

SECRETS = (b"Salma Rawi", b"Pentona K7", b"2021:02:03")
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"an invented film"


def picture(red: int = 200, kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """One colour, and a camera's words beside it."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Artist], exif[Base.DateTime] = (
        "Pentona K7",
        "Salma Rawi",
        "2021:02:03 04:05:06",
    )
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (36.0, 1.0, 2.5)
    out = io.BytesIO()
    Image.new("RGB", size, (red, 90, 30)).save(out, kind, exif=exif)
    return out.getvalue()


def on_disk(folder: Path, name: str, data: bytes) -> Path:
    """The bytes as a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
