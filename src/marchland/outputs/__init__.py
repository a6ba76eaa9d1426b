"""What leaves: rasters, GIS files, maps and the brief."""
