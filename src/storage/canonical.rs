//! The one way an entry is written down to be hashed: JSON with sorted keys, without the fields that are empty.
//!
//! Invariant: only a field of the entry itself is left out, and only when it is `null`, an empty text or an empty list;
//! so a field added later has to be an `Option`, a `String` or a `Vec`, and older entries keep their hashes.

mod claim;

use crate::error::{Error, Result};
use crate::model::Entry;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The SHA-256 of an entry.
pub fn hash_entry(entry: &Entry) -> Result<Hash, serde_json::Error> {
    match entry {
        // a catalogue has fifteen claims to a card
        Entry::Claim(claim) => Ok(Sha256::digest(claim::written(claim)?.as_bytes()).into()),
        other => hash_any(other),
    }
}

fn hash_any(entry: &Entry) -> Result<Hash, serde_json::Error> {
    let mut fields = super::journal::fields_of(entry)?;
    fields.retain(|_, value| !is_empty(value));
    let mut text = String::from(entry.kind().term());
    write(&Value::Object(fields), &mut text);
    Ok(Sha256::digest(text.as_bytes()).into())
}

/// One SHA-256 over many, whatever their order.
pub fn hash_set(mut hashes: Vec<Hash>) -> Hash {
    hashes.sort_unstable();
    Sha256::digest(hashes.concat()).into()
}

/// One SHA-256 over JSON values in this order.
pub fn hash_values(before: &Hash, values: &[Value]) -> Hash {
    let mut hash = ValuesHash::after(before);
    for value in values {
        hash.add(value);
    }
    hash.finish()
}

/// [`hash_values`] for values that come one after the other.
#[derive(Debug)]
pub struct ValuesHash {
    so_far: Sha256,
    text: String,
}

impl ValuesHash {
    /// Begins after the hash before.
    pub fn after(before: &Hash) -> Self {
        Self { so_far: Sha256::new().chain_update(before), text: String::new() }
    }

    /// Takes the next value in.
    pub fn add(&mut self, value: &Value) {
        self.text.clear();
        write(value, &mut self.text);
        self.text.push('\n');
        self.so_far.update(&self.text);
    }

    /// The hash over all that came.
    pub fn finish(self) -> Hash {
        self.so_far.finalize().into()
    }
}

/// [`hash_set`] for more hashes than memory should hold: they wait in buckets by their first byte, and what is too much
/// waits on the disk.
#[derive(Debug)]
pub struct ManyHashes {
    buckets: Vec<Bucket>,
    /// Where a file that waits is made: beside the catalogue when that can be written, else where the system puts such.
    folder: Option<PathBuf>,
    file: Option<File>,
    pieces: u64,
    count: u64,
}

#[derive(Clone, Debug, Default)]
struct Bucket {
    here: Vec<Hash>,
    /// The numbers of its pieces in the file.
    pieces: Vec<u64>,
}

/// So many hashes of a bucket wait in memory: 8 MiB for all buckets.
const PIECE: usize = 1024;
const PIECE_BYTES: usize = PIECE * size_of::<Hash>();

impl ManyHashes {
    /// None yet. `folder` is where a file may be made.
    pub fn new(folder: Option<&Path>) -> Self {
        let buckets = vec![Bucket::default(); 256];
        Self { buckets, folder: folder.map(Path::to_owned), file: None, pieces: 0, count: 0 }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Takes one in.
    pub fn add(&mut self, hash: Hash) -> Result<()> {
        self.count += 1;
        let Some(bucket) = self.buckets.get_mut(usize::from(hash[0])) else { return Ok(()) };
        bucket.here.push(hash);
        if bucket.here.len() < PIECE {
            return Ok(());
        }
        let piece = std::mem::take(&mut bucket.here).concat();
        bucket.pieces.push(self.pieces);
        self.pieces += 1;
        self.file()?.write_all(&piece).map_err(|error| self.failed("cannot write", error))
    }

    /// The one hash over all of them.
    pub fn finish(mut self) -> Result<Hash> {
        let mut hasher = Sha256::new();
        let mut piece = vec![0_u8; PIECE_BYTES];
        for bucket in std::mem::take(&mut self.buckets) {
            let mut all = bucket.here;
            for number in bucket.pieces {
                let at = SeekFrom::Start(number * PIECE_BYTES as u64);
                let file = self.file()?;
                file.seek(at)
                    .and_then(|_| file.read_exact(&mut piece))
                    .map_err(|error| self.failed("cannot read", error))?;
                all.extend(piece.chunks_exact(size_of::<Hash>()).filter_map(|hash| Hash::try_from(hash).ok()));
            }
            all.sort_unstable();
            hasher.update(all.concat());
        }
        Ok(hasher.finalize().into())
    }

    fn file(&mut self) -> Result<&mut File> {
        if self.file.is_none() {
            let beside = self.folder.as_ref().and_then(|folder| tempfile::tempfile_in(folder).ok());
            let made = beside.map_or_else(tempfile::tempfile, Ok);
            self.file = Some(made.map_err(|error| self.failed("cannot make a file in", error))?);
        }
        self.file.as_mut().ok_or_else(|| Error::Damaged("a file just made is not there".to_owned()))
    }

    fn failed(&self, doing: &'static str, error: std::io::Error) -> Error {
        Error::file(doing, self.folder.clone().unwrap_or_else(std::env::temp_dir), error)
    }
}

/// Lower-case hexadecimal.
pub fn hex(hash: &[u8]) -> String {
    use std::fmt::Write;
    hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| name.as_str());
            out.push('{');
            for (position, (name, value)) in sorted.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write(&Value::String(name.clone()), out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Absence, Claim, Count, EntryId, Reading};
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_matter_and_every_value_does() {
        let hash = |value: Value| hash_values(&[0; 32], &[value]);
        assert_eq!(hash(json!({"a": 1, "b": "x"})), hash(json!({"b": "x", "a": 1})));
        assert_ne!(hash(json!({"a": 1, "b": "x"})), hash(json!({"a": 1, "b": "y"})));
        assert_ne!(hash(json!({"a": 0})), hash(json!({})));
    }

    #[test]
    fn a_claim_is_hashed_like_any_entry() {
        let id = EntryId::fresh();
        let number = crate::model::PrisonerNumber { issuer: Some(id), number: "7".into(), ..Default::default() };
        let full = Claim {
            as_written: "a \"b\" \\ \n\u{1} Погожев 😀".into(),
            field: "f".into(),
            ord: 3,
            read_by: "x".into(),
            absence: Some(Absence::Illegible { legible: "16?258".into() }),
            scope: "s".into(),
            source: Some(id),
            locator: "p. 7".into(),
            quotation: "he \"said\"".into(),
            stated_on: Some(crate::model::HistoricalDate::read("2 May 1962")),
            region: Some(id),
            certainty: crate::model::Certainty::Probable,
            keyed_by: "Anna".into(),
            keyed_at: crate::model::Timestamp(1_732_300_000_123),
            pass: 2,
            status: crate::model::ClaimStatus::Withdrawn,
            status_reason: "r".into(),
            remark: "m".into(),
            access: crate::model::Access::Staff,
            ..Claim::new(id, "surname", "")
        };
        let name = crate::model::PersonName { surname: "A".into(), script: "Latn".into(), ..Default::default() };
        let date = crate::model::HistoricalDate::read("18.6.1912").edtf.unwrap();
        let readings = [
            None,
            Some(Reading::Name(name)),
            Some(Reading::Number(number)),
            Some(Reading::Date { edtf: date, calendar: crate::model::Calendar::Julian }),
            Some(Reading::Row(vec!["a".into(), String::new()])),
            Some(Reading::Text(String::new())),
            Some(Reading::Entry(id)),
        ];
        for claim in [full, Claim::new(id, "surname", "x"), Claim::default()] {
            for reading in &readings {
                let entry = Entry::from(Claim { reading: reading.clone(), ..claim.clone() });
                assert_eq!(hash_entry(&entry).unwrap(), hash_any(&entry).unwrap(), "{entry:?}");
            }
        }
    }

    #[test]
    fn hashes_that_waited_on_the_disk_are_hashed_as_all_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let numbers = 0_u32..600_000;
        let hashes: Vec<Hash> = numbers.map(|number| Sha256::digest(number.to_le_bytes()).into()).collect();
        for (count, folder) in [(0, None), (5, Some(folder.path())), (600_000, Some(folder.path()))] {
            let mut many = ManyHashes::new(folder);
            hashes[..count].iter().rev().for_each(|hash| many.add(*hash).unwrap());
            assert_eq!((many.count(), many.file.is_some()), (count as u64, count == 600_000));
            assert_eq!(many.finish().unwrap(), hash_set(hashes[..count].to_vec()), "{count}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing stays behind");
    }

    #[test]
    fn statements_that_differ_have_different_hashes() {
        let claim = Claim::new(EntryId::fresh(), "count", "");
        let none = Some(0);
        let forms = [
            claim.clone(),
            Claim { absence: Some(Absence::Illegible { legible: String::new() }), ..claim.clone() },
            Claim { absence: Some(Absence::Blank), ..claim.clone() },
            Claim {
                reading: Some(Reading::Count(Count { at_least: none, at_most: none, approximate: false })),
                ..claim.clone()
            },
            Claim { reading: Some(Reading::Count(Count::default())), ..claim },
        ];
        let hashes: std::collections::BTreeSet<Hash> =
            forms.iter().filter_map(|claim| hash_entry(&claim.clone().into()).ok()).collect();
        assert_eq!(hashes.len(), forms.len());
    }
}
