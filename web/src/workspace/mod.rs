//! The workspace: `/{city}/{lang}/w/`.

use poem::Route;

/// Pages under `/{city}/{lang}/w`. `:city` and `:lang` are in the path already.
pub(crate) fn routes() -> Route {
    Route::new()
}
