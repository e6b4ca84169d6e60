//! Imports have limits on what is made of them.
