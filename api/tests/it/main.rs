//! The API with a database of its own, as seen by a coordinator, an implementer, a viewer, a user without a
//! role and an anonymous client.

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
