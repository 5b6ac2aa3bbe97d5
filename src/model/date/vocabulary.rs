//! The words of dates in English, German, Polish and Russian, in lower case and in every grammatical case.

/// What a phrase before a date says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// An estimate.
    About,
    /// A doubt.
    Perhaps,
    /// Earlier than the date.
    Before,
    /// Later than the date.
    After,
    /// On the date or earlier; one event.
    NotAfter,
    /// On the date or later; one event.
    NotBefore,
    /// Something that went on up to the date.
    Until,
    /// Something that went on from the date.
    Since,
    /// The first of two dates; before one alone it may as well say whose date it is.
    First,
    /// One event, not before the first and not after the second date.
    Between,
    /// A part of the month or year that follows; the whole is the best we can say.
    PartOf,
    /// The first half of a year.
    FirstHalf,
    /// The second half of a year.
    SecondHalf,
}

use Lead::{
    About, After, Before, Between, First, FirstHalf, NotAfter, NotBefore, PartOf, Perhaps, SecondHalf, Since, Until,
};

/// Phrases that stand before a date; of two that fit, the longer one counts.
pub(super) const LEADS: &[(&str, Lead)] = &[
    ("first half of", FirstHalf),
    ("1st half of", FirstHalf),
    ("second half of", SecondHalf),
    ("2nd half of", SecondHalf),
    ("at the beginning of", PartOf),
    ("in the beginning of", PartOf),
    ("at the end of", PartOf),
    ("in the middle of", PartOf),
    ("beginning of", PartOf),
    ("middle of", PartOf),
    ("end of", PartOf),
    ("early", PartOf),
    ("mid", PartOf),
    ("late", PartOf),
    ("not later than", NotAfter),
    ("no later than", NotAfter),
    ("not earlier than", NotBefore),
    ("no earlier than", NotBefore),
    ("not before", NotBefore),
    ("not after", NotAfter),
    ("on or before", NotAfter),
    ("on or after", NotBefore),
    ("by the end of", NotAfter),
    ("by", NotAfter),
    ("prior to", Before),
    ("before", Before),
    ("after", After),
    ("until the end of", Until),
    ("until", Until),
    ("till", Until),
    ("up to", Until),
    ("since", Since),
    ("from", Since),
    ("between", Between),
    ("about", About),
    ("around", About),
    ("approximately", About),
    ("approx", About),
    ("circa", About),
    ("ca", About),
    ("c", About),
    ("roughly", About),
    ("probably", Perhaps),
    ("perhaps", Perhaps),
    ("possibly", Perhaps),
    ("presumably", Perhaps),
    // German
    ("erste hälfte", FirstHalf),
    ("zweite hälfte", SecondHalf),
    ("in der ersten hälfte", FirstHalf),
    ("in der zweiten hälfte", SecondHalf),
    ("anfang", PartOf),
    ("mitte", PartOf),
    ("ende", PartOf),
    ("nicht später als", NotAfter),
    ("spätestens", NotAfter),
    ("nicht früher als", NotBefore),
    ("frühestens", NotBefore),
    ("vor", Before),
    ("nach", After),
    ("bis ende", Until),
    ("bis", Until),
    ("seit", Since),
    ("ab", Since),
    ("vom", First),
    ("von", First),
    ("zwischen", Between),
    ("etwa", About),
    ("ungefähr", About),
    ("zirka", About),
    ("um", About),
    ("gegen", About),
    ("wahrscheinlich", Perhaps),
    ("vermutlich", Perhaps),
    ("möglicherweise", Perhaps),
    ("vielleicht", Perhaps),
    ("wohl", Perhaps),
    // Russian
    ("в первой половине", FirstHalf),
    ("первая половина", FirstHalf),
    ("во второй половине", SecondHalf),
    ("вторая половина", SecondHalf),
    ("в начале", PartOf),
    ("начало", PartOf),
    ("в середине", PartOf),
    ("середина", PartOf),
    ("в конце", PartOf),
    ("конец", PartOf),
    ("не позднее", NotAfter),
    ("не позже", NotAfter),
    ("не ранее", NotBefore),
    ("не раньше", NotBefore),
    ("до конца", Until),
    ("к концу", NotAfter),
    ("до", Before),
    ("ранее", Before),
    ("перед", Before),
    ("после", After),
    ("по", Until),
    ("с", Since),
    ("со", Since),
    ("начиная с", Since),
    ("между", Between),
    ("около", About),
    ("ок", About),
    ("примерно", About),
    ("приблизительно", About),
    ("ориентировочно", About),
    ("вероятно", Perhaps),
    ("возможно", Perhaps),
    ("предположительно", Perhaps),
    ("видимо", Perhaps),
    // Polish
    ("pierwsza połowa", FirstHalf),
    ("w pierwszej połowie", FirstHalf),
    ("druga połowa", SecondHalf),
    ("w drugiej połowie", SecondHalf),
    ("na początku", PartOf),
    ("początek", PartOf),
    ("w połowie", PartOf),
    ("połowa", PartOf),
    ("pod koniec", PartOf),
    ("koniec", PartOf),
    ("nie później niż", NotAfter),
    ("najpóźniej", NotAfter),
    ("nie wcześniej niż", NotBefore),
    ("najwcześniej", NotBefore),
    ("przed", Before),
    ("po", After),
    ("do końca", Until),
    ("do", Until),
    ("od", Since),
    ("między", Between),
    ("pomiędzy", Between),
    ("około", About),
    ("ok", About),
    ("mniej więcej", About),
    ("prawdopodobnie", Perhaps),
    ("zapewne", Perhaps),
    ("być może", Perhaps),
];

/// Words between the two ends of a stretch of time: `from A to B`.
pub(super) const TO: &[&str] = &["to", "until", "till", "through", "bis", "по", "до", "do"];
/// Words between two dates of which one is right.
pub(super) const OR: &[&str] = &["or", "oder", "или", "lub", "albo"];
/// Words between two dates that both hold.
pub(super) const AND: &[&str] = &["and", "und", "и", "i", "oraz", "a"];

/// Words that say nothing the date does not say: English, German, Russian, Polish.
const NOISE: &[&str] = &[
    "in on the of at during year years month",
    "monday tuesday wednesday thursday friday saturday sunday",
    "im am zum den dem der des jahr jahre jahren jahres monat",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "в во на от г гг год года году годы годов годах годом месяц месяце",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "w we z r rr rok roku lat lata latach dnia dn miesiąc miesiącu",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
];

/// Whether a word says nothing the date does not say.
pub(super) fn is_noise(word: &str) -> bool {
    NOISE.iter().any(|line| line.split(' ').any(|known| known == word))
}

/// Whether a phrase before a number makes it an estimate: `about`, `ca`, `около`.
pub(in crate::model) fn is_about(phrase: &str) -> bool {
    LEADS.iter().any(|(known, lead)| *lead == About && *known == phrase)
}

/// Endings of figures: `28th`, `28-го`, `1940s`. The second says whether ten years are meant.
pub(super) const FIGURE_ENDINGS: &[(&str, bool)] = &[
    ("st", false),
    ("nd", false),
    ("rd", false),
    ("th", false),
    ("s", true),
    ("er", true),
    ("ern", true),
    ("го", false),
    ("ого", false),
    ("ое", false),
    ("м", false),
    ("ом", false),
    ("й", false),
    ("е", true),
    ("ые", true),
    ("х", true),
    ("ых", true),
    ("go", false),
    ("ego", false),
    ("ych", true),
];

/// Marks of the old and the new style after a date, without points and spaces. The second says whether it is the old.
pub(super) const STYLES: &[(&str, bool)] = &[
    ("старогостиля", true),
    ("постаромустилю", true),
    ("стстиля", true),
    ("стстиль", true),
    ("стст", true),
    ("новогостиля", false),
    ("поновомустилю", false),
    ("нстиля", false),
    ("нстиль", false),
    ("нст", false),
    ("oldstyle", true),
    ("newstyle", false),
    ("alterstil", true),
    ("altenstils", true),
    ("neuenstils", false),
    ("staregostylu", true),
    ("nowegostylu", false),
    ("astils", true),
    ("ast", true),
    ("nstils", false),
    ("stst", true),
    ("os", true),
    ("ns", false),
];

/// The months: a stem and the endings it takes, then abbreviations with no ending.
const MONTHS: &[(u32, &[&str])] = &[
    (
        1,
        &[
            "january",
            "jan",
            "januar",
            "jänner",
            "januars",
            "янв",
            "январ|ь/я/ю/е/ём/ем",
            "stycz|eń/nia/niu/niowi/niem",
            "sty",
        ],
    ),
    (
        2,
        &[
            "february",
            "feb",
            "febr",
            "februar",
            "feber",
            "februars",
            "февр",
            "фев",
            "феврал|ь/я/ю/е/ём/ем",
            "lut|y/ego/emu/ym",
            "lut",
        ],
    ),
    (3, &["march", "mar", "märz", "mrz", "maerz", "март|/а/у/е/ом", "мар", "mar|zec/ca/cu/cowi/cem"]),
    (4, &["april", "apr", "aprils", "апр", "апрел|ь/я/ю/е/ем", "kwie|cień/tnia/tniu/tniowi/tniem", "kwi"]),
    (5, &["may", "mai", "ма|й/я/ю/е/ем", "maj|/a/u/owi/em"]),
    (6, &["june", "jun", "juni", "июн", "июн|ь/я/ю/е/ем", "czerw|iec/ca/cu/cowi/cem", "cze"]),
    (7, &["july", "jul", "juli", "июл", "июл|ь/я/ю/е/ем", "lip|iec/ca/cu/cowi/cem"]),
    (8, &["august", "aug", "augusts", "авг", "август|/а/у/е/ом", "sierp|ień/nia/niu/niowi/niem", "sie"]),
    (
        9,
        &[
            "september",
            "sept",
            "sep",
            "septembers",
            "сент",
            "сен",
            "сентябр|ь/я/ю/е/ём/ем",
            "wrze|sień/śnia/śniu/śniowi/śniem",
            "wrz",
        ],
    ),
    (
        10,
        &[
            "october",
            "oct",
            "oktober",
            "okt",
            "oktobers",
            "окт",
            "октябр|ь/я/ю/е/ём/ем",
            "październik|/a/u/owi/iem",
            "paź",
        ],
    ),
    (11, &["november", "nov", "novembers", "нояб", "ноя", "ноябр|ь/я/ю/е/ём/ем", "listopad|/a/u/zie/owi/em", "lis"]),
    (
        12,
        &[
            "december",
            "dec",
            "dezember",
            "dez",
            "dezembers",
            "дек",
            "декабр|ь/я/ю/е/ём/ем",
            "grud|zień/nia/niu/niowi/niem",
            "gru",
        ],
    ),
];

/// The seasons by their EDTF code.
const SEASONS: &[(u32, &[&str])] = &[
    (
        21,
        &["spring", "frühling", "frühjahr", "frühlings", "frühjahrs", "весн|а/ы/е/у/ой/ою", "wiosn|a/y/ę/ą", "wiośnie"],
    ),
    (22, &["summer", "sommer", "sommers", "лет|о/а/у/е/ом", "lat|o/em/u", "lecie"]),
    (23, &["autumn", "fall", "herbst", "herbstes", "осен|ь/и/ью", "jesie|ń/ni/nią"]),
    (24, &["winter", "winters", "зим|а/ы/е/у/ой/ою", "zim|a/y/ie/ę/ą"]),
];

/// The month a word names, in any case.
pub(super) fn month(word: &str) -> Option<u32> {
    look_up(MONTHS, word)
}

/// The season a word names, as its EDTF code, in any case.
pub(super) fn season(word: &str) -> Option<u32> {
    look_up(SEASONS, word)
}

fn look_up(table: &[(u32, &[&str])], word: &str) -> Option<u32> {
    let is_form = |form: &&str| match form.split_once('|') {
        None => *form == word,
        Some((stem, endings)) => {
            word.strip_prefix(stem).is_some_and(|ending| endings.split('/').any(|known| known == ending))
        }
    };
    table.iter().find(|(_, forms)| forms.iter().any(is_form)).map(|(number, _)| *number)
}

/// The month of a Roman numeral in lower case.
pub(super) fn roman(word: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    (1_u32..).zip(ROMAN).find(|(_, numeral)| *numeral == word).map(|(number, _)| number)
}
