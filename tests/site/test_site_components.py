"""The components: what they escape, count, link and describe."""

import re
from datetime import timedelta

import msgspec
import pytest

from match.foundation import clock
from match.site.entry import Entry
from match.site.environment import environment

NEED = {
    "url": "/needs/1",
    "title": "过冬棉被",
    "place": "湘西 · 保靖县",
    "category": "冬衣被褥",
    "icon": "shirt",
    "tone": "rong",
    "children": "43 名儿童",
    "done": 17,
    "asked": 43,
    "unit": "床",
    "urgency": "urgent",
    "days_left": 9,
    "verified": "",
}


def draw(source: str, **context: object) -> str:
    return environment().from_string(source).render(**context)


def test_what_people_wrote_is_text_and_never_markup():
    card = draw("{{ ui.need_card(need) }}", need=NEED | {"title": "<script>alert(1)</script>"})

    assert "<script>" not in card
    assert "&lt;script&gt;" in card


def test_a_need_counts_things_and_says_what_is_missing():
    card = draw("{{ ui.need_card(need) }}", need=NEED)

    assert 'max="43" value="17"' in card
    assert "还差 26 床" in card
    assert "¥" not in card


@pytest.mark.parametrize(
    ("done", "shown"), [(0, "progress-low"), (43, "progress-done"), (50, "progress-done")]
)
def test_progress_is_marked_at_both_ends_and_never_overflows(done, shown):
    card = draw("{{ ui.need_card(need) }}", need=NEED | {"done": done})

    assert shown in card
    assert int(re.search(r'value="(\d+)"', card).group(1)) <= 43
    assert "还差 -" not in card


def test_a_card_takes_a_struct_as_well_as_a_dict():
    shape = msgspec.defstruct("Card", [(name, type(value)) for name, value in NEED.items()])

    assert draw("{{ ui.need_card(need) }}", need=shape(**NEED)) == draw(
        "{{ ui.need_card(need) }}", need=NEED
    )


def test_every_line_of_the_error_summary_leads_to_its_box():
    form = Entry(
        {"title": "x"}, {"title": "标题太短。", "unit": "请选择单位。", "size": "请选择。"}
    )
    page = draw(
        "{{ ui.error_summary(form) }}{{ ui.field(form, 'title', '标题') }}"
        "{{ ui.select(form, 'unit', '单位', [('a', '床')]) }}"
        "{{ ui.radios(form, 'size', '大小', [('s', '小'), ('l', '大')]) }}",
        form=form,
    )

    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets == ["field-title", "field-unit", "field-size"]
    for target in targets:
        assert page.count(f'id="{target}"') == 1
    assert page.count("标题太短。") == 2, "the summary and the field say the same"
    assert 'aria-describedby=" error-title"' in page
    assert 'aria-invalid="true"' in page


def test_a_form_without_complaints_has_no_summary():
    assert draw("{{ ui.error_summary(form) }}", form=Entry()).strip() == ""


def test_a_field_keeps_what_was_typed_but_never_a_password():
    form = Entry({"note": 'a"b', "password": "secret"})

    assert 'value="a&#34;b"' in draw("{{ ui.field(form, 'note', 'x') }}", form=form)
    assert "secret" not in draw("{{ ui.field(form, 'password', 'x', type='password') }}", form=form)


def test_numbers_bring_the_numeric_keyboard_without_the_browsers_spinner():
    box = draw("{{ ui.field(form, 'n', 'x', type='number') }}", form=Entry())

    assert 'type="text"' in box
    assert 'inputmode="numeric"' in box


def test_choices_made_stay_made():
    form = Entry({"kind": ["b"], "agreed": True, "unit": 3})

    group = draw("{{ ui.checkboxes(form, 'kind', 'k', [('a', 'A'), ('b', 'B')]) }}", form=form)
    assert re.findall(r'value="(\w)"[^>]* checked', group) == ["b"]
    assert " checked" in draw("{{ ui.tick_box(form, 'agreed', 'x') }}", form=form)
    assert '<option value="3" selected>' in draw(
        "{{ ui.select(form, 'unit', 'u', [(2, 'a'), (3, 'b')]) }}", form=form
    )


def test_an_absent_box_is_unticked():
    assert " checked" not in draw("{{ ui.tick_box(form, 'agreed', 'x') }}", form=Entry())
    assert " checked" not in draw(
        "{{ ui.tick_box(form, 'agreed', 'x') }}", form=Entry({"agreed": False})
    )


def test_a_deadline_is_said_in_days():
    tomorrow = clock.today() + timedelta(days=1)

    assert draw("{{ d|relative_day }}", d=tomorrow) == "剩 1 天"
    assert draw("{{ d|relative_day }}", d=clock.today()) == "今天"
    assert draw("{{ d|relative_day }}", d=clock.today() - timedelta(days=3)) == "3 天前"
    assert draw("{{ d|day }} {{ n|number }} {{ m|yuan }}", d=None, n=1234, m=1358650) == (
        "— 1,234 ¥13,586.50"
    )


def test_pages_turn_by_plain_links_and_the_first_has_no_previous():
    bar = draw("{{ ui.pagination('', '?page=2', '1 / 2') }}")

    assert 'rel="next" href="?page=2"' in bar
    assert "上一页" not in bar
    assert draw("{{ ui.pagination('', '') }}").strip() == ""


def test_a_short_day_says_its_year_when_it_is_another():
    today = clock.today()

    assert draw("{{ d|short_day }}", d=today) == f"{today.month}月{today.day}日"
    assert draw("{{ d|short_day }}", d=today.replace(year=today.year + 1, day=1)).startswith(
        f"{today.year + 1}年"
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% call ui.table('各级资金') %}<tbody></tbody>{% endcall %}",
        "{{ ui.comparison('各级资金', [('级别', false)], []) }}",
    ],
)
def test_a_table_wider_than_its_box_can_be_scrolled_by_keyboard(source: str):
    shown = draw(source)

    box = re.search(r'<div class="scroll"[^>]*>', shown)
    assert box, shown
    for needed in ('tabindex="0"', 'role="region"', 'aria-label="各级资金"'):
        assert needed in box[0], needed
    assert '<caption class="sr">各级资金</caption>' in shown
