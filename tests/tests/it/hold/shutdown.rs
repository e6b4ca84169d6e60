//! Shutdown turns readiness off first, then drains.
