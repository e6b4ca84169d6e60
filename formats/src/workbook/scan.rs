//! Checks an XML part without storing it, so that no reader needs more memory than the limits allow: its depth, the
//! number of its tags, the length of each tag and text, and that it declares no entities.

use std::io::{self, Read};

use super::limits::{Limits, MAX_DEPTH, ReadError};

/// The maximum length of one tag, text or comment in bytes.
const MAX_TOKEN: usize = 1024 * 1024;

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Depth,
    Tags,
    Token,
    Entity,
}

/// What the scanner is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    /// Behind `<`; what follows decides.
    Start,
    /// In an element, outside quotes. Holds whether it is an end tag.
    Tag(bool),
    /// In an attribute's value.
    Quoted(u8),
    /// Behind `<!`: a comment, a CDATA section or a declaration.
    Declaration,
    Comment,
    Data,
    Instruction,
}

/// The state of a scan over all parts of one file.
pub(super) struct Scan {
    tags: usize,
    most_tags: usize,
    place: Place,
    depth: usize,
    /// Bytes of the current token.
    length: usize,
    /// The last bytes of the current token, the newest in the lowest byte.
    last: u64,
    /// Whether a quotation mark is open in a declaration.
    quoted: bool,
}

impl Scan {
    pub(super) const fn new(limits: &Limits) -> Self {
        Self {
            tags: 0,
            most_tags: limits.tags,
            place: Place::Text,
            depth: 0,
            length: 0,
            last: 0,
            quoted: false,
        }
    }

    /// Reads a part to its end. Returns its size and, for an XML part, what is wrong with it.
    pub(super) fn read(&mut self, mut part: impl Read, xml: bool) -> io::Result<(u64, Option<Fault>)> {
        let mut piece = [0; 16 * 1024];
        let mut size = 0;
        (self.place, self.depth) = (Place::Text, 0);
        self.begin();
        loop {
            let read = match part.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            if read == 0 {
                return Ok((size, None));
            }
            size += u64::try_from(read).unwrap_or(u64::MAX);
            if xml {
                for byte in piece.get(..read).unwrap_or_default() {
                    if let Some(fault) = self.byte(*byte) {
                        return Ok((size, Some(fault)));
                    }
                }
            }
        }
    }

    fn begin(&mut self) {
        (self.length, self.last, self.quoted) = (0, 0, false);
    }

    fn byte(&mut self, byte: u8) -> Option<Fault> {
        let before = self.last;
        self.last = (self.last << 8) | u64::from(byte);
        self.length += 1;
        if self.length > MAX_TOKEN {
            return Some(Fault::Token);
        }
        let now = self.place;
        match now {
            Place::Text if byte == b'<' => {
                self.place = Place::Start;
                self.begin();
            }
            Place::Start => return self.start(byte),
            Place::Tag(closing) => match byte {
                b'"' | b'\'' if closing => return Some(Fault::Token),
                b'"' | b'\'' => self.place = Place::Quoted(byte),
                b'>' => {
                    if closing || before & 0xFF == u64::from(b'/') {
                        self.depth = self.depth.saturating_sub(1);
                    }
                    self.finish();
                }
                _ => {}
            },
            Place::Quoted(quote) if byte == quote => self.place = Place::Tag(false),
            Place::Declaration => return self.declaration(byte),
            // A comment of two hyphens is as short as can be: `<!-->` does not end it.
            Place::Comment if self.length > 4 && self.ends(b"-->") => self.finish(),
            Place::Data if self.length > 9 && self.ends(b"]]>") => self.finish(),
            Place::Instruction if self.length == 1 && byte == b'>' => return Some(Fault::Token),
            Place::Instruction if self.ends(b"?>") => self.finish(),
            Place::Text | Place::Quoted(_) | Place::Comment | Place::Data | Place::Instruction => {}
        }
        None
    }

    /// Reads on behind `<!`. Declarations within a document type declare entities, and the reader ends a quoted `>`
    /// in its own way: neither is in the file of an office program.
    fn declaration(&mut self, byte: u8) -> Option<Fault> {
        match byte {
            b'-' if self.length == 2 && self.ends(b"--") => self.place = Place::Comment,
            b'[' if self.length == 7 && self.ends(b"[CDATA[") => self.place = Place::Data,
            b'[' if self.length == 1 => {}
            b'[' | b'\'' => return Some(Fault::Entity),
            b'"' => self.quoted = !self.quoted,
            b'>' if self.quoted => return Some(Fault::Entity),
            b'>' => self.finish(),
            _ => {}
        }
        self.ends(b"ENTITY").then_some(Fault::Entity)
    }

    fn start(&mut self, byte: u8) -> Option<Fault> {
        self.place = match byte {
            b'/' => Place::Tag(true),
            b'?' => {
                self.begin();
                Place::Instruction
            }
            b'!' => {
                self.begin();
                Place::Declaration
            }
            // An element without a name.
            b'>' => return Some(Fault::Token),
            _ => {
                self.depth += 1;
                Place::Tag(false)
            }
        };
        self.tags += 1;
        if self.tags > self.most_tags {
            return Some(Fault::Tags);
        }
        (self.depth > MAX_DEPTH).then_some(Fault::Depth)
    }

    fn finish(&mut self) {
        self.place = Place::Text;
        self.begin();
    }

    /// Returns whether the token ends with these bytes; up to eight.
    fn ends(&self, bytes: &[u8]) -> bool {
        let wanted = bytes.iter().fold(0, |all: u64, byte| (all << 8) | u64::from(*byte));
        let bits = bytes.len() * 8;
        let mask = if bits >= 64 { u64::MAX } else { (1 << bits) - 1 };
        self.length >= bytes.len() && self.last & mask == wanted
    }
}

impl Fault {
    /// Returns the error about a part.
    pub(super) fn error(self, part: String) -> ReadError {
        match self {
            Self::Depth => ReadError::Depth { part, most: MAX_DEPTH },
            Self::Entity => ReadError::Entities { part },
            Self::Tags | Self::Token => ReadError::Tags { part },
        }
    }
}
