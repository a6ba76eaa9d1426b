"""The sections of the brief, one file each; :mod:`marchland.outputs.sections.order` lists them."""
