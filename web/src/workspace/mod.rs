//! The workspace: `/{city}/{lang}/w/`.

use poem::Route;

/// Pages under `/:city/:lang/w/`, by their whole paths: poem nests no path with parameters.
pub(crate) fn routes(route: Route) -> Route {
    route
}
