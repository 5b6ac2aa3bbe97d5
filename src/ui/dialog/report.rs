//! What report, in which form, for whom, of what, into which file.

use super::{DialogAction, foot, heading};
use crate::background::ReportAsked;
use crate::i18n::tr;
use crate::model::Audience;
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::Ui;
use std::path::PathBuf;

/// The terms of the command line, in the order in which they are offered.
const KINDS: &[&str] = &["catalogue", "dossier", "conflicts"];
const FORMATS: &[&str] = &["pdf", "html", "csv"];

/// What is chosen.
#[derive(Clone, Debug)]
pub struct ReportDialog {
    kind: &'static str,
    format: &'static str,
    audience: Audience,
    selection: String,
    file: String,
    /// Whether the file's name was typed, so that it no longer follows the choices.
    named: bool,
    folder: PathBuf,
    stem: String,
}

impl ReportDialog {
    /// Offers a report into `folder`, named after the catalogue.
    pub fn new(folder: PathBuf, stem: &str, selection: &str) -> Self {
        let mut dialog = Self {
            kind: "catalogue",
            format: "pdf",
            audience: Audience::Public,
            selection: selection.to_owned(),
            file: String::new(),
            named: false,
            folder,
            stem: stem.to_owned(),
        };
        dialog.name();
        dialog
    }

    /// The report of disagreements is offered first.
    #[must_use]
    pub fn of_disagreements(mut self) -> Self {
        self.kind = "conflicts";
        self.name();
        self
    }

    /// A file chosen in the desktop's dialog.
    pub fn take_path(&mut self, path: &std::path::Path) {
        self.file = path.display().to_string();
        self.named = true;
    }

    /// The file as it stands.
    pub fn file(&self) -> PathBuf {
        PathBuf::from(self.file.trim())
    }

    fn name(&mut self) {
        if self.named {
            // only the ending follows the form
            self.file = self.file().with_extension(self.format).display().to_string();
        } else {
            let name = format!("{}-{}.{}", self.stem, self.kind, self.format);
            self.file = self.folder.join(name).display().to_string();
        }
    }
}

pub(super) fn report_ui(ui: &mut Ui, report: &mut ReportDialog, actions: &mut Vec<Action>) {
    heading(ui, tr("export-heading"));
    let before = (report.kind, report.format);
    choice(ui, "export-kind", KINDS, &mut report.kind);
    ui.label(theme::small(ui, tr(&format!("export-kind-{}-hint", report.kind))));
    ui.add_space(theme::SMALL_GAP);
    choice(ui, "export-format", FORMATS, &mut report.format);
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::small(ui, tr("export-audience")));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for audience in Audience::ALL {
            let words = tr(&format!("export-audience-{}", audience.term()));
            ui.radio_value(&mut report.audience, *audience, words);
        }
    });
    ui.add_space(theme::SMALL_GAP);
    let everything = tr("export-selection-hint");
    let look = field::Look { hint: &everything, ..field::Look::default() };
    field::labelled(ui, "report selection", &tr("export-selection"), &mut report.selection, look);
    ui.add_space(theme::SMALL_GAP);
    if before != (report.kind, report.format) {
        report.name();
    }
    let words = ui.label(theme::small(ui, tr("export-file")));
    ui.horizontal(|ui| {
        let browse = tr("browse");
        let look = field::Look {
            width: Some(ui.available_width() - field::button_room(ui, &browse)),
            ..field::Look::default()
        };
        if field::bare(ui, "report file", &mut report.file, look).labelled_by(words.id).changed() {
            report.named = true;
        }
        if ui.button(browse).clicked() {
            actions.push(Action::Dialog(DialogAction::Browse));
        }
    });
    let can_do = !report.file.trim().is_empty();
    if foot(ui, (&tr("export-make"), can_do), &tr("cancel"), actions) {
        actions.push(Action::Dialog(DialogAction::Report(ReportAsked {
            kind: report.kind.to_owned(),
            format: report.format.to_owned(),
            out: report.file(),
            selection: report.selection.trim().to_owned(),
            audience: report.audience,
        })));
    }
}

fn choice(ui: &mut Ui, key: &str, terms: &[&'static str], chosen: &mut &'static str) {
    ui.label(theme::small(ui, tr(key)));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for term in terms {
            ui.radio_value(chosen, *term, tr(&format!("{key}-{term}")));
        }
    });
}
