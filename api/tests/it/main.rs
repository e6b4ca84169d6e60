//! The API over a database of its own: what a coordinator, an implementer, a viewer, a stranger and
//! a passer-by get.

#[cfg(test)]
mod evidence;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod logo;
#[cfg(test)]
mod milestones;
#[cfg(test)]
mod posts;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod world;
