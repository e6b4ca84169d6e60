//! A first start that is killed leaves no half of a demo.
