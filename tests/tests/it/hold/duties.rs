//! Roles that must not meet in one person are refused.
