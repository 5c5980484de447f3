"""Lines over months: where they break, how high they are, what they say aloud."""

import pytest

from match.site.charts import HEIGHT, WIDTH, ceiling, line_chart


def test_the_axis_ends_at_a_round_number_whose_half_is_whole() -> None:
    assert [ceiling(each) for each in (0, 1, 2, 3, 9, 11, 20, 41, 399, 1000)] == [
        2, 2, 2, 4, 10, 20, 20, 100, 400, 1000,
    ]  # fmt: skip


def test_a_month_without_a_figure_breaks_the_line_and_is_hatched() -> None:
    drawn = line_chart(
        "x", ["a", "b", "c", "d", "e"], [1, 2, None, 4, 5], ["1", "2", "—", "4", "5"]
    )

    assert len(drawn.lines) == 2
    assert len(drawn.dots) == 4
    assert len(drawn.gaps) == 1
    start, width = drawn.gaps[0]
    before, after = drawn.dots[1].x, drawn.dots[2].x
    assert before < start < start + width <= after + 1
    assert "c —" in drawn.words


def test_all_is_within_the_picture_and_more_is_higher() -> None:
    values = [0, 3, 50, 100]
    drawn = line_chart("x", list("abcd"), values, list("abcd"), unit="%", top=100, target=90)

    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawn.dots)
    heights = [dot.y for dot in drawn.dots]
    assert heights == sorted(heights, reverse=True)
    assert drawn.target is not None
    assert heights[3] < drawn.target < heights[2]


def test_words_must_be_as_many_as_months() -> None:
    with pytest.raises(ValueError, match="2 months"):
        line_chart("x", ["a", "b"], [1], ["1"])
