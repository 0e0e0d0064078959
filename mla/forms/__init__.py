"""The forms of the request writer, one module per group of questions; kinds put them together into sections."""
