"""Everything a study hands to its outputs, computed and complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import geopandas as gpd
import pandas as pd
import xarray as xr

from marchland.catalogue.read import Catalogue
from marchland.consequences.assess import Assessment
from marchland.consequences.cases import BothCases
from marchland.consequences.dossier import Law
from marchland.consequences.ledger import Flow
from marchland.mobility.inventory import Going
from marchland.model.law import Standing
from marchland.model.plan import Plan
from marchland.model.provenance import Provenance
from marchland.optimise.budgets import Budgets
from marchland.optimise.explain import Explained
from marchland.posture.hinge import Hinge
from marchland.scenario.form import Scenario


@dataclass(frozen=True)
class Case:
    """One combination that a map or a figure speaks of."""

    approach: str
    mover: str
    season: str


@dataclass(frozen=True)
class Restricted:
    """Restricted ground.

    Parameters
    ----------
    going : dict of {(mover, season): Going}
        Restriction and limiting factor of every case.
    inventory : pandas.DataFrame
        Shares of the ground, as :func:`marchland.mobility.inventory.inventory` returns them.
    obstacles : geopandas.GeoDataFrame
        The headline's restricted ground: columns restriction, reason, area_m2, geometry.
    chances : xarray.Dataset or None
        How likely ground is ``unrestricted``, ``restricted`` and ``severe`` in the headline
        case, from 0 to 1; None without an ensemble.
    """

    going: dict[tuple[str, str], Going]
    inventory: pd.DataFrame
    obstacles: gpd.GeoDataFrame
    chances: xr.Dataset | None = None


@dataclass(frozen=True)
class Fields:
    """Fields of every case, at best values, for the map in the browser.

    Parameters
    ----------
    speed : mapping of {(mover, season): xarray.DataArray}
        m/s; 0 cannot pass, NaN unknown.
    before, after : mapping of {(approach, mover, season): xarray.DataArray}
        Travel time from the origins as it is and with the plan built, s; inf cannot be
        reached, NaN unknown. A case whose delays are not declared has no time after.
    """

    speed: Mapping[tuple[str, ...], xr.DataArray]
    before: Mapping[tuple[str, ...], xr.DataArray]
    after: Mapping[tuple[str, ...], xr.DataArray]


@dataclass(frozen=True)
class Accounted:
    """Law, declared areas and accounts over years.

    Parameters
    ----------
    law : tuple of Law
        Of each party that the tables know, on the day.
    standings : tuple of (str, str, sequence of spans)
        Party, instrument and standing over time, as the timeline takes them.
    assessment : Assessment
        Of the declared areas; zero of everything without any.
    ledger : pandas.DataFrame
        Columns of, item, horizon_y, unit, low, best, high, source, tag; NaN has no source.
    flows : mapping of {str: tuple of Flow}
        What falls due when, by what it is of.
    horizon_y : int
        Years over which alternatives are compared.
    discount : float
        Rate of a year.
    names : tuple of str
        What is argued about.
    cases : BothCases
        The two arguments.
    ranked : tuple of str
        The ranking by the scenario's weights, in sentences.
    """

    law: tuple[Law, ...]
    standings: tuple[tuple[str, str, Sequence[tuple[date, date, Standing]]], ...]
    assessment: Assessment
    ledger: pd.DataFrame
    flows: Mapping[str, tuple[Flow, ...]]
    horizon_y: int
    discount: float
    names: tuple[str, str]
    cases: BothCases
    ranked: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The results of a study.

    Parameters
    ----------
    scenario : Scenario
    catalogue : Catalogue
        With the scenario's declared values in place.
    terrain : xarray.Dataset
        As :data:`marchland.schema.TERRAIN` describes.
    headline : Case
        The case that the maps show: the worst crossing of the first opposing approach.
    rasters : mapping of {str: xarray.DataArray}
        ``speed`` (m/s), ``travel_time`` (s) and ``slack`` (s) of the headline case,
        ``travel_time_after`` (s) with the plan built.
    bottlenecks : geopandas.GeoDataFrame
        Columns approach, mover, season, band, width_m, cut_cells, gaps, front (open
        stretches, MultiLineString), geometry (LineString).
    sites : geopandas.GeoDataFrame
        Columns site, kind (gap or crossing), approach, band, length_m, road, geometry
        (LineString or Point).
    options : pandas.DataFrame
        Columns option, site, measure, per, amount, cost_eur_low, cost_eur_best,
        cost_eur_high, land_m2_low, land_m2_best, land_m2_high, build_s_low, build_s_best,
        build_s_high.
    plan : Plan
    effect : pandas.DataFrame
        Columns approach, side, mover, season, before_low_s, before_best_s, before_high_s,
        after_low_s, after_best_s, after_high_s; inf is no way through, NaN unknown. Low is
        the shortest time, high the longest.
    consequences : pandas.DataFrame
        Columns consequence, unit, low, best, high, source.
    facts : pandas.DataFrame
        Columns fact, value, unit, source: figures computed from the geometry.
    borders, towns : geopandas.GeoDataFrame
        For the map; columns name and geometry; towns also population (NaN unknown).
    provenance : tuple of Provenance
    fingerprint : str
        SHA-256 of scenario, catalogue and sources.
    notes : tuple of str
        What the reader must know: layers missing, ground unknown, delays undeclared.
    notes_in : mapping of {str: tuple of str}
        The same in every language, so that a brief can be written in another one.
    routes : geopandas.GeoDataFrame or None
        Fastest routes, for the map: columns approach, mover, season, time_s, geometry
        (LineString from origin to objective).
    places : geopandas.GeoDataFrame or None
        Where the headline's approach starts and ends: columns place, role (origin or
        objective), geometry.
    avenues : geopandas.GeoDataFrame or None
        Ways that differ, in pieces of one echelon: columns approach, mover, season, way
        (rank, or ``widest``), low_s, best_s, high_s, overlap (of the whole way), piece,
        length_m, width_m, echelon, geometry (LineString).
    doors : geopandas.GeoDataFrame or None
        Doors that differ: columns as `bottlenecks`, with rank, overlap, and low_m and high_m:
        the width of the narrowest door over the ranges of the ground, NaN for the others.
    restricted : Restricted or None
        Restricted ground; None where not computed.
    postures : pandas.DataFrame or None
        Postures side by side, as :attr:`marchland.study.postured.Postured.postures` has them.
    hinge : Hinge or None
        What the comparison of postures hangs on; None without postures.
    own_side : pandas.DataFrame or None
        What the plan costs one's own side: columns what, unit, low, best, high, note.
    declarations : geopandas.GeoDataFrame or None
        Areas that the analyst declared, for the map: columns name, kind, party, marked, fenced,
        monitored, recorded, geometry; None where there are none.
    fields : Fields or None
        Speed and travel time of every case; None where not computed.
    accounted : Accounted or None
        Law, declared areas and accounts over years; None where not computed.
    explained : Explained or None
        What the plan hangs on; None where not asked for.
    budgets : Budgets or None
        What several budgets buy; None where not asked for.
    """

    scenario: Scenario
    catalogue: Catalogue
    terrain: xr.Dataset
    headline: Case
    rasters: Mapping[str, xr.DataArray]
    bottlenecks: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    options: pd.DataFrame
    plan: Plan
    effect: pd.DataFrame
    consequences: pd.DataFrame
    facts: pd.DataFrame
    borders: gpd.GeoDataFrame
    towns: gpd.GeoDataFrame
    provenance: tuple[Provenance, ...]
    fingerprint: str
    notes: tuple[str, ...]
    notes_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    routes: gpd.GeoDataFrame | None = None
    places: gpd.GeoDataFrame | None = None
    avenues: gpd.GeoDataFrame | None = None
    doors: gpd.GeoDataFrame | None = None
    restricted: Restricted | None = None
    postures: pd.DataFrame | None = None
    own_side: pd.DataFrame | None = None
    declarations: gpd.GeoDataFrame | None = None
    accounted: Accounted | None = None
    fields: Fields | None = None
    explained: Explained | None = None
    budgets: Budgets | None = None
    hinge: Hinge | None = None
