"""Where does it say that? The index over requests and letters, and what a person finds in it."""
