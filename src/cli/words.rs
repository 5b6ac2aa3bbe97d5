//! Lines for people: columns, and text that must fit.

/// Lays cells out in columns, two spaces apart. A column that is empty in every line is left out; the first line is the
/// heading.
pub(super) fn columns(lines: &[Vec<String>]) -> Vec<String> {
    let wide = |text: &String| text.chars().count();
    let count = lines.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |line: &Vec<String>, column: usize| line.get(column).cloned().unwrap_or_default();
    let kept: Vec<usize> =
        (0..count).filter(|column| lines.iter().skip(1).any(|line| !cell(line, *column).is_empty())).collect();
    let widths: Vec<(usize, usize)> = kept
        .into_iter()
        .map(|column| (column, lines.iter().map(|line| wide(&cell(line, column))).max().unwrap_or(0)))
        .collect();
    lines
        .iter()
        .map(|line| {
            let mut text = String::new();
            for (column, width) in &widths {
                let cell = cell(line, *column);
                text.push_str(&cell);
                text.extend(std::iter::repeat_n(' ', width + 2 - wide(&cell)));
            }
            text.trim_end().to_owned()
        })
        .collect()
}

/// One line of what may be several, cut when it is long.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let mut cut: String = flat.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|line| line.iter().map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn columns_are_as_wide_as_their_longest_cell_and_empty_ones_vanish() {
        let table = lines(&[&["REF", "DATE", "LABEL"], &["P3", "", "Погожев"], &["P11", "", "Kartsev"]]);
        assert_eq!(columns(&table), ["REF  LABEL", "P3   Погожев", "P11  Kartsev"]);
        assert_eq!(columns(&lines(&[&["REF", "LABEL"]])), [""]);
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(one_line("a\n b", 10), "a b");
        assert_eq!(one_line("Погожев", 4), "Пог…");
    }
}
