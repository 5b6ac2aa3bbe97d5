//! What every measurement reckons with.

/// The value below which `part` of them lie.
pub fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index into a short list")]
    let at = ((sorted.len() as f64 - 1.0).max(0.0) * part).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
