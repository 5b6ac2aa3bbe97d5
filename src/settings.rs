//! What this computer remembers between sessions: the author's name, recent catalogues, the window.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The name acts are written under; empty until chosen, then the system's user name is offered.
    pub author: String,
    /// Names that acts were written under on this computer, latest first, at most [`AUTHORS_KEPT`].
    pub authors: Vec<String>,
    /// Catalogues opened before, latest first, at most ten.
    pub recent: Vec<PathBuf>,
    /// What is known of catalogues opened before, by the path of their folder.
    pub known: BTreeMap<String, Known>,
    /// The folder used last for each purpose: `open`, `pictures`, `report`.
    pub folders: BTreeMap<String, PathBuf>,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// The language of the program, by code; empty for that of the system.
    pub language: String,
    /// Size and place of the window in points: x, y, width, height.
    pub window: Option<[f32; 4]>,
    /// Whether the window filled the screen.
    pub maximised: bool,
    /// Widths of the side panels in points, by name.
    pub panels: BTreeMap<String, f32>,
    /// Parts of the left panel that somebody opened or folded, by name, and whether they are open.
    pub parts: BTreeMap<String, bool>,
    /// Whether the scan lies above the form on the desk, and not beside it.
    pub desk_above: bool,
    /// The scan's share of the desk, beside the form and above it; see [`Settings::divider`].
    pub desk_divider: [f32; 2],
    /// Which of its sizes the pictures of the gallery have; the usual one when nobody has chosen.
    pub gallery_size: Option<usize>,
    /// Whether the pace of the session is shown.
    pub pace: bool,
    /// Pixels of the screen for a millimetre, as somebody measured it; see [`Settings::screen_px_per_mm`].
    pub screen_px_per_mm: f32,
}

/// Names of authors that are offered again.
const AUTHORS_KEPT: usize = 12;

/// What is remembered of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// Its title when it was opened last.
    pub title: String,
    /// The list that was shown last, by the key of its words.
    pub list: String,
    /// The card that lay on the desk when the catalogue was left, by its id; empty when the lists were shown.
    pub desk: String,
}

impl Settings {
    /// Reads the settings; those of a first start when there are none or they cannot be read.
    pub fn load() -> Self {
        Self::file()
            .and_then(|path| std::fs::read(path).ok())
            .and_then(|json| serde_json::from_slice(&json).ok())
            .unwrap_or_default()
    }

    /// Writes them. A failure is no reason to stop an archivist; it is logged.
    pub fn save(&self) {
        let Some(path) = Self::file() else { return };
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| {
            let json = serde_json::to_vec_pretty(self).map_err(std::io::Error::other)?;
            let beside = path.with_extension("new");
            std::fs::write(&beside, json)?;
            std::fs::rename(&beside, &path)
        });
        if let Err(error) = written {
            tracing::warn!(%error, "the settings were not saved");
        }
    }

    /// Acts are written under this name from now on; it is offered again later.
    pub fn sign(&mut self, name: String) {
        for name in [std::mem::take(&mut self.author), name.clone()] {
            self.authors.retain(|known| *known != name);
            if !name.trim().is_empty() {
                self.authors.insert(0, name);
            }
        }
        self.authors.truncate(AUTHORS_KEPT);
        self.author = name;
    }

    /// Puts a catalogue at the head of the recent ones.
    pub fn remember(&mut self, folder: PathBuf) {
        self.recent.retain(|known| *known != folder);
        self.recent.insert(0, folder);
        self.recent.truncate(10);
        let still: Vec<String> = self.recent.iter().map(|folder| folder.display().to_string()).collect();
        self.known.retain(|folder, _| still.contains(folder));
    }

    /// What is remembered of a catalogue.
    pub fn known(&self, folder: &Path) -> Option<&Known> {
        self.known.get(&folder.display().to_string())
    }

    /// What is to be remembered of a catalogue.
    pub fn known_mut(&mut self, folder: &Path) -> &mut Known {
        self.known.entry(folder.display().to_string()).or_default()
    }

    /// The scan's share of the desk, beside the form and above it: as it was dragged, else a half and a little less.
    pub fn divider(&self) -> [f32; 2] {
        let [beside, above] = self.desk_divider;
        let fits = |share: f32, usual: f32| if (0.2..=0.8).contains(&share) { share } else { usual };
        [fits(beside, 0.5), fits(above, 0.4)]
    }

    /// Pixels of the screen for a millimetre, when somebody has measured it.
    pub fn screen_px_per_mm(&self) -> Option<f32> {
        Some(self.screen_px_per_mm).filter(|pixels| (1.0..=60.0).contains(pixels))
    }

    /// The name acts are written under: the one chosen, else that of the system's user.
    pub fn author_or_user(&self) -> String {
        self.author_known().unwrap_or_else(|| "unnamed".to_owned())
    }

    /// The author's name, or the system's name for the user; `None` when there is neither.
    pub fn author_known(&self) -> Option<String> {
        if !self.author.trim().is_empty() {
            return Some(self.author.trim().to_owned());
        }
        let names = ["USER", "USERNAME", "LOGNAME"].into_iter();
        names.filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty())
    }

    /// `KARTOTEKA_CONFIG` names another folder for the settings, for tests and for a portable installation.
    fn file() -> Option<PathBuf> {
        let folder = match std::env::var_os("KARTOTEKA_CONFIG") {
            Some(folder) => PathBuf::from(folder),
            None => directories::ProjectDirs::from("", "", "Kartoteka")?.config_dir().to_path_buf(),
        };
        Some(folder.join("settings.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_offered_again_and_stands_once() {
        let mut settings = Settings::default();
        for name in ["Anna", "Boris", "Anna"] {
            settings.sign(name.to_owned());
        }
        assert_eq!((settings.author.as_str(), settings.authors), ("Anna", vec!["Anna".to_owned(), "Boris".to_owned()]));
    }

    #[test]
    fn a_divider_that_leaves_no_room_is_not_kept() {
        for (kept, used) in [
            ([0.0, 0.0], [0.5, 0.4]),
            ([0.3, 0.7], [0.3, 0.7]),
            ([0.05, 0.95], [0.5, 0.4]),
            ([f32::NAN, 0.8], [0.5, 0.8]),
        ] {
            let settings = Settings { desk_divider: kept, ..Settings::default() };
            let [beside, above] = settings.divider();
            assert!((beside - used[0]).abs() + (above - used[1]).abs() < 1e-6, "{kept:?}");
        }
    }
}
