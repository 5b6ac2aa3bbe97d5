//! The one way an entry is written down to be hashed: JSON with sorted keys, without the fields that are empty.
//!
//! Invariant: only a field of the entry itself is left out, and only when it is `null`, an empty text or an empty list;
//! so a field added later has to be an `Option`, a `String` or a `Vec`, and older entries keep their hashes.

use crate::model::Entry;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The SHA-256 of an entry.
pub fn hash_entry(entry: &Entry) -> Result<Hash, serde_json::Error> {
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
    let mut text = String::new();
    for value in values {
        write(value, &mut text);
        text.push('\n');
    }
    Sha256::new().chain_update(before).chain_update(text).finalize().into()
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
