//! Without Redis everything goes on in process, at once.
