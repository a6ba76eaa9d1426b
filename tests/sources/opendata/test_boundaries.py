import json

import pytest
import shapely
from tests.sources.opendata.conftest import write_countries

from marchland.errors import LayerError
from marchland.sources.opendata.boundaries import about
from marchland.sources.opendata.prepare import PROVIDERS

BOUNDARIES = PROVIDERS["geoboundaries"]
ALDER, BIRCH = shapely.box(20, 50, 23.01, 58), shapely.box(23.01, 50, 26, 58)


@pytest.fixture
def served(server):
    """Two countries as Natural Earth has them; of the second there is no outline."""
    write_countries(server.root, {"Alder": ALDER, "Birch": BIRCH})
    said = {
        "boundaryName": "Alder",
        "boundaryLicense": "CC BY 3.0 IGO",
        "boundarySource": "Alder's survey",
        "gjDownloadURL": "../../ald.geojson",
    }
    server.answers["/gb/ALD/ADM0/"] = json.dumps(said).encode()
    shape = {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(ALDER)}
    server.answers["/gb/ald.geojson"] = json.dumps({"features": [shape]}).encode()
    return said


@pytest.mark.usefixtures("served")
def test_an_outline_with_the_licence_of_its_source(made):
    (draft,), rasters = made(BOUNDARIES)
    assert draft.licence == "Alder: CC BY 3.0 IGO, Alder's survey"
    (line,) = rasters.features("boundaries")
    assert line["properties"] == {"name": "Alder"}
    shape = shapely.geometry.shape(line["geometry"])
    assert shape.bounds == pytest.approx((23.01, 53.5, 23.01, 54.51))


def test_an_answer_that_leads_nowhere(served, server, made):
    del served["gjDownloadURL"]
    server.answers["/gb/ALD/ADM0/"] = json.dumps(served).encode()
    with pytest.raises(LayerError, match="does not say where"):
        made(BOUNDARIES)


def test_the_address_of_a_country():
    assert about("http://a", "POL").url == "http://a/POL/ADM0/"
