"""Drawings: maps that show all points, neighbours in two columns."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.representations.drawings.mercator import fit_window, project
from terril.representations.drawings.neighbourhood import (
    MAX_CHARACTERS,
    MAX_ON_A_SIDE,
    Neighbour,
    draw_neighbourhood,
    truncate,
)
from terril.representations.drawings.svg_map import (
    HEIGHT,
    MARGIN,
    MAX_POINTS,
    WIDTH,
    Point,
    draw_map,
)

EARTH = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


def point(latitude: float, longitude: float) -> Point:
    return Point(latitude, longitude, "place", "en", "place")


def neighbours(relation: str, count: int) -> list[Neighbour]:
    return [Neighbour(f"{relation} {n}", "en", relation, "#") for n in range(count)]


def test_the_middle_of_the_map_is_where_equator_and_greenwich_cross() -> None:
    assert project(0, 0, 0) == (128, 128)


@given(st.lists(EARTH, min_size=1, max_size=8))
def test_every_point_stands_inside_its_map(points: list[tuple[float, float]]) -> None:
    drawn = draw_map([point(*one) for one in points])
    assert drawn
    for marker in drawn.markers:
        assert -1 <= marker.x <= WIDTH + 1
        assert -1 <= marker.y <= HEIGHT + 1
    assert 0 < drawn.bar <= WIDTH
    assert drawn.bar_label.split()[1] in ("m", "km")


def test_points_near_each_other_are_drawn_closer_than_the_world() -> None:
    near = fit_window([(50.443206, 2.788481), (50.443517, 2.789428)], WIDTH, HEIGHT, MARGIN)
    far = fit_window([(50.4, 2.8), (-33.9, 151.2)], WIDTH, HEIGHT, MARGIN)
    assert near.zoom > far.zoom
    assert near.get_metres_per_pixel() < far.get_metres_per_pixel()


def test_a_single_point_is_shown_with_the_town_around_it() -> None:
    frame = fit_window([(50.45786, 2.79215)], WIDTH, HEIGHT, MARGIN)
    assert 2000 < frame.get_metres_per_pixel() * WIDTH < 10_000


def test_a_map_says_how_many_points_it_leaves_out() -> None:
    drawn = draw_map([point(50, 2 + number / 1000) for number in range(MAX_POINTS + 3)])
    assert drawn
    assert (len(drawn.markers), drawn.more) == (MAX_POINTS, 3)


def test_no_point_makes_no_map() -> None:
    assert draw_map([]) is None


def test_tiles_cover_the_map_when_the_town_names_some() -> None:
    drawn = draw_map([point(50.45786, 2.79215)], "https://tiles.example/{z}/{x}/{y}.png")
    assert drawn
    left = min(tile.left for _, tile in drawn.tiles)
    right = max(tile.left for _, tile in drawn.tiles) + 256
    assert left <= 0
    assert right >= WIDTH
    assert {href.split("/")[3] for href, _ in drawn.tiles} == {"13"}
    plain = draw_map([point(50.45786, 2.79215)])
    assert plain
    assert plain.tiles == ()


def test_every_relation_is_shown_before_one_is_shown_twice() -> None:
    drawn = draw_neighbourhood("thing", [neighbours("a", 20), neighbours("b", 1)], [])
    assert drawn
    assert {box.neighbour.relation for box in drawn.boxes} == {"a", "b"}
    assert len(drawn.boxes) == MAX_ON_A_SIDE
    assert drawn.more == 21 - MAX_ON_A_SIDE


def test_boxes_of_a_column_do_not_overlap() -> None:
    drawn = draw_neighbourhood("thing", [neighbours("a", 3)], [neighbours("b", 7)])
    assert drawn
    for x in {box.x for box in drawn.boxes}:
        tops = sorted(box.y for box in drawn.boxes if box.x == x)
        gaps = [below - above for above, below in itertools.pairwise(tops)]
        assert all(gap >= drawn.box_height for gap in gaps)
        assert tops[0] >= 0
        assert tops[-1] + drawn.box_height <= drawn.height


def test_a_thing_without_neighbours_is_not_drawn() -> None:
    assert draw_neighbourhood("thing", [], []) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("short", "short"),
        ("Biodiversité, Aménagement & Cadre de vie", "Biodiversité, Aménagement &…"),
        ("x" * 50, "x" * (MAX_CHARACTERS - 1) + "…"),
    ],
)
def test_a_long_name_is_cut_at_a_word(text: str, short: str) -> None:
    assert truncate(text) == short
