//! Evidence is served only while its bytes match its hash; photos lose place and device.
