"""ZIP files: members are listed under limits and read one by one; nothing is unpacked."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from app.batch import archive
from app.batch.archive import ArchiveReader, BadArchiveError, Member, listing
from app.batch.inputs import NO_IMAGE, Input, Skipped, find
from masking.errors import ChangedFileError, DamagedImageError, ImageTooLargeError
from masking.images import DEFAULT_LIMITS, Format, Limits, encode
from tests.batch.fakes import Act, picture

PNG = encode(picture(Act.MASK), Format.PNG)


def packed(path: Path, members: dict[str, bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def found(path: Path) -> dict[str, str | None]:
    return {
        item.source: item.what if isinstance(item, Skipped) else item.problem
        for item in find(path, DEFAULT_LIMITS)
    }


def test_members_are_inputs_by_content(tmp_path: Path) -> None:
    members = {"a.png": PNG, "sub/b": PNG, "notes.txt": b"x", "bad.jpg": b"x", "sub/": b""}
    packed(tmp_path / "scans.dat", members)
    assert found(tmp_path) == {
        "scans.dat/a.png": None,
        "scans.dat/sub/b": None,
        "scans.dat/notes.txt": NO_IMAGE,
        "scans.dat/bad.jpg": None,
    }


@pytest.mark.parametrize(
    "name",
    ["../a.png", "x/../../a.png", "/etc/a.png", "\\a.png", "..\\a.png", "C:\\a.png", "c:a.png"],
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "a.zip", {name: PNG})
    (member,) = listing(path, DEFAULT_LIMITS)
    assert member.problem == "unsafe-name: the name in the archive leads out of its folder"


def test_an_archive_in_an_archive_is_said(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("a.png", PNG)
    path = packed(tmp_path / "a.zip", {"inner.zip": inner.getvalue()})
    (member,) = listing(path, DEFAULT_LIMITS)
    assert (member.problem or "").startswith("nested-archive: ")


def test_encrypted_members_are_said(tmp_path: Path) -> None:
    data = bytearray(packed(tmp_path / "a.zip", {"a.png": PNG}).read_bytes())
    data[6] |= 1  # general purpose flag in the local header …
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # … and in the table of contents
    (tmp_path / "a.zip").write_bytes(data)
    (member,) = listing(tmp_path / "a.zip", DEFAULT_LIMITS)
    assert (member.problem or "").startswith("encrypted: ")


def test_office_documents_are_no_archives_of_images(tmp_path: Path) -> None:
    packed(tmp_path / "a.docx", {"[Content_Types].xml": b"x", "word/media/a.png": PNG})
    assert found(tmp_path) == {"a.docx": NO_IMAGE}


def test_repeated_names_stay_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("a.png", PNG)
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a.png", PNG + b" ")
    assert list(found(tmp_path)) == ["a.zip/a.png", "a.zip/a-2.png"]


def test_names_from_chinese_windows(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x" * 4 + ".png")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr(info, PNG)
    data = (tmp_path / "a.zip").read_bytes().replace(b"xxxx", "面单".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(data)
    assert list(found(tmp_path)) == ["a.zip/面单.png"]


def test_a_damaged_archive_is_one_problem(tmp_path: Path) -> None:
    data = packed(tmp_path / "a.zip", {"a.png": PNG}).read_bytes()
    (tmp_path / "a.zip").write_bytes(data[:-30])
    assert found(tmp_path) == {"a.zip": "damaged-archive: the archive is damaged"}
    with pytest.raises(BadArchiveError):
        listing(tmp_path / "a.zip", DEFAULT_LIMITS)


def test_a_damaged_member_is_its_own_problem(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.png": PNG * 20, "b.png": PNG})
    data = bytearray(path.read_bytes())
    data[200:240] = bytes(40)
    path.write_bytes(data)
    first, second = listing(path, DEFAULT_LIMITS)
    with closing(ArchiveReader()) as reader:
        with pytest.raises(DamagedImageError):
            reader.read(path, first, DEFAULT_LIMITS)
        assert reader.read(path, second, DEFAULT_LIMITS) == PNG


def test_bombs_are_refused_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "a.zip", {f"{n}.png": PNG + bytes(1_000_000) for n in range(20)})
    assert len(listing(path, DEFAULT_LIMITS)) == 20
    monkeypatch.setattr(archive, "RATIO_FROM_BYTES", 10_000_000)
    with pytest.raises(ImageTooLargeError, match="unpacks to over 200 times"):
        listing(path, DEFAULT_LIMITS)
    monkeypatch.setattr(archive, "MAX_MEMBERS", 19)
    with pytest.raises(ImageTooLargeError, match="more than 19 files"):
        listing(path, DEFAULT_LIMITS)
    monkeypatch.setattr(archive, "MAX_DIRECTORY_BYTES", 500)
    with pytest.raises(ImageTooLargeError, match="table of contents"):
        listing(path, DEFAULT_LIMITS)


def test_a_member_may_not_unpack_to_more_than_a_file_may_have(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.png": bytes(50_000)})
    limits = Limits(max_bytes=10_000)
    (member,) = listing(path, limits)
    assert (member.problem or "").startswith("too-large: ")
    # The table of contents may lie about the size: what counts is what comes out.
    with closing(ArchiveReader()) as reader, pytest.raises(ImageTooLargeError):
        reader.read(path, Member(0, "a.png", None, member.crc), limits)


def test_an_archive_that_changed_is_noticed(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.png": PNG})
    (member,) = listing(path, DEFAULT_LIMITS)
    packed(path, {"other.png": PNG + b" "})
    with closing(ArchiveReader()) as reader, pytest.raises(ChangedFileError):
        reader.read(path, member, DEFAULT_LIMITS)


def test_found_members_say_where_they_are(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"x/a.png": PNG})
    (item,) = find(tmp_path, DEFAULT_LIMITS)
    assert isinstance(item, Input)
    assert (item.path, item.format) == (path, Format.PNG)
    assert item.member is not None
    assert item.member.index == 0
