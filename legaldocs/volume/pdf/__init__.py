"""The PDF writer of the court volume: values, objects, copying, annotations."""
