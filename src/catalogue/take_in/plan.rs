//! What would become of each file of a folder, found out without opening or changing anything.

use super::walk::{self, Found, shown};
use super::{NotTaken, TakeInOptions};
use crate::catalogue::Catalogue;
use crate::error::Result;
use crate::media;
use crate::model::{EntryId, EntryKind, Named, NamingRule, Role, name_without_rule};
use crate::storage::codes;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What would become of each file of a folder.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder.
    pub folder: PathBuf,
    /// How it is taken in.
    pub options: TakeInOptions,
    /// The files, in the order in which they are taken in.
    pub files: Vec<PlannedFile>,
    /// What is not taken.
    pub skipped: Vec<NotTaken>,
}

/// A file that would be taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedFile {
    /// Its path below the folder.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// When it was changed last.
    pub modified_at: Option<SystemTime>,
    /// What it shows.
    pub role: Role,
    /// The word for the side, when nobody knows what it means.
    pub unknown_side: Option<String>,
    /// Its caption.
    pub caption: String,
    /// Where it goes.
    pub goes: Goes,
}

impl PlannedFile {
    /// A single file that is attached where somebody says.
    pub(super) fn single(path: &Path, role: Role, caption: &str) -> Self {
        Self {
            path: path.to_owned(),
            size_bytes: std::fs::metadata(path).map_or(0, |found| found.len()),
            modified_at: None,
            role,
            unknown_side: None,
            caption: caption.to_owned(),
            goes: Goes::Nowhere { reference_code: String::new(), why: String::new() },
        }
    }
}

/// Where a file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To an entry.
    To {
        /// The entry.
        entry: EntryId,
        /// Its reference code.
        reference_code: String,
    },
    /// To a card that is made for it.
    NewCard {
        /// The reference code of the card.
        reference_code: String,
    },
    /// Into the catalogue, attached to nothing yet.
    Nowhere {
        /// The code its name says, if it does.
        reference_code: String,
        /// Why, in words.
        why: String,
    },
}

impl Goes {
    /// The reference code of the entry, or the one its name says.
    pub fn reference_code(&self) -> &str {
        match self {
            Self::To { reference_code, .. }
            | Self::NewCard { reference_code }
            | Self::Nowhere { reference_code, .. } => reference_code,
        }
    }
}

/// A plan in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanCounts {
    /// Files found, taken or not.
    pub found: u64,
    /// Files that would be looked at and taken in if they are pictures.
    pub files: u64,
    /// Their size together.
    pub bytes: u64,
    /// Of these, those that belong to an entry that is there.
    pub to_entries: u64,
    /// Of these, those that belong to a card that would be made.
    pub to_new_cards: u64,
    /// Cards that would be made.
    pub new_cards: u64,
    /// Of these, those that would be attached to nothing.
    pub unattached: u64,
    /// Files that are not taken.
    pub skipped: u64,
}

/// A file of a plan looked at more closely: opened, and its name taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstFile {
    /// Its path below the folder.
    pub file: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// What it is by its bytes; nothing when it would be refused.
    pub format: Option<&'static str>,
    /// Why it would be refused.
    pub refused: Option<String>,
    /// The fields of the naming rule with what stands in them.
    pub fields: Vec<(String, String)>,
    /// What it shows.
    pub role: Role,
    /// The word for the side, when nobody knows what it means.
    pub unknown_side: Option<String>,
    /// Where it goes.
    pub goes: Goes,
}

impl Plan {
    /// The plan in numbers.
    pub fn counts(&self) -> PlanCounts {
        let mut counts = PlanCounts {
            found: (self.files.len() + self.skipped.len()) as u64,
            files: self.files.len() as u64,
            skipped: self.skipped.len() as u64,
            ..PlanCounts::default()
        };
        let mut new_cards = BTreeSet::new();
        for file in &self.files {
            counts.bytes = counts.bytes.saturating_add(file.size_bytes);
            match &file.goes {
                Goes::To { .. } => counts.to_entries += 1,
                Goes::NewCard { reference_code } => {
                    counts.to_new_cards += 1;
                    new_cards.insert(reference_code);
                }
                Goes::Nowhere { .. } => counts.unattached += 1,
            }
        }
        counts.new_cards = new_cards.len() as u64;
        counts
    }

    /// The first files, opened and looked at: what each would become.
    pub fn first(&self, most: usize) -> Vec<FirstFile> {
        let rule = self.options.rule().ok().flatten();
        self.files.iter().take(most).map(|file| self.look(file, rule.as_ref())).collect()
    }

    fn look(&self, file: &PlannedFile, rule: Option<&NamingRule>) -> FirstFile {
        let probed = media::probe(&self.folder.join(&file.path));
        let shown = shown(&file.path);
        let named = rule.and_then(|rule| rule.name(&shown));
        FirstFile {
            size_bytes: file.size_bytes,
            format: probed.as_ref().ok().map(|probe| probe.format.name()),
            refused: probed.err().map(|error| reason(&error)),
            fields: named.map(|named| named.fields).unwrap_or_default(),
            role: file.role,
            unknown_side: file.unknown_side.clone(),
            goes: file.goes.clone(),
            file: shown,
        }
    }
}

/// Why a file was refused, without its name, which is told beside it.
pub(super) fn reason(error: &crate::error::Error) -> String {
    match error {
        crate::error::Error::NotAPicture { why, .. } => why.clone(),
        other => other.to_string(),
    }
}

impl Catalogue {
    /// Finds out what would become of each file of a folder. Nothing is opened or changed; `go_on` hears how many files
    /// were found so far and says `false` to stop.
    pub fn plan_take_in(
        &self,
        folder: &Path,
        options: &TakeInOptions,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Plan> {
        let naming = self.naming(options)?;
        let walked = walk::walk(folder, go_on)?;
        let mut files: Vec<PlannedFile> = walked.files.into_iter().map(|found| naming.planned(found)).collect();
        spell_alike(&mut files);
        Ok(Plan { folder: folder.to_owned(), options: options.clone(), files, skipped: walked.skipped })
    }

    /// What is needed to say where a file goes.
    pub(super) fn naming(&self, options: &TakeInOptions) -> Result<Naming> {
        let rule = options.rule()?;
        if let Some(template) = &options.new_cards {
            self.template(template)?;
        }
        let known = self.storage.told(codes::all(self.storage.connection()))?;
        Ok(Naming { rule, codes: Codes::of(known), makes_cards: options.new_cards.is_some(), role: options.role })
    }
}

/// Codes that differ only in large and small letters mean one card, spelt as its first file spells it.
fn spell_alike(files: &mut [PlannedFile]) {
    let mut spelt: HashMap<String, String> = HashMap::new();
    for file in files {
        if let Goes::NewCard { reference_code } = &mut file.goes {
            spelt.entry(small(reference_code)).or_insert_with(|| reference_code.clone()).clone_into(reference_code);
        }
    }
}

/// What is needed to say where a file goes.
pub(super) struct Naming {
    rule: Option<NamingRule>,
    codes: Codes,
    makes_cards: bool,
    role: Option<Role>,
}

impl Naming {
    pub(super) fn planned(&self, found: Found) -> PlannedFile {
        let shown = shown(&found.path);
        let named = match &self.rule {
            Some(rule) => rule.name(&shown),
            None => Some(name_without_rule(&shown)),
        };
        let fits = named.is_some();
        let named = named.unwrap_or_else(|| Named::only_role(&shown));
        let says_side = named.fields.iter().any(|(name, _)| name == "side");
        PlannedFile {
            size_bytes: found.size_bytes,
            modified_at: found.modified_at,
            // what a rule says is meant; what a name alone says is a guess
            role: self.role.filter(|_| !says_side).unwrap_or(named.role),
            caption: String::new(),
            goes: self.goes(&named, fits),
            unknown_side: named.unknown_side,
            path: found.path,
        }
    }

    fn goes(&self, named: &Named, fits: bool) -> Goes {
        let reference_code = named.reference_code.clone();
        if !fits {
            return Goes::Nowhere { reference_code, why: "its name does not fit the naming rule".to_owned() };
        }
        match self.codes.find(named.codes()) {
            Meant::One(entry, reference_code) => Goes::To { entry, reference_code },
            Meant::Several(code, count) => {
                Goes::Nowhere { why: format!("{count} entries have the reference code {code}"), reference_code: code }
            }
            Meant::Nobody if reference_code.is_empty() => {
                Goes::Nowhere { reference_code, why: "its name says no reference code".to_owned() }
            }
            Meant::Nobody if self.makes_cards => Goes::NewCard { reference_code },
            Meant::Nobody if self.rule.is_none() => {
                Goes::Nowhere { reference_code: String::new(), why: "its name begins with no known code".to_owned() }
            }
            Meant::Nobody => {
                Goes::Nowhere { why: format!("no entry has the reference code {reference_code}"), reference_code }
            }
        }
    }
}

/// The entries by their reference codes.
struct Codes {
    /// By the code in small letters: the code as it is, whose it is.
    by_code: HashMap<String, Vec<(String, EntryKind, EntryId)>>,
}

enum Meant {
    Nobody,
    One(EntryId, String),
    Several(String, usize),
}

impl Codes {
    fn of(known: Vec<(String, EntryKind, EntryId)>) -> Self {
        let mut by_code: HashMap<String, Vec<(String, EntryKind, EntryId)>> = HashMap::with_capacity(known.len());
        for (code, kind, entry) in known {
            by_code.entry(small(&code)).or_default().push((code, kind, entry));
        }
        Self { by_code }
    }

    /// The entry the first known of these codes names.
    fn find(&self, codes: &[String]) -> Meant {
        for code in codes {
            let Some(found) = self.by_code.get(&small(code)) else { continue };
            let exact: Vec<_> = found.iter().filter(|(known, _, _)| known == code).collect();
            let meant = if exact.is_empty() { found.iter().collect() } else { exact };
            let cards: Vec<_> = meant.iter().filter(|(_, kind, _)| *kind == EntryKind::FileCard).collect();
            return match (meant.as_slice(), cards.as_slice()) {
                ([(known, _, entry)], _) | (_, [(known, _, entry)]) => Meant::One(*entry, known.clone()),
                (several, _) => Meant::Several(code.clone(), several.len()),
            };
        }
        Meant::Nobody
    }
}

/// A code without the difference of large and small letters, and of two ways to write one letter.
fn small(code: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if code.is_ascii() { code.trim().to_ascii_lowercase() } else { code.trim().to_lowercase().nfc().collect() }
}
