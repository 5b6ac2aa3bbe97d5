//! Text as files hold it: of unsure encoding, padded with zeros, sometimes endless.

/// Longer values are cut.
pub const MOST_CHARACTERS: usize = 500;

/// What Windows put where Latin-1 has control characters; 0 where it has nothing either.
const WINDOWS_1252: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// UTF-8, or else Latin-1 as Windows writes it; cut at the limit.
pub fn text(bytes: &[u8]) -> String {
    // what is cut off further on must not decide on the encoding
    let bytes = bytes.get(..MOST_CHARACTERS * 4).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => tidy(text),
        Err(error) if error.error_len().is_none() && error.valid_up_to() + 4 > MOST_CHARACTERS * 4 => {
            tidy(&String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()))
        }
        Err(_) => tidy(&bytes.iter().map(|byte| latin(*byte)).collect::<String>()),
    }
}

fn latin(byte: u8) -> char {
    let windows = byte.checked_sub(0x80).and_then(|index| WINDOWS_1252.get(usize::from(index)));
    windows
        .and_then(|code| char::from_u32(u32::from(*code)))
        .filter(|letter| *letter != '\0')
        .unwrap_or(char::from(byte))
}

/// UTF-16, as Windows and colour profiles write it.
pub fn utf_16(bytes: &[u8], is_big_endian: bool) -> String {
    let units = bytes.as_chunks::<2>().0.iter().take(MOST_CHARACTERS * 2);
    let units = units.map(|pair| if is_big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    tidy(&char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>())
}

/// Without control characters and outer blanks, lines kept, cut at the limit.
pub fn tidy(text: &str) -> String {
    let unbroken = text.replace("\r\n", "\n");
    let mut kept: String = unbroken
        .trim_matches(|letter: char| letter.is_whitespace() || letter.is_control())
        .chars()
        .map(|letter| if letter == '\r' { '\n' } else { letter })
        .map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter })
        .take(MOST_CHARACTERS + 1)
        .collect();
    if kept.chars().nth(MOST_CHARACTERS).is_some() {
        kept = kept.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect();
    }
    kept
}

/// A time of EXIF or PNG as ISO 8601; exactly as written when it cannot be read, nothing when it is blank.
pub fn iso_time(written: &str, offset: &str) -> String {
    let written = written.trim();
    if !written.chars().any(|letter| letter.is_ascii_digit() && letter != '0') {
        return String::new();
    }
    read_time(written, offset.trim()).unwrap_or_else(|| written.to_owned())
}

fn read_time(written: &str, offset: &str) -> Option<String> {
    let (day, time) = written.split_at_checked(10)?;
    let day_of = |text: &str, mark: char| {
        let mut parts = text.split(mark);
        let numbers = [digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?];
        parts.next().is_none().then_some(numbers)
    };
    let [year, month, day] = [':', '-', '/', '.'].into_iter().find_map(|mark| day_of(day, mark))?;
    if year == 0 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    let time = time.trim_start_matches([' ', 'T']);
    if time.is_empty() {
        return Some(day);
    }
    let (clock, own_offset) = time.split_at_checked(8)?;
    let mut parts = clock.split(':');
    let [hour, minute, second] = [digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?];
    if hour > 23 || minute > 59 || second > 60 || parts.next().is_some() {
        return None;
    }
    // fractions of a second say nothing about a scan
    let own_offset = own_offset.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    let offset = if own_offset.is_empty() { offset } else { own_offset.trim() };
    let offset = if is_offset(offset)? { offset } else { "" };
    Some(format!("{day}T{hour:02}:{minute:02}:{second:02}{offset}"))
}

/// Nothing when it is neither an offset nor blank: then the time is better shown as it was written.
fn is_offset(text: &str) -> Option<bool> {
    if !text.chars().any(|letter| letter.is_ascii_digit() || letter == 'Z') {
        return Some(false);
    }
    if text == "Z" {
        return Some(true);
    }
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    (digits(hours, 2)? <= 14 && digits(minutes, 2)? < 60).then_some(true)
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}
