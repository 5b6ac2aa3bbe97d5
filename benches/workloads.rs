//! Workloads of everyday use, each beside what this computer can do at best, measured in the same run.
//!
//! `cargo bench --bench workloads` prints one table of ratios; `KARTOTEKA_BENCH_CARDS=1000` makes the large catalogue
//! smaller. Times swing on a shared computer: only the ratios, taken pair by pair, say something.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement that cannot be made should stop loudly"
)]

mod measuring;

use kartoteka::catalogue::{Catalogue, Keyed, ListQuery, Sort};
use kartoteka::model::{Act, Change, Claim, EntryId, EntryKind, FileCard};
use measuring::quantile;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SAVES: usize = 200;
const OPENINGS: usize = 31;
const CARDS_IN_AN_ACT: usize = 1_000;
const FIRST_ROWS: usize = 50;

fn main() {
    // `cargo test --benches` only asks whether it starts
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let many = std::env::var("KARTOTEKA_BENCH_CARDS").ok().and_then(|cards| cards.parse().ok()).unwrap_or(10_000);
    let desk = tempfile::tempdir().expect("a folder on the disk that is measured");
    let mut rows = Vec::new();
    let (small, large) = (desk.path().join("small.kartoteka"), desk.path().join("large.kartoteka"));
    fill(&small, 49);
    let begun = Instant::now();
    fill(&large, many);
    println!("{many} cards written through the one door in {:.1} s", begun.elapsed().as_secs_f64());
    rows.push(save_one_value(&small, desk.path()));
    rows.push(save_one_value(&large, desk.path()));
    rows.push(start_and_show(&large, many));
    rows.push(open_and_first_rows(&small, &large, many));
    #[cfg(feature = "gui")]
    rows.push(desk::go_to_the_next_box());
    print(&rows);
    println!(
        "D1, idle: start the window on a catalogue, leave it alone for a minute and compare\n  \
         cut -d' ' -f14,15 /proc/PID/stat\nbefore and after: at most 6 ticks, 0 hoped for."
    );
}

/// A line of the table: ours beside what it is measured against, in the same units.
struct Row {
    id: &'static str,
    what: String,
    ours: Vec<f64>,
    anchor: Vec<f64>,
    bar: &'static str,
}

/// W1: save one edited value, durable, with index and journal, beside one flush of 4 KiB on the same disk.
fn save_one_value(folder: &Path, desk: &Path) -> Row {
    let mut catalogue = Catalogue::open_to_write(folder).unwrap();
    catalogue.set_author("Bench");
    let card = catalogue.resolve("B-1").unwrap();
    let mut raw = File::create(desk.join("raw")).unwrap();
    let (mut ours, mut anchor) = (Vec::new(), Vec::new());
    for turn in 0..SAVES {
        anchor.push(millis(|| {
            raw.write_all(&[0x78; 4096]).unwrap();
            raw.sync_data().unwrap();
        }));
        let keyed = Keyed { field: "vorname".to_owned(), as_written: format!("Iwan {turn}"), absence: None, at: None };
        ours.push(millis(|| drop(catalogue.key(card, &keyed).unwrap())));
    }
    let cards = catalogue.counts().unwrap().get(&EntryKind::FileCard).copied().unwrap_or(0);
    Row { id: "W1", what: format!("save one value, {cards} cards / fsync 4 KiB"), ours, anchor, bar: "p95 ≤ 2.0" }
}

/// O1: start the program, open the large catalogue and show a card, beside starting it alone.
fn start_and_show(large: &Path, many: usize) -> Row {
    let start = |arguments: &[&str]| {
        millis(|| {
            let mut program = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
            let ended = program.args(arguments).stdout(Stdio::null()).status().unwrap();
            assert!(ended.success(), "{arguments:?}");
        })
    };
    let folder = large.to_str().expect("a temporary folder with a plain name");
    let (mut ours, mut anchor) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        anchor.push(start(&["--version"]));
        ours.push(start(&["show", folder, "B-1"]));
    }
    Row { id: "O1", what: format!("start, show 1 of {many} cards / start alone"), ours, anchor, bar: "+50 ms" }
}

/// O3: open a catalogue and read the first rows, many cards beside 49.
fn open_and_first_rows(small: &Path, large: &Path, many: usize) -> Row {
    let open = |folder: &Path| {
        millis(|| {
            let catalogue = Catalogue::open_to_read(folder).unwrap();
            let first = catalogue.list_first(&cards(), FIRST_ROWS).unwrap().rows;
            assert!(!catalogue.rows(&first).unwrap().is_empty());
        })
    };
    let (mut ours, mut anchor) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        anchor.push(open(small));
        ours.push(open(large));
    }
    Row { id: "O3", what: format!("open, first 50 rows, {many} cards / 49 cards"), ours, anchor, bar: "+20 ms" }
}

fn cards() -> ListQuery {
    ListQuery {
        kinds: vec![EntryKind::FileCard],
        unit: None,
        stage: None,
        words: String::new(),
        sort: Sort::Reference,
        descending: false,
    }
}

/// Makes a catalogue of invented cards, each with four values. No real person: names are made of syllables.
fn fill(folder: &Path, cards: usize) {
    let mut catalogue = Catalogue::create(folder, "Bench").unwrap();
    catalogue.set_author("Bench");
    let mut dice = Dice(20_260_101);
    let numbers: Vec<usize> = (1..=cards).collect();
    for some in numbers.chunks(CARDS_IN_AN_ACT) {
        let changes = some.iter().flat_map(|number| card(&catalogue, *number, &mut dice)).collect();
        catalogue.act(Act::Import, "invented cards", "", changes).unwrap();
    }
}

fn card(catalogue: &Catalogue, number: usize, dice: &mut Dice) -> Vec<Change> {
    let card = FileCard {
        id: EntryId::fresh(),
        reference_code: format!("B-{number}"),
        template: "auschwitz-pow-record".to_owned(),
        unit: None,
        specimen: true,
        stage: kartoteka::model::Stage::Keyed,
        access: kartoteka::model::Access::Open,
    };
    let mut changes = vec![Change::create(card.clone())];
    let date = format!("{}.{}.19{:02}", 1 + dice.below(28), 1 + dice.below(12), dice.below(26));
    for (property, field, wording) in [
        ("surname", "name", dice.name()),
        ("given-name", "vorname", dice.name()),
        ("prisoner-number", "gef-nr", (1 + dice.below(99_999)).to_string()),
        ("birth-date", "geb-am", date),
    ] {
        let claim = catalogue.read_claim(card.id, property, &wording);
        changes.push(Change::create(Claim { field: field.to_owned(), ..claim }));
    }
    changes
}

/// splitmix64: the same cards in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most
    }

    fn name(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "ve", "vi", "go", "da", "ze", "ki", "lo", "mu", "na", "po", "ra", "sli", "to", "chu", "kov"];
        let mut name = String::new();
        for _ in 0..2 + self.below(3) {
            let syllable = usize::try_from(self.below(16)).ok().and_then(|which| SYLLABLES.get(which));
            name.push_str(syllable.copied().unwrap_or_default());
        }
        let mut letters = name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}

#[cfg(feature = "gui")]
#[expect(dead_code, reason = "made for the tests, which use all of it")]
#[path = "../tests/ui_driven.rs"]
mod ui_driven;

/// What the window does between a key and what is seen, without the graphics.
#[cfg(feature = "gui")]
mod desk {
    use super::{Row, millis, ui_driven};
    use kartoteka::catalogue::NewPicture;
    use kartoteka::model::{Act, Alignment, Attachment, Change, Role};

    const KEYS: usize = 300;

    /// K1: from the key that goes to the next box until the scan has its box in view, beside a frame in which nothing
    /// happens.
    pub(super) fn go_to_the_next_box() -> Row {
        let mut page = ui_driven::Driven::open_with(None, |catalogue, home| {
            let card = catalogue.add_card(ui_driven::TEMPLATE, "b/0001", None, &[]).unwrap();
            let path = home.join("front.png");
            image::RgbImage::from_pixel(1654, 1181, image::Rgb([236, 219, 160])).save(&path).unwrap();
            let picture = NewPicture { path, role: Role::Front, caption: String::new() };
            let before = catalogue.attach(card.id, &[picture]).unwrap().attached[0].clone();
            let after = Attachment { alignment: Some(Alignment::WHOLE), ..before.clone() };
            catalogue.act(Act::Edit, "b/0001", "", vec![Change::edit(before, after)]).unwrap();
            card.id
        });
        page.wait("the form", |page| page.has_input("Gef. Nr."));
        page.focus("Gef. Nr.");
        let (mut ours, mut anchor) = (Vec::new(), Vec::new());
        for _ in 0..KEYS {
            anchor.push(millis(|| page.harness.step()));
            ours.push(millis(|| {
                page.go_on();
            }));
        }
        Row { id: "K1", what: "next box, its place in view / idle frame".to_owned(), ours, anchor, bar: "≤ 50 ms" }
    }
}

fn millis(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    duration_millis(begun.elapsed())
}

fn duration_millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn print(rows: &[Row]) {
    println!(
        "{:<4}{:<52}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}  bar",
        "id", "ours / anchor", "p50 ms", "p95 ms", "anchor50", "anchor95", "ratio50", "ratio95"
    );
    for Row { id, what, ours, anchor, bar } in rows {
        let pairs: Vec<f64> = ours.iter().zip(anchor).map(|(ours, anchor)| ours / anchor).collect();
        println!(
            "{id:<4}{what:<52}{:>10.3}{:>10.3}{:>10.3}{:>10.3}{:>10.2}{:>10.2}  {bar}",
            quantile(ours, 0.5),
            quantile(ours, 0.95),
            quantile(anchor, 0.5),
            quantile(anchor, 0.95),
            quantile(&pairs, 0.5),
            quantile(ours, 0.95) / quantile(anchor, 0.95),
        );
    }
}
