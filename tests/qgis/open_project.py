"""Open a run in QGIS, without a screen: every layer valid, named, styled, in the right projection.

Run by QGIS's own Python, which is the system's: ``make qgis``. Not collected by pytest.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsLayerTreeModel,
    QgsLayoutExporter,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor

STYLED = {"singleSymbol", "categorizedSymbol", "graduatedSymbol", "ruleBased",
          "paletted", "singlebandpseudocolor"}  # fmt: skip
WIDTH_PX = 1400


def colours(layer):
    """The colours of a vector layer's symbols, the lowest first."""
    symbols = layer.renderer().symbols(context())
    return [part.color().name() for symbol in symbols for part in symbol.symbolLayers()]


def context():
    from qgis.core import QgsRenderContext

    return QgsRenderContext()


def faults(project):
    """Everything that is wrong with the project's layers."""
    for layer in project.mapLayers().values():
        name = layer.name() or layer.source()
        if not layer.isValid():
            yield f"{name}: not valid: {layer.source()}"
            continue
        if not layer.name():
            yield f"{name}: has no name"
        if layer.crs().authid() != project.crs().authid():
            yield f"{name}: is in {layer.crs().authid()}, the project in {project.crs().authid()}"
        if layer.renderer() is None or layer.renderer().type() not in STYLED:
            yield f"{name}: is not styled"


def geopackage_faults(project, folder):
    """What is wrong with layers that are opened from the GeoPackage alone."""
    for layer in project.mapLayers().values():
        if "layername=" not in layer.source():
            continue
        table = layer.source().rpartition("layername=")[2]
        alone = QgsVectorLayer(f"{folder / 'study.gpkg'}|layername={table}", table, "ogr")
        if not alone.isValid():
            yield f"study.gpkg {table}: not valid"
        elif colours(alone) != colours(layer):
            yield f"study.gpkg {table}: drawn as {colours(alone)}, in the project {colours(layer)}"


def legend_faults(project):
    """Lines of a legend that say nothing, and rasters that have none."""
    model = QgsLayerTreeModel(project.layerTreeRoot())
    for node in project.layerTreeRoot().findLayers():
        lines = [str(line.data(Qt.DisplayRole)) for line in model.layerLegendNodes(node)]
        if any(line.startswith("Band ") for line in lines):
            yield f"{node.name()}: its legend says {lines[0]}"
        if not lines:
            yield f"{node.name()}: has no legend"


def picture(project, path):
    """Draw what is visible on opening."""
    root = project.layerTreeRoot()
    layers = [node.layer() for node in root.findLayers() if node.isVisible()]
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(project.crs())
    extent = project.mapLayersByName("travel time in s")[0].extent()
    settings.setExtent(extent)
    height = round(WIDTH_PX * extent.height() / extent.width())
    settings.setOutputSize(QSize(WIDTH_PX, height))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))


def sheet_faults(project, path):
    """What is wrong with the sheet to print; it is drawn."""
    layout = project.layoutManager().layoutByName("Map sheet")
    if layout is None:
        return ["there is no sheet to print"]
    kinds = {type(item).__name__ for item in layout.items()}
    wanted = {"QgsLayoutItemMap", "QgsLayoutItemLegend", "QgsLayoutItemScaleBar",
              "QgsLayoutItemPicture", "QgsLayoutItemLabel"}  # fmt: skip
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 110
    drawn = QgsLayoutExporter(layout).exportToImage(str(path), settings)
    lacking = [f"the sheet has no {kind}" for kind in sorted(wanted - kinds)]
    return lacking + ([] if drawn == QgsLayoutExporter.Success else ["the sheet is not drawn"])


def main():
    folder, path = Path(sys.argv[1]), Path(sys.argv[2])
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    found = [] if project.read(str(folder / "study.qgz")) else ["study.qgz cannot be opened"]
    found += [*faults(project), *geopackage_faults(project, folder), *legend_faults(project)]
    picture(project, path)
    found += sheet_faults(project, path.with_stem(f"{path.stem}-sheet"))
    count = len(project.mapLayers())
    print(*found, f"{count} layers, {len(found)} faults; drawn into {path}", sep="\n")
    sys.stdout.flush()
    os._exit(bool(found) or not count)  # leaving QGIS in order would crash it


main()
