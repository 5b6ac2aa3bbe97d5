//! Rows of cells set apart by a comma, semicolon or tab (RFC 4180), as bytes: no more than one row is held at a time, and
//! of one too long for that no more than its beginning.
//!
//! A quotation mark opens a quoted cell only where the cell begins; elsewhere it is a character like any other.

use std::io::{self, BufRead};

/// A longer cell is no value of a card.
pub const MOST_CELL_BYTES: usize = 1 << 20;
/// A longer row is no row of cards.
pub const MOST_ROW_BYTES: usize = 4 << 20;
/// A row with more cells is no row of cards.
pub const MOST_CELLS: usize = 4096;

/// Cuts bytes into rows.
#[derive(Debug)]
pub struct Delimited<R> {
    input: R,
    delimiter: u8,
    rows: u64,
    lines: u64,
    bytes: u64,
    /// The last byte was the first of what may be `\r\n`.
    after_return: bool,
}

/// One row as it stands.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its number, counted from 1; lines with nothing in them count.
    pub row: u64,
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// The last line it reaches.
    pub last_line: u64,
    /// Why only its beginning is here.
    pub too_long: Option<TooLong>,
    /// Whether a quoted cell was still open when the file ended.
    pub is_unclosed: bool,
    /// Whether something stands behind the closing quotation mark of a cell: then the mark that opened it was none, and
    /// what it spans may be several rows.
    pub is_misquoted: bool,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// In which way a row is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLong {
    /// A cell, by its number counted from 1.
    Cell(usize),
    /// All cells together.
    Row,
    /// Too many cells.
    Cells,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Where a cell begins.
    Begin,
    Plain,
    Quoted,
    /// After a quotation mark inside a quoted cell: its end, or the first of two that stand for one.
    Mark,
}

impl Record {
    /// The cells.
    pub fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| self.bytes.get(begin..*end).unwrap_or_default())
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nothing on the line, not even an empty cell beside another.
    pub fn is_blank(&self) -> bool {
        self.bytes.is_empty()
            && self.ends.len() <= 1
            && self.too_long.is_none()
            && !self.is_unclosed
            && !self.is_misquoted
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.too_long.is_some() {
            return;
        }
        let cell_bytes = self.bytes.len() - self.ends.last().copied().unwrap_or(0);
        if cell_bytes + bytes.len() > MOST_CELL_BYTES {
            self.too_long = Some(TooLong::Cell(self.ends.len() + 1));
        } else if self.bytes.len() + bytes.len() > MOST_ROW_BYTES {
            self.too_long = Some(TooLong::Row);
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn end_cell(&mut self) {
        if self.ends.len() >= MOST_CELLS {
            self.too_long = self.too_long.or(Some(TooLong::Cells));
        } else {
            self.ends.push(self.bytes.len());
        }
    }
}

impl<R: BufRead> Delimited<R> {
    /// Reads from the beginning of `input`, which has no byte order mark.
    pub fn new(input: R, delimiter: u8) -> Self {
        Self { input, delimiter, rows: 0, lines: 0, bytes: 0, after_return: false }
    }

    /// How many bytes were read.
    pub fn bytes_read(&self) -> u64 {
        self.bytes
    }

    /// Reads the next row into `record`; `false` at the end.
    pub fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        record.bytes.clear();
        record.ends.clear();
        record.too_long = None;
        (record.is_unclosed, record.is_misquoted) = (false, false);
        self.rows += 1;
        self.lines += 1;
        (record.row, record.line) = (self.rows, self.lines);
        let mut at = At::Begin;
        let mut is_begun = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if chunk.is_empty() {
                record.is_unclosed = at == At::Quoted;
                record.last_line = self.lines;
                if is_begun {
                    record.end_cell();
                } else {
                    (self.rows, self.lines) = (self.rows - 1, self.lines - 1);
                }
                return Ok(is_begun);
            }
            let (used, is_ended) =
                take(chunk, self.delimiter, record, &mut at, &mut self.after_return, &mut self.lines, &mut is_begun);
            self.input.consume(used);
            self.bytes += used as u64;
            if is_ended {
                record.last_line = self.lines;
                return Ok(true);
            }
        }
    }
}

/// Takes what it can of a chunk; how much that was, and whether the row is at its end.
fn take(
    chunk: &[u8],
    delimiter: u8,
    record: &mut Record,
    at: &mut At,
    after_return: &mut bool,
    lines: &mut u64,
    is_begun: &mut bool,
) -> (usize, bool) {
    let mut used = 0;
    while let Some(&byte) = chunk.get(used) {
        if std::mem::take(after_return) && byte == b'\n' {
            if *at == At::Quoted {
                record.push(b"\n");
            }
            used += 1;
            continue;
        }
        *is_begun = true;
        match *at {
            At::Quoted => {
                let rest = chunk.get(used..).unwrap_or_default();
                let plain = rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\n' | b'\r')).count();
                record.push(rest.get(..plain).unwrap_or_default());
                used += plain;
                let Some(&stop) = chunk.get(used) else { break };
                used += 1;
                match stop {
                    b'"' => *at = At::Mark,
                    other => {
                        *lines += 1;
                        *after_return = other == b'\r';
                        record.push(&[other]);
                    }
                }
            }
            At::Mark if byte == b'"' => {
                record.push(b"\"");
                *at = At::Quoted;
                used += 1;
            }
            At::Begin if byte == b'"' => {
                *at = At::Quoted;
                used += 1;
            }
            At::Begin | At::Plain | At::Mark => match byte {
                b'\n' | b'\r' => {
                    *after_return = byte == b'\r';
                    record.end_cell();
                    return (used + 1, true);
                }
                _ if byte == delimiter => {
                    record.end_cell();
                    *at = At::Begin;
                    used += 1;
                }
                _ => {
                    let rest = chunk.get(used..).unwrap_or_default();
                    let plain =
                        rest.iter().take_while(|byte| !matches!(byte, b'\n' | b'\r') && **byte != delimiter).count();
                    record.push(rest.get(..plain).unwrap_or_default());
                    record.is_misquoted |= *at == At::Mark;
                    *at = At::Plain;
                    used += plain;
                }
            },
        }
    }
    (used, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn rows(text: &str, buffer: usize) -> Vec<(u64, u64, Vec<String>)> {
        let mut reader = Delimited::new(BufReader::with_capacity(buffer, text.as_bytes()), b',');
        let mut record = Record::default();
        let mut rows = Vec::new();
        while reader.read(&mut record).unwrap() {
            let cells = record.cells().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect();
            rows.push((record.row, record.line, cells));
        }
        assert_eq!(reader.bytes_read(), text.len() as u64);
        rows
    }

    #[test]
    fn rows_are_cut_as_in_rfc_4180_whatever_the_size_of_the_buffer() {
        let text = "a,b\r\n\"x, \"\"y\"\"\r\nz\",2\r\n\r\n,\nq\"q,\"w\"w\n\"\",end";
        for buffer in 1..40 {
            let found = rows(text, buffer);
            let expected: &[(u64, u64, &[&str])] = &[
                (1, 1, &["a", "b"]),
                (2, 2, &["x, \"y\"\r\nz", "2"]),
                (3, 4, &[""]),
                (4, 5, &["", ""]),
                (5, 6, &["q\"q", "ww"]),
                (6, 7, &["", "end"]),
            ];
            let found: Vec<(u64, u64, Vec<&str>)> = found
                .iter()
                .map(|(row, line, cells)| (*row, *line, cells.iter().map(String::as_str).collect()))
                .collect();
            let expected: Vec<_> = expected.iter().map(|(row, line, cells)| (*row, *line, cells.to_vec())).collect();
            assert_eq!(found, expected, "{buffer}");
        }
        assert_eq!(rows("a\rb\r", 3), [(1, 1, vec!["a".to_owned()]), (2, 2, vec!["b".to_owned()])]);
        assert_eq!(rows("", 3), []);
    }

    #[test]
    fn text_behind_a_closing_quotation_mark_is_told() {
        let told = |text: &str| {
            let mut reader = Delimited::new(BufReader::with_capacity(2, text.as_bytes()), b',');
            let mut record = Record::default();
            let mut told = Vec::new();
            while reader.read(&mut record).unwrap() {
                told.push((record.line, record.last_line, record.is_misquoted));
            }
            told
        };
        assert_eq!(told("a,\"b\nc,d\ne,\"f\",g\nh,i"), [(1, 3, true), (4, 4, false)]);
        assert_eq!(told("a,\"b\"\"c\",d\ne\"f"), [(1, 1, false), (2, 2, false)]);
    }

    #[test]
    fn a_row_without_end_is_not_kept() {
        let long = format!("a,\"{}", "x\n".repeat(MOST_CELL_BYTES));
        let mut reader = Delimited::new(BufReader::new(long.as_bytes()), b',');
        let mut record = Record::default();
        assert!(reader.read(&mut record).unwrap());
        assert_eq!((record.too_long, record.is_unclosed), (Some(TooLong::Cell(2)), true));
        assert_eq!((record.line, record.last_line), (1, 1 + MOST_CELL_BYTES as u64));
        assert!(record.bytes.len() <= MOST_CELL_BYTES + 1 && record.bytes.capacity() < 2 * MOST_CELL_BYTES + 16);
        assert!(!reader.read(&mut record).unwrap());
    }
}
