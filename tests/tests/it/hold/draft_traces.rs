//! Work on drafts changes no public ETag and leaves no gap in public numbers.
