"""Files that people, or their attackers, send instead of a sheet: one maker for each, by name."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.foundation.sheets.lists import HEADERS, workbook

DEFLATED, STORED = zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
ROW = ("高务村", "高务村儿童之家", 42)


def archive(parts: dict[str, bytes], method: int = DEFLATED) -> bytes:
    """A zip of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return written.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook, to be tampered with."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def honest() -> dict[str, bytes]:
    """The parts of a good small list."""
    return parts_of(workbook(HEADERS, ROW))


def tampered(**changed: bytes) -> bytes:
    """An honest workbook with other parts; in their names __ is a slash, _dot_ a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): body for name, body in changed.items()}
    return archive(honest() | named)


def noise(size: int) -> bytes:
    """Bytes that no compression makes smaller, the same every time."""
    return random.Random(7).randbytes(size)


def zip_bomb() -> bytes:
    return archive(honest() | {SHEET: b"0" * 60_000_000})


def nested_zip() -> bytes:
    inner = archive({"bomb.xml": b"0" * 3_000_000})
    for _layer in range(4):
        inner = archive({f"{n}.zip": inner for n in range(5)})
    return inner


def overlapping_zip() -> bytes:
    """Two hundred directory entries that all point to one stream of 10 MB (Fifield's bomb)."""
    one = archive({"a": b"0" * 10_000_000})
    start = one.rindex(b"PK\x01\x02")
    entry, body = one[start : one.rindex(b"PK\x05\x06")], one[:start]
    directory = b"".join(entry[:-1] + bytes([33 + n % 90]) for n in range(200))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(directory), len(body), 0)
    return body + directory + end


def lying_sizes() -> bytes:
    """The directory says ten bytes where 60 MB come out."""
    data = bytearray(archive({BOOK: b"<a/>" * 15_000_000}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def _doctype(body: str) -> bytes:
    strings = honest()[STRINGS].decode()
    begin = strings.index("<sst")
    return tampered(
        xl__sharedStrings_dot_xml=(
            f'<?xml version="1.0"?><!DOCTYPE sst [{body}]>' + strings[begin:]
        ).encode()
    )


def billion_laughs() -> bytes:
    layers = ['<!ENTITY l0 "ha">']
    layers += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return _doctype("".join(layers))


def quadratic_blowup() -> bytes:
    big, many = "A" * 50_000, "&a;" * 20_000
    head = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "{big}">]>'
    return tampered(xl__sharedStrings_dot_xml=f"{head}<sst><si><t>{many}</t></si></sst>".encode())


def external_entity() -> bytes:
    return _doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')


def entity_in_utf16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE sst [<!ENTITY a "b">]><sst/>'
    return tampered(xl__sharedStrings_dot_xml=text.encode("utf-16"))


def path_traversal() -> bytes:
    return archive(honest() | {"../../../../etc/cron.d/own": b"* * * * * root id"})


def absolute_path() -> bytes:
    return archive(honest() | {"/etc/passwd": b"x"})


def macro_workbook() -> bytes:
    return tampered(xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0 Auto_Open")


def dde_link() -> bytes:
    link = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    return tampered(xl__externalLinks__externalLink1_dot_xml=link)


def sixteen_thousand_columns() -> bytes:
    cells = "".join(
        f'<c r="{letters}1" t="inlineStr"><is><t>x</t></is></c>'
        for letters in ("A", "B", "ZZ", "XFD")
    )
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 3000))
    return _sheet(f'<row r="1">{cells}</row>{rows}')


def a_million_rows() -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n % 7}</v></c></row>' for n in range(1, 1_048_577)
    )
    return _sheet(rows)


def a_crowd_of_cells() -> bytes:
    """As many cells as fit below every limit of the directory."""
    row = "".join(f"<c><v>{n}</v></c>" for n in range(100))
    return _sheet("".join(f"<row>{row}</row>" for _n in range(27_000)), shuffled=True)


def far_corner() -> bytes:
    return _sheet('<row r="1"><c r="A1"><v>1</v></c></row>'
                  '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')  # fmt: skip


def huge_shared_strings() -> bytes:
    random_text = noise(5_000_000).hex()
    strings = "".join(
        f"<si><t>{random_text[at : at + 10_000]}</t></si>" for at in range(0, 10_000_000, 10_000)
    )
    return tampered(xl__sharedStrings_dot_xml=f"<sst>{strings}</sst>".encode())


def one_string_a_million_times() -> bytes:
    """32,000 characters, said by 300,000 cells: 10 GB for who copies them."""
    parts = honest()
    parts[STRINGS] = f"<sst><si><t>{noise(16_000).hex()}</t></si></sst>".encode()
    rows = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{letter}{n}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ")
        + "</row>"
        for n in range(1, 30_001)
    )
    return archive(parts | {SHEET: _with_rows(parts, rows)})


def deep_xml() -> bytes:
    return tampered(xl__styles_dot_xml=b"<a>" * 3_000_000, xl__workbook_dot_xml=b"<a>" * 300_000)


def wrong_magic() -> bytes:
    return b"XLSX" + workbook(HEADERS, ROW)[4:]


def encrypted_workbook() -> bytes:
    """An OLE file whose directory names the package that a password locks (MS-OFFCRYPTO)."""
    return _ole("EncryptedPackage") + noise(40_000)


def locked_zip() -> bytes:
    data = bytearray(workbook(HEADERS, ROW))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = 0
        while (place := data.find(mark, place)) >= 0:
            data[place + offset] |= 1
            place += 4
    return bytes(data)


def old_workbook_with_macros() -> bytes:
    return _ole("_VBA_PROJECT_CUR") + noise(10_000)


def broken_old_workbook() -> bytes:
    return _ole("Workbook") + noise(600_000)


def endless_sectors() -> bytes:
    """An OLE file whose chain of sectors bites its own tail."""
    header = bytearray(_ole("Workbook"))
    header[48:52] = (0).to_bytes(4, "little")
    return bytes(header) + struct.pack("<128I", *([0] * 128)) * 40


def page_called_a_workbook() -> bytes:
    rows = "<tr><td>高务村</td><td>x</td></tr>" * 2000
    return f"<html><body><table>{rows}</table></body></html>".encode("gb18030")


def spreadsheet_xml() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Workbook/>'


def csv_with_nuls() -> bytes:
    return ",".join(HEADERS).encode() + b"\n" + b"\x00,\x00" * 50_000


def csv_with_a_line_of_fifty_megabytes() -> bytes:
    return ",".join(HEADERS).encode() + b"\n" + b"x" * 50_000_000


def csv_line_below_the_size_limit() -> bytes:
    return ",".join(HEADERS).encode() + b"\n" + b"," * 8_000_000


def csv_of_one_open_quote() -> bytes:
    return ",".join(HEADERS).encode() + b'\n"' + b"a\n" * 3_900_000


def csv_of_long_words() -> bytes:
    """Every cell a choice that is none, as long as a cell may be."""
    line = "村," + "家," + "9," + "2026," + "一二三四五六" * 100 + ",1\n"
    return (",".join(HEADERS) + "\n" + line * 4000).encode()


def broken_directory() -> bytes:
    data = workbook(HEADERS, ROW)
    return data[: data.rindex(b"PK\x05\x06")]


def cut_in_the_middle() -> bytes:
    data = workbook(HEADERS, *[ROW] * 50)
    return data[: len(data) // 2] + data[data.rindex(b"PK\x01\x02") :]


def picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + noise(100_000)


def text_document() -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


def program() -> bytes:
    return b"MZ\x90\x00" + noise(200_000)


def merged_without_end() -> bytes:
    parts = honest()
    merges = "".join(f'<mergeCell ref="A10:GR{n}"/>' for n in range(60_000, 90_000))
    body = parts[SHEET].replace(
        b"</sheetData>", f'</sheetData><mergeCells count="1">{merges}</mergeCells>'.encode()
    )
    rows = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{c}{n}" t="inlineStr"><is><t>x</t></is></c>' for c in ("A", "GR"))
        + "</row>"
        for n in range(10, 90)
    )
    return archive(parts | {SHEET: body.replace(b"</sheetData>", f"{rows}</sheetData>".encode())})


def half_a_million_spaces() -> bytes:
    rows = (f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t> </t></is></c></row>'
            for n in range(2, 500_000))  # fmt: skip
    return _sheet("".join(rows))


def cells_that_never_end() -> bytes:
    """For who looks for cells by expressions: each begin could be one, up to the end."""
    parts = honest()
    return archive(
        parts | {SHEET: parts[SHEET].replace(b"<sheetData>", b'<c r="A1" ' * 700_000)}, STORED
    )


def directory_without_files() -> bytes:
    """A hundred and thirty thousand entries, each for nothing."""
    one = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *[0] * 7, 1, *[0] * 6) + b"a"
    many = one * 130_000
    return b"PK\x03\x04" + many + struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(many), 4, 0
    )  # fmt: skip


def broken_in_another_packing() -> bytes:
    """LZMA, which no workbook uses, and which says with an error of its own that it is broken."""
    data = bytearray(archive(honest(), zipfile.ZIP_LZMA))
    for place in range(0, data.index(b"PK\x01\x02"), 97):
        data[place] ^= 85
    data[:2] = b"PK"
    return bytes(data)


def program_under_another_name() -> bytes:
    kind = b'<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    types = honest()["[Content_Types].xml"].replace(b"</Types>", kind + b"</Types>")
    return archive(honest() | {"xl/a.bin": b"x", "[Content_Types].xml": types})


def csv_of_lone_quotes() -> bytes:
    return ",".join(HEADERS).encode() + b"\n" + b'x,"y\n' * 1_000_000


def csv_of_line_ends() -> bytes:
    return ",".join(HEADERS).encode() + b"\n" + b"\n" * 8_000_000


def _ole(name: str) -> bytes:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    return header.ljust(512, b"\0") + name.encode("utf-16-le").ljust(128, b"\0")


def _with_rows(parts: dict[str, bytes], rows: str) -> bytes:
    body = parts[SHEET].decode()
    begin, end = body.index("<sheetData>"), body.index("</sheetData>")
    return (body[:begin] + "<sheetData>" + rows + body[end:]).encode()


def _sheet(rows: str, *, shuffled: bool = False) -> bytes:
    parts = honest()
    body = _with_rows(parts, rows)
    if shuffled:
        # Repetition compresses beyond the ratio that is refused: some noise, as in real lists.
        filler = f"<!--{noise(300_000).hex()}-->".encode()
        body = body.replace(b"</sheetData>", b"</sheetData>" + filler)
    return archive(parts | {SHEET: body})


HOSTILE: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        zip_bomb, nested_zip, overlapping_zip, lying_sizes, billion_laughs, quadratic_blowup,
        external_entity, entity_in_utf16, path_traversal, absolute_path, macro_workbook, dde_link,
        sixteen_thousand_columns, a_million_rows, a_crowd_of_cells, far_corner,
        huge_shared_strings, one_string_a_million_times, deep_xml, wrong_magic,
        encrypted_workbook, locked_zip, old_workbook_with_macros, broken_old_workbook,
        endless_sectors, page_called_a_workbook, spreadsheet_xml, csv_with_nuls,
        csv_with_a_line_of_fifty_megabytes, csv_line_below_the_size_limit, csv_of_one_open_quote,
        csv_of_long_words, broken_directory, cut_in_the_middle, picture, text_document, program,
        merged_without_end, half_a_million_spaces, cells_that_never_end, directory_without_files,
        broken_in_another_packing, program_under_another_name, csv_of_lone_quotes,
        csv_of_line_ends,
    )
}  # fmt: skip
