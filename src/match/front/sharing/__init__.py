"""What somebody sees who opens a shared link: one view, to read, for a while."""
