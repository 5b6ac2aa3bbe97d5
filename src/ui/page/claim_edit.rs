//! Working on a claim: its wording and particulars, withdrawing it with a reason, adding one.

use super::absence::{MENU_PT, absence_lines, absences, menu_ui};
use super::drafts::{Key, Slot};
use super::editor::{self, Editor, editor_ui, saving_ui};
use super::model::{ClaimModel, Link, link};
use super::picker::{self, Choice, Purpose};
use super::{Desk, PageAction, layout, words};
use crate::i18n::{tr, tr_args};
use crate::model::{Absence, Certainty, Claim, ClaimStatus, EntryId, EntryKind, HistoricalDate};
use crate::reports;
use crate::ui::{field, theme};
use eframe::egui;
use egui::{ComboBox, Frame, Margin, Response, Ui, vec2};
use serde_json::json;

/// Width of the labels of a claim's particulars.
const PARTICULAR_PT: f32 = 110.0;

/// A claim that was begun and is not written yet.
#[derive(Clone, Debug, Default)]
pub(super) struct NewClaim {
    /// The box of the card it is keyed into; empty when it is none of a form.
    pub field: String,
    /// The property.
    pub property: String,
    /// The wording.
    pub as_written: String,
    /// Why there is none.
    pub absence: Option<Absence>,
    /// Where it is written.
    pub source: Option<Link>,
    /// The place there.
    pub locator: String,
    /// The sentence there.
    pub quotation: String,
    /// When it was said, as typed.
    pub stated_on: String,
    /// What it covers.
    pub scope: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// A remark.
    pub remark: String,
    /// Why it was not written.
    pub failed: Option<String>,
    /// Whether it was sent.
    pub sent: bool,
    /// Whether it was brought into view.
    pub shown: bool,
}

/// Gives a link or button of a claim its full name for who cannot see where it stands.
pub(super) fn name(response: &Response, key: &str, name: &str, wording: &str) {
    let label = tr_args(key, &[("name", name.into()), ("wording", wording.into())]);
    editor::name(response, egui::Role::Button, &label);
}

/// The wording of an open claim that has no editor elsewhere.
pub(super) fn wording_ui(ui: &mut Ui, claim: &ClaimModel, desk: &mut Desk<'_>) {
    if desk.state.claims.open != Some(claim.id) || !desk.can_write() {
        return;
    }
    let key = Key { entry: claim.id, slot: Slot::Wording };
    let words = tr("page-wording");
    let label = ui.label(theme::small(ui, &words)).id;
    let hint = claim.absence.as_ref().map_or_else(String::new, reports::absence_text);
    ui.horizontal(|ui| {
        let width = Some((ui.available_width() - MENU_PT - ui.spacing().item_spacing.x).max(60.0));
        let editor = Editor { key: &key, current: &claim.as_written, hint: &hint, rows: 1, width, label };
        let edited = editor_ui(ui, &editor, desk);
        menu_ui(ui, &words, Some(&edited), |ui, by_key| {
            absence_lines(ui, &key, claim.absence.as_ref(), by_key, desk);
        });
    });
    layout::state_line(ui, |ui| saving_ui(ui, &key, desk));
}

/// The particulars of a claim: source, place, quotation, when it was said, scope, certainty, remark; and what
/// may become of it.
pub(super) fn particulars_ui(ui: &mut Ui, id: EntryId, of: &str, desk: &mut Desk<'_>) {
    let (Some(dossier), Some(claim)) = (desk.state.dossier.clone(), desk.state.claim(id).cloned()) else { return };
    let source = claim.source.map(|id| link(id, &dossier));
    let chosen = match picker::picker_ui(ui, EntryKind::Source, Purpose::SourceOf(id), source.as_ref(), desk) {
        Choice::Nothing => None,
        Choice::None => Some(json!(null)),
        Choice::Entry(link) => Some(json!(link.id)),
    };
    if let Some(value) = chosen {
        desk.want(PageAction::Set { entry: id, fields: vec![("source", value)], reason: String::new() });
    }
    let stated_on = claim.stated_on.as_ref().map_or("", |date| date.as_written.as_str());
    for (name, current, rows) in [
        ("locator", claim.locator.as_str(), 1),
        ("quotation", claim.quotation.as_str(), 2),
        ("stated_on", stated_on, 1),
        ("scope", claim.scope.as_str(), 1),
        ("remark", claim.remark.as_str(), 1),
    ] {
        let key = Key { entry: id, slot: Slot::Own(name) };
        ui.horizontal(|ui| {
            let label = ui
                .allocate_ui(vec2(PARTICULAR_PT, 18.0), |ui| {
                    ui.set_width(PARTICULAR_PT);
                    ui.label(theme::small(ui, words::history_field(name))).id
                })
                .inner;
            let width = Some(ui.available_width().max(60.0));
            let editor = Editor { key: &key, current, hint: "", rows, width, label };
            editor_ui(ui, &editor, desk);
        });
        if name == "stated_on" {
            let typed = desk.state.drafts.at(&key, current).text.clone();
            stated_on_ui(ui, &typed);
        }
        layout::state_line(ui, |ui| saving_ui(ui, &key, desk));
    }
    let mut certainty = claim.certainty;
    if certainty_ui(ui, id, &mut certainty) {
        let fields = vec![("certainty", json!(certainty.term()))];
        desk.want(PageAction::Set { entry: id, fields, reason: String::new() });
    }
    ui.horizontal_wrapped(|ui| {
        if claim.status == ClaimStatus::Stands {
            if ui.button(tr("page-withdraw")).clicked() {
                desk.state.claims.begin_withdrawing(id);
            }
        } else if ui.button(tr("page-let-stand")).clicked() {
            let fields = vec![("status", json!(ClaimStatus::Stands.term())), ("status_reason", json!(""))];
            desk.want(PageAction::Set { entry: id, fields, reason: String::new() });
        }
        let done = ui.button(tr("page-done"));
        name(&done, "page-done-of", of, &claim.as_written);
        if done.clicked() {
            desk.state.claims.open = None;
        }
    });
}

/// How the date of a statement is read, and which date is meant.
fn stated_on_ui(ui: &mut Ui, typed: &str) {
    if !typed.trim().is_empty() {
        let date = HistoricalDate::read(typed.trim());
        let words = if date.edtf.is_some() {
            tr_args(
                "page-read-as",
                &[(
                    "reading",
                    reports::historical_date_text(&HistoricalDate { as_written: String::new(), ..date }).into(),
                )],
            )
        } else {
            tr("page-not-a-date")
        };
        ui.label(theme::small(ui, words));
    }
    ui.label(theme::small(ui, tr("claim-stated-on-explained")));
}

fn certainty_ui(ui: &mut Ui, of: EntryId, certainty: &mut Certainty) -> bool {
    let before = *certainty;
    ui.horizontal(|ui| {
        let label = ui.label(theme::small(ui, words::history_field("certainty"))).id;
        ComboBox::from_id_salt(("certainty", of))
            .selected_text(tr(&format!("certainty-{}", certainty.term())))
            .show_ui(ui, |ui| {
                for term in Certainty::ALL {
                    ui.selectable_value(certainty, *term, tr(&format!("certainty-{}", term.term())));
                }
            })
            .response
            .labelled_by(label);
    });
    *certainty != before
}

fn theme_frame(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) -> Response {
    let colours = theme::palette(ui);
    let frame = Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(Margin::same(10));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui);
        })
        .response
}

/// The form of a new claim.
pub(super) fn new_claim_ui(ui: &mut Ui, subject: EntryId, properties: &[(&'static str, String)], desk: &mut Desk<'_>) {
    let Some(mut new) = desk.state.claims.adding.get(&subject).cloned() else { return };
    let mut closed = false;
    let mut ready = false;
    let fresh = !std::mem::replace(&mut new.shown, true);
    let drawn = theme_frame(ui, |ui| {
        ui.label(theme::strong(tr("page-add-claim-heading")));
        property_ui(ui, subject, properties, &mut new.property);
        new_wording_ui(ui, subject, fresh, &mut new);
        let source = new.source.clone();
        match picker::picker_ui(ui, EntryKind::Source, Purpose::NewClaim(subject), source.as_ref(), desk) {
            Choice::Nothing => {}
            Choice::None => new.source = None,
            Choice::Entry(link) => new.source = Some(link),
        }
        new_citation_ui(ui, subject, &mut new);
        certainty_ui(ui, subject, &mut new.certainty);
        if let Some(why) = &new.failed {
            ui.label(theme::strong(tr_args("page-not-saved", &[("why", why.clone().into())])));
        }
        ui.horizontal(|ui| {
            let complete = (!new.as_written.trim().is_empty() || new.absence.is_some()) && !new.property.is_empty();
            // what was searched is the half of a search that found nothing
            let is_vague = new.absence == Some(Absence::NotFound) && new.source.is_none();
            let add = ui.add_enabled(complete && !is_vague && !new.sent, egui::Button::new(tr("page-add-claim-do")));
            let needs = match (new.property.is_empty(), is_vague) {
                (true, _) => tr("page-add-claim-needs-property"),
                (false, true) => tr("claim-not-found-needs-source"),
                (false, false) => tr("page-add-claim-needs"),
            };
            ready = add.on_disabled_hover_text(needs).clicked();
            closed = ui.button(tr("page-cancel")).clicked();
        });
    });
    if fresh {
        desk.state.editors.reveal(&drawn);
    }
    if closed {
        desk.state.claims.adding.remove(&subject);
        return;
    }
    if ready {
        new.sent = true;
        new.failed = None;
        let claim = claim_of(&new, subject, desk);
        desk.want(PageAction::AddClaim(Box::new(claim)));
    }
    desk.state.claims.adding.insert(subject, new);
}

fn claim_of(new: &NewClaim, subject: EntryId, desk: &Desk<'_>) -> Claim {
    Claim {
        field: new.field.clone(),
        absence: new.absence.clone(),
        ord: desk.state.claims_of(&new.property),
        source: new.source.as_ref().map(|link| link.id),
        locator: new.locator.trim().to_owned(),
        quotation: new.quotation.trim().to_owned(),
        stated_on: Some(HistoricalDate::read(new.stated_on.trim())).filter(|date| !date.is_empty()),
        remark: new.remark.trim().to_owned(),
        scope: new.scope.trim().to_owned(),
        certainty: new.certainty,
        ..Claim::new(subject, &new.property, if new.absence.is_some() { "" } else { new.as_written.trim() })
    }
}

/// The place in the source, its sentence, when it was said, what it covers, a remark.
fn new_citation_ui(ui: &mut Ui, subject: EntryId, new: &mut NewClaim) {
    for (name, text, rows) in [
        ("locator", &mut new.locator, 1),
        ("quotation", &mut new.quotation, 2),
        ("stated_on", &mut new.stated_on, 1),
        ("scope", &mut new.scope, 1),
        ("remark", &mut new.remark, 1),
    ] {
        let look = field::Look { rows, ..field::Look::default() };
        field::labelled(ui, ("new-claim", subject, name), &words::history_field(name), text, look);
        if name == "stated_on" {
            stated_on_ui(ui, text);
        }
    }
}

fn property_ui(ui: &mut Ui, subject: EntryId, properties: &[(&'static str, String)], property: &mut String) {
    ui.horizontal(|ui| {
        let label = ui.label(theme::small(ui, words::history_field("property"))).id;
        ComboBox::from_id_salt(("property", subject))
            .selected_text(if property.is_empty() { tr("page-claim-what") } else { reports::property_text(property) })
            .height(360.0)
            .show_ui(ui, |ui| {
                for (id, words) in properties {
                    if ui.selectable_label(property == id, words).clicked() {
                        (*id).clone_into(property);
                    }
                }
            })
            .response
            .labelled_by(label);
    });
}

fn new_wording_ui(ui: &mut Ui, subject: EntryId, fresh: bool, new: &mut NewClaim) {
    let words = tr("page-wording");
    let label = ui.label(theme::small(ui, &words)).id;
    ui.horizontal(|ui| {
        let hint = new.absence.as_ref().map_or_else(String::new, reports::absence_text);
        let width = Some((ui.available_width() - MENU_PT - ui.spacing().item_spacing.x).max(60.0));
        let look = field::Look { hint: &hint, rows: 1, width, read_only: false };
        let edited =
            field::bare(ui, ("new-claim", subject, "as_written"), &mut new.as_written, look).labelled_by(label);
        if fresh {
            edited.request_focus();
        }
        if edited.changed() && !matches!(new.absence, Some(Absence::Illegible { .. })) {
            new.absence = None;
        }
        menu_ui(ui, &words, Some(&edited), |ui, by_key| {
            for (at, absence) in absences(new.source.is_some()).into_iter().enumerate() {
                let line = ui.selectable_label(new.absence.as_ref() == Some(&absence), reports::absence_text(&absence));
                if at == 0 && by_key {
                    line.request_focus();
                }
                if line.clicked() {
                    new.as_written.clear();
                    new.absence = Some(absence);
                }
            }
        });
    });
    if let Some(Absence::Illegible { legible }) = &mut new.absence {
        let hint = tr("page-legible-hint");
        let look = field::Look { hint: &hint, rows: 1, width: Some(160.0), read_only: false };
        field::labelled(ui, ("new-claim", subject, "legible"), &tr("page-legible-part"), legible, look);
    }
}
