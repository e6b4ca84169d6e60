//! The records of a workbook stream, and the fields in them. A long record goes on in records of its own.

/// The maximum number of records that continue one. The texts of the largest workbook need about a thousand.
const MAX_CONTINUED: usize = 20_000;

/// A record with the ones that continue it.
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    stream: &'s [u8],
    /// Where its data begins and ends, and that of each record that continues it.
    first: (usize, usize),
    rest: Vec<(usize, usize)>,
}

impl Record<'_> {
    pub(super) const BEGIN: u16 = 0x0809;
    pub(super) const END: u16 = 0x000A;
    pub(super) const PASSWORD: u16 = 0x002F;
    pub(super) const DATES: u16 = 0x0022;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const CELL_FORMAT: u16 = 0x00E0;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const STRINGS: u16 = 0x00FC;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const COLUMNS: u16 = 0x007D;
    pub(super) const SHARED_TEXT: u16 = 0x00FD;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const RICH_TEXT: u16 = 0x00D6;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const SHORT_NUMBER: u16 = 0x027E;
    pub(super) const SHORT_NUMBERS: u16 = 0x00BD;
    pub(super) const TRUTH: u16 = 0x0205;
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const FORMULA_TEXT: u16 = 0x0207;
    pub(super) const MERGED: u16 = 0x00E5;
    const CONTINUED: u16 = 0x003C;

    pub(super) fn fields(&self) -> Fields<'_, '_> {
        Fields {
            stream: self.stream,
            rest: &self.rest,
            at: self.first.0,
            end: self.first.1,
        }
    }
}

/// Iterates over the records from a place on. Ends at the end of the stream, or where it is cut off.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub(super) const fn new(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    fn head(&self) -> Option<(u16, usize, usize)> {
        let head: [u8; 4] = self.stream.get(self.at..self.at.checked_add(4)?)?.try_into().ok()?;
        let [a, b, c, d] = head;
        let (start, length) = (self.at + 4, usize::from(u16::from_le_bytes([c, d])));
        let end = start.checked_add(length).filter(|end| *end <= self.stream.len())?;
        Some((u16::from_le_bytes([a, b]), start, end))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, start, end) = self.head()?;
        self.at = end;
        let mut rest = Vec::new();
        while rest.len() < MAX_CONTINUED
            && let Some((_, start, end)) = self.head().filter(|(kind, ..)| *kind == Record::CONTINUED)
        {
            rest.push((start, end));
            self.at = end;
        }
        Some(Record {
            kind,
            stream: self.stream,
            first: (start, end),
            rest,
        })
    }
}

/// The fields of a record that are not read yet. Each method returns `None` when the record is too short.
pub(super) struct Fields<'s, 'r> {
    stream: &'s [u8],
    rest: &'r [(usize, usize)],
    at: usize,
    end: usize,
}

impl Fields<'_, '_> {
    pub(super) fn u8(&mut self) -> Option<u8> {
        while self.at >= self.end {
            self.go_on()?;
        }
        let byte = self.stream.get(self.at).copied();
        self.at += 1;
        byte
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.u8()?, self.u8()?, self.u8()?, self.u8()?]))
    }

    pub(super) fn bytes8(&mut self) -> Option<[u8; 8]> {
        let mut bytes = [0; 8];
        for byte in &mut bytes {
            *byte = self.u8()?;
        }
        Some(bytes)
    }

    /// Returns the number of bytes in this record, without those that continue it.
    pub(super) const fn left(&self) -> usize {
        self.end.saturating_sub(self.at)
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        let mut left = bytes;
        while left > self.left() {
            left -= self.left();
            if self.go_on().is_none() {
                self.at = self.end;
                return;
            }
        }
        self.at += left;
    }

    /// Reads a text with its length in two bytes.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        self.characters(length)
    }

    /// Reads a text that may have runs of several formats and a pronunciation, which are skipped.
    pub(super) fn rich_text(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.u8()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
        let extra = if flags & 4 == 0 {
            0
        } else {
            usize::try_from(self.u32()?).ok()?
        };
        let text = self.signs(length, flags)?;
        self.skip(runs.saturating_mul(4).saturating_add(extra));
        Some(text)
    }

    /// Reads a number of characters with the byte before them that tells their width.
    pub(super) fn characters(&mut self, length: usize) -> Option<String> {
        let flags = self.u8()?;
        self.signs(length, flags)
    }

    /// Reads characters of one or two bytes. Where the text goes on in another record, its width is told again.
    fn signs(&mut self, length: usize, flags: u8) -> Option<String> {
        let mut wide = flags & 1 != 0;
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.at >= self.end {
                self.go_on()?;
                if self.left() > 0 {
                    wide = self.u8()? & 1 != 0;
                }
                continue;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.u8()?) });
        }
        Some(String::from_utf16_lossy(&units).replace("\r\n", "\n"))
    }

    /// Goes on with the next record that continues this one.
    fn go_on(&mut self) -> Option<()> {
        let ((start, end), rest) = self.rest.split_first()?;
        (self.at, self.end, self.rest) = (*start, *end, rest);
        Some(())
    }
}
