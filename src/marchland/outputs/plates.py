"""What each map shows: its theme, its legend, and the signs drawn over it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from marchland.mobility.courses import TOO_NARROW
from marchland.mobility.widths import needs
from marchland.outputs import answers, declaredmap, overlays, signs, themes
from marchland.outputs.basemap import Backdrop, draw_strokes, lakes, soft_lakes, unknown_key
from marchland.outputs.canvas import Canvas, Floats
from marchland.outputs.isochrones import hour_label, isochrones, steps
from marchland.outputs.language import say
from marchland.outputs.legend import Key, Ramp, Stroked, flat_key, line_key, point_key
from marchland.outputs.report import Report
from marchland.outputs.sheet import Sheet
from marchland.outputs.strokes import smoothed, strokes
from marchland.outputs.words import amount, count, on_clock, percent, plain
from marchland.units import HOUR_S

CLOSED_RIVER = Stroked("#2f4858", 1.0)
Paint = Callable[[Canvas, Floats], Floats]


@dataclass(frozen=True)
class Plate:
    """A map before it is drawn.

    Parameters
    ----------
    name : str
        A key of :data:`marchland.outputs.titles.titles`.
    ramp : Ramp or None
    keys : sequence of Key
        Without those of the ground.
    paint : callable
        Lays the theme over the tinted ground.
    over : callable
        Draws lines and signs on the sheet.
    """

    name: str
    ramp: Ramp | None
    keys: Sequence[Key]
    paint: Paint
    over: Callable[[Sheet], None]


def _ground(report: Report, back: Backdrop) -> Plate:
    speed = report.rasters["speed"].values
    edges = themes.speed_edges(speed)
    barred = back.running & (speed == 0)
    rivers = strokes(barred.astype(np.uint8))

    def paint(canvas: Canvas, picture: Floats) -> Floats:
        lake = soft_lakes(back, canvas)
        return themes.paint_speed(picture, canvas.bridged(speed, barred), lake, edges)

    def over(sheet: Sheet) -> None:
        draw_strokes(sheet, rivers, {1: CLOSED_RIVER}, 2.1)

    keys = themes.speed_keys(edges)
    if np.isnan(speed).any():
        keys.append(unknown_key(say("legend.speed_unknown")))
    if rivers:
        keys.append(line_key(say("legend.river_closed"), CLOSED_RIVER))
    return Plate("ground", None, keys, paint, over)


def _time(report: Report, back: Backdrop) -> Plate:
    time = report.rasters["travel_time"].values
    scale, at_h = themes.time_scale(time), steps(time)
    shown = answers.case_rows(report.routes, report.headline) if report.routes is not None else None

    def paint(canvas: Canvas, picture: Floats) -> Floats:
        pixels = canvas.bridged(time, back.running & ~np.isfinite(time))
        return lakes(back, canvas, themes.paint_time(picture, pixels, scale))

    def over(sheet: Sheet) -> None:
        _ends(sheet, report)
        if shown is not None:
            overlays.routes(sheet, shown)
        isochrones(sheet, time, at_h)

    keys = [line_key(say("legend.isochrone"), Stroked("#1a1a1a", 0.85, "-", ("#ffffff", 2.0)))]
    if shown is not None and not shown.empty:
        keys.append(line_key(say("legend.route"), overlays.ROUTE))
    if report.places is not None:
        keys += _end_keys()
    if np.isinf(time).any():
        keys.append(themes.unreached_key(say("legend.unreached")))
    ramp = themes.ramp_of(scale, say("legend.time"), at_h)
    return Plate("travel-time", ramp, keys, paint, over)


def _corridors(report: Report, back: Backdrop) -> Plate:
    slack, least = report.rasters["slack"].values, answers.least_time(report)
    found = answers.doors(report)
    main = None if found.empty else found["width_m"].idxmin()

    def paint(canvas: Canvas, picture: Floats) -> Floats:
        pixels = canvas.sample(slack)
        picture = themes.paint_corridors(picture, pixels, least, answers.CORRIDORS)
        return lakes(back, canvas, picture)

    def over(sheet: Sheet) -> None:
        _ends(sheet, report)
        labels = []
        for row in overlays.on_grid(found, sheet.grid).itertuples():
            line, open_ = _door_line(report, row)
            label = _door_label(row)
            at = overlays.door(sheet, line, open_, main=row.Index == main)
            labels.append((row.Index != main, at, label))
        for lesser, at, label in sorted(labels):
            overlays.callout(sheet, at, label, 7.2 if lesser else 8.5)

    keys = [
        flat_key(say("legend.corridor").format(share=percent(share)), tint)
        for share, tint in zip(answers.CORRIDORS, themes.CORRIDOR_TINTS, strict=True)
    ]
    keys += [
        line_key(say("legend.bottleneck"), overlays.DOOR),
        line_key(say("legend.closing_line"), overlays.LESSER_DOOR),
        line_key(say("legend.shut"), overlays.SHUT),
    ]
    if report.places is not None:
        keys += _end_keys()
    return Plate("corridors", None, keys, paint, over)


def _avenues(report: Report, back: Backdrop) -> Plate:
    found = report.avenues
    assert found is not None  # drawable() has seen to it
    shown = found[found["approach"] == report.headline.approach]
    sizes = (TOO_NARROW, *(name for name, _ in needs(report.catalogue)))
    looks = dict(zip(sizes, overlays.way_looks(len(sizes)), strict=True))

    def over(sheet: Sheet) -> None:
        _ends(sheet, report)
        ways = list(reversed(list(shown.groupby("way", sort=False))))
        drawn = [overlays.way(sheet, of, looks, widest=way == "widest") for way, of in ways]
        for at, (way, pieces) in zip(overlays.apart(drawn), ways, strict=True):
            time = on_clock(float(pieces["best_s"].iloc[0]))
            overlays.callout(sheet, at, f"{plain(str(way))}: {time}", 8.5)

    keys = [line_key(say("legend.narrow"), looks[TOO_NARROW])]
    for name in sizes[1:]:
        keys.append(line_key(say("legend.wide").format(echelon=plain(name)), looks[name]))
    keys.append(line_key(say("legend.widest"), overlays.WIDEST))
    keys += _end_keys() if report.places is not None else []
    return Plate("avenues", None, keys, lambda canvas, picture: lakes(back, canvas, picture), over)


def _doors(report: Report, back: Backdrop) -> Plate:
    found = answers.differing_doors(report)

    def over(sheet: Sheet) -> None:
        _ends(sheet, report)
        labels = []
        for row in overlays.on_grid(found, sheet.grid).itertuples():
            at = overlays.door(sheet, *_door_line(report, row), main=row.rank == 1)
            labels.append((row.rank > 1, at, f"{row.rank}: {_door_label(row)}"))
        for lesser, at, label in sorted(labels):
            overlays.callout(sheet, at, label, 7.2 if lesser else 8.5)

    keys = [
        line_key(say("legend.door"), overlays.DOOR),
        line_key(say("legend.other_door"), overlays.LESSER_DOOR),
        line_key(say("legend.shut"), overlays.SHUT),
    ]
    keys += _end_keys() if report.places is not None else []
    return Plate("doors", None, keys, lambda canvas, picture: lakes(back, canvas, picture), over)


def _plan(report: Report, back: Backdrop) -> Plate:
    before, after = (report.rasters.get(name) for name in ("travel_time", "travel_time_after"))
    change = None
    if before is not None and after is not None:
        with np.errstate(invalid="ignore"):
            change = after.values - before.values
            change = change if (np.abs(change) > 1).any() else None
    scale = None if change is None else themes.change_scale(change)
    picked = answers.placed(report, answers.chosen(report))

    def paint(canvas: Canvas, picture: Floats) -> Floats:
        if change is not None and scale is not None:
            pixels = canvas.bridged(change, back.running & ~np.isfinite(change))
            picture = themes.paint_change(picture, pixels, scale)
        return lakes(back, canvas, picture)

    def over(sheet: Sheet) -> None:
        signs.sites(sheet, report.sites)
        for name, rows in picked.groupby("measure", sort=True):
            signs.measures(sheet, rows, report.catalogue.measure(str(name)).layer)

    keys = []
    for name, rows in picked.groupby("measure", sort=True):
        measure = report.catalogue.measure(str(name))
        much = float(rows["amount"].sum())
        said = f"{much:.0f}" if measure.per == "piece" else amount(much, measure.per)
        label = f"{plain(measure.name)}: {said}"
        if measure.site == "crossing":
            keys.append(point_key(label, "s", signs.MEASURE))
        else:
            keys.append(line_key(label, signs.measure_look(measure.layer)))
    if not report.sites.empty:
        keys.append(line_key(say("legend.site_gap"), signs.SITE))
        keys.append(point_key(say("legend.site_road"), "s", signs.SITE.colour, filled=False))
    if change is not None and np.isposinf(change).any():
        keys.append(themes.closed_key(say("legend.no_longer")))
    return Plate("plan", _change_ramp(scale), keys, paint, over)


def _chances(report: Report, back: Backdrop) -> Plate:
    found = report.restricted.chances if report.restricted else None
    assert found is not None  # draw_map asks before
    severe = found["severe"].values

    def paint(canvas: Canvas, picture: Floats) -> Floats:
        return themes.paint_chance(lakes(back, canvas, picture), canvas.sample(severe))

    def over(sheet: Sheet) -> None:
        pass

    keys = [unknown_key(say("legend.unknown"))] if np.isnan(severe).any() else []
    ends = [(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")]
    ramp = Ramp(say("legend.chances"), themes.CHANCES, ends)
    return Plate("chances", ramp, keys, paint, over)


def _declared(report: Report, back: Backdrop) -> Plate:
    def paint(canvas: Canvas, picture: Floats) -> Floats:
        return lakes(back, canvas, picture)

    def over(sheet: Sheet) -> None:
        declaredmap.draw(sheet, declaredmap.areas_of(report))

    return Plate("declared", None, declaredmap.keys(), paint, over)


def _change_ramp(scale: themes.Scale | None) -> Ramp | None:
    if scale is None:
        return None
    top = scale.high / HOUR_S
    ends = [(0.0, f"−{hour_label(top)}"), (0.5, "0"), (1.0, f"+{hour_label(top)}")]
    return Ramp(say("legend.change"), scale.colours, ends)


def _door_line(report: Report, door: Any) -> tuple[np.ndarray, np.ndarray]:  # noqa: ANN401
    """Return a door's line cell by cell, and for each point whether movement can pass there."""
    cell_m = report.scenario.region.cell_m
    line = shapely.get_coordinates(shapely.segmentize(door.geometry, cell_m / 2))
    stretches = shapely.STRtree(shapely.get_parts(door.front))
    open_ = np.zeros(len(line), bool)
    open_[stretches.query(shapely.points(line), "dwithin", cell_m / 4)[0]] = True
    return smoothed(line, 6), open_


def _door_label(door: Any) -> str:  # noqa: ANN401
    width = amount(float(door.width_m), "m")
    if door.gaps <= 1:
        return width
    return say("legend.in_gaps").format(width=width, gaps=count(int(door.gaps), "gap"))


def _ends(sheet: Sheet, report: Report) -> None:
    if report.places is not None:
        signs.ends(sheet, report.places)


def _end_keys() -> list[Key]:
    return [
        line_key(say("legend.origin"), signs.ORIGIN),
        line_key(say("legend.objective"), signs.OBJECTIVE),
    ]


PLATES = {
    "ground": _ground,
    "travel-time": _time,
    "avenues": _avenues,
    "corridors": _corridors,
    "doors": _doors,
    "plan": _plan,
    "chances": _chances,
    "declared": _declared,
}
