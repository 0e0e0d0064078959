"""The demo's material: who works there, and what they ask for. All of it is fictional."""
