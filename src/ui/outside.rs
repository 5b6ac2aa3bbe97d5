//! The desktop around the window: its file dialogs, its programs for files, the contents of folders. All of it on
//! threads of its own, so that a slow disk or a missing portal never stops the window.

use crate::catalogue::template_file;
use crate::error::Result;
use crate::model::CardTemplate;
use crate::reports::assert_may_be_written;
use crossbeam_channel::{Receiver, Sender};
use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// An answer of "nothing chosen" that came sooner was no person's.
const NO_PERSON_IS_SO_QUICK: Duration = Duration::from_millis(200);
/// Entries of a folder shown at most.
const MOST_LISTED: usize = 500;

/// What the desktop's dialog is asked for.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    /// A folder.
    Folder {
        /// Where to begin.
        start: PathBuf,
        /// The heading.
        title: String,
    },
    /// Picture files.
    Pictures {
        /// Where to begin.
        start: PathBuf,
        /// The heading.
        title: String,
    },
    /// A card template to be read.
    Template {
        /// Where to begin.
        start: PathBuf,
        /// The heading.
        title: String,
    },
    /// A file to be written.
    Save {
        /// The name offered.
        file: PathBuf,
        /// The heading.
        title: String,
    },
}

/// News from outside.
#[derive(Debug)]
pub(super) enum News {
    /// These were chosen.
    Chosen(Vec<PathBuf>),
    /// The person chose nothing.
    Left,
    /// The desktop has no dialog.
    NoDialog,
    /// What lies in a folder: names, and whether each is a folder.
    Listing(PathBuf, Vec<(String, bool)>),
    /// A file could not be opened with a program of the desktop.
    NotOpened(PathBuf),
    /// What a template file says.
    TemplateRead(Result<Box<CardTemplate>>),
    /// A template file is written, or not.
    TemplateWritten(PathBuf, Result<()>),
}

/// The desktop around the window.
#[derive(Debug)]
pub(super) struct Outside {
    news: Receiver<News>,
    tell: Sender<News>,
}

impl Default for Outside {
    fn default() -> Self {
        let (tell, news) = crossbeam_channel::unbounded();
        Self { news, tell }
    }
}

impl Outside {
    /// The news that have come.
    pub(super) fn news(&self) -> Vec<News> {
        self.news.try_iter().collect()
    }

    fn run(&self, ctx: &Context, work: impl FnOnce() -> News + Send + 'static) {
        let (tell, ctx) = (self.tell.clone(), ctx.clone());
        let spawned = std::thread::Builder::new().name("outside".to_owned()).spawn(move || {
            // the window may be gone
            let _ = tell.send(work());
            ctx.request_repaint();
        });
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for the desktop");
        }
    }

    /// Opens the desktop's dialog. The dialog is made here, on the thread of the window, as macOS demands.
    pub(super) fn ask(&self, ctx: &Context, ask: Ask) {
        let dialog = rfd::AsyncFileDialog::new();
        let asked = Instant::now();
        match ask {
            Ask::Folder { start, title } => {
                let choice = dialog.set_title(title).set_directory(start).pick_folder();
                self.run(ctx, move || chosen(asked, pollster::block_on(choice).as_slice()));
            }
            Ask::Pictures { start, title } => {
                let endings = ["tif", "tiff", "jpg", "jpeg", "png", "webp", "bmp", "gif"];
                let choice = dialog.set_title(&title).set_directory(start).add_filter(title, &endings).pick_files();
                self.run(ctx, move || chosen(asked, &pollster::block_on(choice).unwrap_or_default()));
            }
            Ask::Template { start, title } => {
                let choice = dialog.set_title(&title).set_directory(start).add_filter(title, &["toml"]).pick_file();
                self.run(ctx, move || chosen(asked, pollster::block_on(choice).as_slice()));
            }
            Ask::Save { file, title } => {
                let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let folder = file.parent().map(Path::to_owned).unwrap_or_default();
                let choice = dialog.set_title(title).set_directory(folder).set_file_name(name).save_file();
                self.run(ctx, move || chosen(asked, pollster::block_on(choice).as_slice()));
            }
        }
    }

    /// Reads what lies in a folder.
    pub(super) fn list(&self, ctx: &Context, folder: PathBuf) {
        self.run(ctx, move || {
            let listed = listing(&folder);
            News::Listing(folder, listed)
        });
    }

    /// Reads a card template from a file.
    pub(super) fn read_template(&self, ctx: &Context, path: PathBuf) {
        self.run(ctx, move || News::TemplateRead(template_file::read_template(&path).map(Box::new)));
    }

    /// Writes a card template to a file outside of any catalogue.
    pub(super) fn write_template(&self, ctx: &Context, path: PathBuf, template: CardTemplate) {
        self.run(ctx, move || {
            let written = assert_may_be_written(&path).and_then(|()| template_file::write_template(&path, &template));
            News::TemplateWritten(path, written)
        });
    }

    /// Opens a file or folder with the program the desktop has for it.
    pub(super) fn open(&self, ctx: &Context, path: PathBuf) {
        self.run(ctx, move || {
            let program = if cfg!(windows) {
                "explorer"
            } else if cfg!(target_os = "macos") {
                "open"
            } else {
                "xdg-open"
            };
            let opened = std::process::Command::new(program).arg(&path).status();
            // explorer says 1 when all is well
            match opened {
                Ok(status) if status.success() || cfg!(windows) => News::Left,
                _ => News::NotOpened(path),
            }
        });
    }
}

fn chosen(asked: Instant, files: &[rfd::FileHandle]) -> News {
    if !files.is_empty() {
        News::Chosen(files.iter().map(|file| file.path().to_owned()).collect())
    } else if asked.elapsed() < NO_PERSON_IS_SO_QUICK {
        News::NoDialog
    } else {
        News::Left
    }
}

/// Names in a folder, folders first; hidden ones are left out. A folder that cannot be read has none.
fn listing(folder: &Path) -> Vec<(String, bool)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut listed: Vec<(String, bool)> = entries
        .filter_map(Result::ok)
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        .filter(|(name, _)| !name.starts_with('.'))
        .take(MOST_LISTED)
        .collect();
    listed.sort_by_key(|(name, is_folder)| (!is_folder, name.to_lowercase()));
    listed
}
