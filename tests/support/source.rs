//! Rust sources as words with their lines: comments, strings and characters left out.

/// A word or a sign of a source.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    /// An identifier, a number, or one sign.
    pub text: String,
    /// Its line, counted from 1.
    pub line: usize,
}

/// The words of a source.
pub fn words(source: &str) -> Vec<Word> {
    let signs: Vec<char> = source.chars().collect();
    let mut words = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < signs.len() {
        let rest = &signs[at..];
        let taken = match rest[0] {
            '/' if rest.get(1) == Some(&'/') => rest.iter().take_while(|sign| **sign != '\n').count(),
            '/' if rest.get(1) == Some(&'*') => block_comment(rest),
            '"' => text(rest, 0),
            'r' if raw_hashes(rest).is_some() => raw_text(rest, raw_hashes(rest).unwrap()),
            'b' if rest.get(1) == Some(&'"') => text(rest, 1),
            '\'' => character(rest),
            sign if sign.is_alphanumeric() || sign == '_' => {
                let word: String = rest.iter().take_while(|sign| sign.is_alphanumeric() || **sign == '_').collect();
                let taken = word.chars().count();
                words.push(Word { text: word, line });
                taken
            }
            sign if sign.is_whitespace() => 1,
            sign => {
                words.push(Word { text: sign.to_string(), line });
                1
            }
        };
        let taken = taken.clamp(1, rest.len());
        line += rest[..taken].iter().filter(|sign| **sign == '\n').count();
        at += taken;
    }
    words
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at + 1 < rest.len() {
        match (rest[at], rest[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 2),
            ('*', '/') => {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    rest.len()
}

fn text(rest: &[char], opening: usize) -> usize {
    let mut at = opening + 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// How many `#` open a raw string here, if one begins.
fn raw_hashes(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|sign| **sign == '#').count();
    (rest.get(1 + hashes) == Some(&'"')).then_some(hashes)
}

fn raw_text(rest: &[char], hashes: usize) -> usize {
    let mut at = hashes + 2;
    while at < rest.len() {
        if rest[at] == '"' && rest[at + 1..].iter().take_while(|sign| **sign == '#').count() >= hashes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    rest.len()
}

/// A character such as `'a'` or `'\n'`; only the quote when it is a lifetime.
fn character(rest: &[char]) -> usize {
    match (rest.get(1), rest.get(2)) {
        (Some('\\'), _) => 3 + rest[3..].iter().take_while(|sign| **sign != '\'').count(),
        (Some(_), Some('\'')) => 3,
        _ => 1,
    }
}

#[test]
fn comments_and_strings_are_left_out() {
    let source =
        "use a::b; // c\n/* d /* e */ f */ let x = \"g \\\" h\";\nr#\"i\"j\"#; 'k'; fn l<'m>(n: &'m str) {} '\\'' o";
    let found: Vec<(String, usize)> = words(source)
        .into_iter()
        .filter(|word| word.text.chars().all(char::is_alphanumeric))
        .map(|word| (word.text, word.line))
        .collect();
    let expected = [
        ("use", 1),
        ("a", 1),
        ("b", 1),
        ("let", 2),
        ("x", 2),
        ("fn", 3),
        ("l", 3),
        ("m", 3),
        ("n", 3),
        ("m", 3),
        ("str", 3),
        ("o", 3),
    ];
    assert_eq!(found, expected.map(|(text, line)| (text.to_owned(), line)));
}
