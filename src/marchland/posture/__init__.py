"""Step 4: how a layered defence plays out in time."""
