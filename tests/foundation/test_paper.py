"""Papers: real fonts, real typst. What is read back is read by pypdf, not by us."""

import hashlib
import struct
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from match.foundation.paper import FontMissing, PaperFailed, print_paper, print_paper_now, qr_svg
from match.foundation.paper.fonts import Font, coverage, find, font, legible
from match.foundation.settings import load, settings
from tests.using import using

ON = date(2026, 3, 2)
PLAIN = '#show: house.with("试印", number: "T-1")\n#facts.text\n'

try:
    font()
    HAS_FONT = True
except FontMissing:
    HAS_FONT = False

printing = pytest.mark.skipif(not HAS_FONT, reason="no Chinese font on this machine")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    written = tmp_path / "plain.typ"
    written.write_text(PLAIN, encoding="utf-8")
    return written


def read_back(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


@printing
async def test_a_paper_is_a4_and_its_text_can_be_copied(template: Path) -> None:
    pdf = await print_paper(template, {"text": "芙蓉村儿童之家收到图书120本。䲁𠮷"}, on=ON)

    page = PdfReader(BytesIO(pdf)).pages[0]
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    assert "芙蓉村儿童之家收到图书120本。䲁𠮷" in squeezed(read_back(pdf))


@printing
def test_the_same_facts_are_the_same_bytes(template: Path) -> None:
    first, again = (print_paper_now(template, {"text": "同一份"}, on=ON) for _ in range(2))
    later = print_paper_now(template, {"text": "同一份"}, on=date(2026, 3, 3))

    assert hashlib.sha256(first).digest() == hashlib.sha256(again).digest()
    assert first != later


@printing
@pytest.mark.parametrize(
    "hostile",
    [
        '#image("/etc/passwd")',
        '#read("/etc/passwd")',
        '#include "/house.typ"',
        "$sum_(i=0)^n x$ *粗* _斜_ `码` <标签> @引用 // 注释 /* 注释 */",
        "\\ \\u{4e00} #let x = 1; #sys.inputs ~ -- --- ...",
        '"] #panic("出去") [',
        "= 标题\n- 列表\n+ 编号\n/ 词: 解释",
        "https://example.cn/?a=1&b=2",
    ],
)
def test_what_a_person_wrote_is_printed_and_never_obeyed(template: Path, hostile: str) -> None:
    pdf = print_paper_now(template, {"text": hostile}, on=ON)

    assert squeezed(hostile) in squeezed(read_back(pdf))
    assert "root:" not in read_back(pdf)


@printing
@pytest.mark.parametrize("path", ["/etc/hostname", "../../../../etc/hostname", "/plain.typ"])
def test_even_a_template_reads_nothing_outside_the_house(tmp_path: Path, path: str) -> None:
    curious = tmp_path / "plain.typ"
    curious.write_text(PLAIN + f'#read("{path}")\n', encoding="utf-8")

    with pytest.raises(PaperFailed):
        print_paper_now(curious, {"text": "好"}, on=ON)


@printing
def test_a_letter_the_font_lacks_is_written_by_number(template: Path) -> None:
    lacking = "𰵧"
    assert not font().draws(lacking), "choose another: this font has it"

    pdf = print_paper_now(template, {"text": f"{lacking}水村"}, on=ON)

    assert "〔U+30D67〕水村" in squeezed(read_back(pdf))


@printing
def test_the_compiler_itself_refuses_a_box(tmp_path: Path) -> None:
    """The net under `legible`: a letter that slipped past it stops the paper."""
    careless = tmp_path / "plain.typ"
    careless.write_text(PLAIN + "𰵧\n", encoding="utf-8")

    with pytest.raises(PaperFailed):
        print_paper_now(careless, {"text": "好"}, on=ON)


@printing
def test_controls_and_direction_marks_leave_no_trace(template: Path) -> None:
    pdf = print_paper_now(template, {"text": "张\u202e三\u200b、\x00李\ufe0f四\ud800"}, on=ON)

    assert "张三、李四" in squeezed(read_back(pdf))


def test_without_a_font_the_answer_says_what_to_do(tmp_path: Path, template: Path) -> None:
    folders = {"MATCH_FONT_DIR": str(tmp_path), "MATCH_DATA_DIR": str(settings().data_dir)}
    with using(load(folders)), pytest.raises(FontMissing, match="fonts-noto-cjk") as refused:
        print_paper_now(template, {"text": "好"}, on=ON)

    assert refused.value.status == 503


def test_a_font_is_found_in_a_folder_below(tmp_path: Path) -> None:
    below = tmp_path / "opentype" / "cjk"
    below.mkdir(parents=True)
    (below / "NotoSansSC-Regular.otf").write_bytes(tiny_font((0x4E00, 0x4E02), (0x20BB7, 0x20BB7)))

    found = find((tmp_path / "nothing", tmp_path))

    assert (found.folder, found.family) == (below, "Noto Sans SC")
    assert [found.draws(c) for c in "一丁丂七𠮷𠮸"] == [True, True, True, False, True, False]


def test_a_broken_font_is_not_taken_for_a_good_one(tmp_path: Path) -> None:
    broken = tmp_path / "NotoSansSC-Regular.otf"
    broken.write_bytes(b"OTTO" + b"\0" * 40)

    with pytest.raises(ValueError, match="cmap"):
        coverage(broken)


def test_legible_writes_out_what_is_not_drawn() -> None:
    drawn = Font(Path(), "", ((0x20, 0x7E), (0x4E00, 0x4E00), (0x3014, 0x3015)))

    assert legible("一\t丁\n😀a\u0301", drawn) == "一 〔U+4E01〕\n〔U+1F600〕a〔U+0301〕"


def test_a_qr_code_is_a_drawing_without_names() -> None:
    drawn = qr_svg("https://match.example.cn/check/ABCD2345EFGH")

    assert drawn.startswith("<svg")
    assert "href" not in drawn


def tiny_font(*ranges: tuple[int, int]) -> bytes:
    """An OpenType file with nothing but a cmap of format 12, by hand from the specification."""
    groups = b"".join(struct.pack(">III", first, last, 1) for first, last in ranges)
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(ranges)) + groups
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
    head = b"OTTO" + struct.pack(">HHHH", 1, 16, 0, 0)
    return head + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap
