"""Files from a network, kept: resumed, checked, shared by every study, never half there."""
