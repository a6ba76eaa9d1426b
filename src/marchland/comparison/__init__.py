"""Two studies side by side: what differs, by how much, and what flips."""
