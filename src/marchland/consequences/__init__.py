"""What it means off the field."""
