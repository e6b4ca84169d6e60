//! The overview of a city: the state of its plan.

use poem::handler;

use crate::error::{Fault, Result};
use crate::tenant::City;

#[handler]
pub(super) async fn show(city: City) -> Result {
    let _ = city.links();
    Err(Fault::Missing)
}
