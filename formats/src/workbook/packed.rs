//! The parts of an office file, which is a ZIP archive of XML: measured before anything is read.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{Limits, ReadError};
use super::scan::Scan;
use super::xml::{Xml, damaged};

/// Up to this size the ratio is not checked: an empty sheet with styles compresses very well.
const SMALL: u64 = 4 * 1024 * 1024;

/// The signature of an entry in the archive's central directory.
const ENTRY: &[u8] = b"PK\x01\x02";

/// The parts of an office file that is within the limits.
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Parts<'b> {
    /// Opens the archive.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, ReadError> {
        // Counted before the directory is read, because reading it allocates memory for each entry.
        let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
        let too_many = |parts| ReadError::Parts {
            parts,
            most: limits.parts,
        };
        if entries > limits.parts.saturating_mul(2) {
            return Err(too_many(entries));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > limits.parts {
            return Err(too_many(archive.len()));
        }
        Ok(Self { archive })
    }

    /// Unpacks every part without storing it, to measure its real size and to check its XML. The sizes that the
    /// file declares may be wrong. With `only`, measures that part alone. Must be called before [`Self::xml`].
    pub(super) fn measure(&mut self, limits: &Limits, only: Option<&str>) -> Result<(), ReadError> {
        let mut left = limits.unpacked;
        let mut scan = Scan::new(limits);
        for index in 0..self.archive.len() {
            let part = self.archive.by_index(index).map_err(broken)?;
            let name = part.name().map_err(broken)?.into_owned();
            if only.is_some_and(|only| !same(&name, only)) {
                continue;
            }
            let packed = part.compressed_size().max(1);
            let fair = packed.saturating_mul(limits.ratio).max(SMALL);
            let most = left.min(fair).min(limits.part);
            let (unpacked, fault) = scan
                .read(part.take(most.saturating_add(1)), is_xml(&name))
                .map_err(|error| damaged(format!("{name}: {error}")))?;
            if let Some(fault) = fault {
                return Err(fault.error(name));
            }
            if unpacked > most {
                return Err(if fair < left.min(limits.part) {
                    ReadError::Ratio {
                        part: name,
                        most: limits.ratio,
                    }
                } else {
                    ReadError::Unpacked {
                        part: name,
                        most: if left < limits.part {
                            limits.unpacked
                        } else {
                            limits.part
                        },
                    }
                });
            }
            left = left.saturating_sub(unpacked);
        }
        Ok(())
    }

    /// Returns the first bytes of a part; `None` when there is no such part.
    pub(super) fn start_of(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        const SHOWN: u64 = 128;
        let Some(name) = self.find(name) else {
            return Ok(None);
        };
        let mut start = Vec::new();
        let part = self.archive.by_name(&name).map_err(broken)?;
        part.take(SHOWN).read_to_end(&mut start).map_err(damaged)?;
        Ok(Some(String::from_utf8_lossy(&start).into_owned()))
    }

    /// Opens an XML part; `None` when there is no such part, or when its name is not that of XML.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml<'_>>, ReadError> {
        let Some(name) = self.find(name).filter(|name| is_xml(name)) else {
            return Ok(None);
        };
        Ok(Some(Xml::new(self.archive.by_name(&name).map_err(broken)?)))
    }

    /// Returns whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Finds a part.
    fn find(&self, name: &str) -> Option<String> {
        if self.archive.index_for_name(name).is_some() {
            return Some(name.to_owned());
        }
        let mut names = self.archive.file_names().flatten();
        let found = names.find(|other| same(other, name))?;
        Some(found.into())
    }
}

/// Returns the path of a part that another part names: relative to its folder, or from the root.
pub(super) fn path(of: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => of.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| {
            folder.split('/').filter(|step| !step.is_empty()).collect()
        }),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// Compares names of parts. Some programs write other cases, or backslashes.
fn same(name: &str, other: &str) -> bool {
    name.replace('\\', "/").eq_ignore_ascii_case(other)
}

fn is_xml(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    end.eq_ignore_ascii_case("xml") || end.eq_ignore_ascii_case("rels")
}

fn broken(error: ZipError) -> ReadError {
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        return ReadError::Locked;
    }
    damaged(error)
}
