"""The pages of the request itself: the writer. What moves a request lives with the workflows."""
