//! The one way an entry is written down to be hashed: JSON with sorted keys and nothing empty.
//!
//! Invariant: a field added to an entry later is empty in older entries, so their hashes stay as they were.

use crate::model::Entry;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The SHA-256 of an entry.
pub fn hash_entry(entry: &Entry) -> Result<Hash, serde_json::Error> {
    let mut text = String::new();
    write(&serde_json::to_value(entry)?, &mut text);
    Ok(Sha256::digest(text.as_bytes()).into())
}

/// One SHA-256 over many, whatever their order.
pub fn hash_set(mut hashes: Vec<Hash>) -> Hash {
    hashes.sort_unstable();
    let mut hasher = Sha256::new();
    for hash in &hashes {
        hasher.update(hash);
    }
    hasher.finalize().into()
}

/// One SHA-256 over JSON values in this order.
pub fn hash_values(before: &Hash, values: &[Value]) -> Hash {
    let mut text = String::new();
    for value in values {
        write(value, &mut text);
        text.push('\n');
    }
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(text.as_bytes());
    hasher.finalize().into()
}

/// Lower-case hexadecimal.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
    }
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut filled: Vec<_> = fields.iter().filter(|(_, value)| !is_empty(value)).collect();
            filled.sort_unstable_by_key(|(name, _)| name.as_str());
            out.push('{');
            for (position, (name, value)) in filled.into_iter().enumerate() {
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
    use serde_json::json;

    #[test]
    fn empty_fields_and_the_order_of_keys_do_not_matter() {
        let hash = |value: Value| hash_values(&[0; 32], &[value]);
        let plain = hash(json!({"a": 1, "b": "x"}));
        assert_eq!(plain, hash(json!({"b": "x", "a": 1, "c": null, "d": "", "e": [], "f": {"g": false}, "h": 0})));
        assert_ne!(plain, hash(json!({"a": 1, "b": "y"})));
        assert_ne!(plain, hash(json!({"a": 1, "b": "x", "c": [""]})));
    }
}
