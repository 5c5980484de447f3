"""Uploads: pictures re-encoded and stripped, documents as they are; who may fetch which."""
