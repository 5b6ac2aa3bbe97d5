//! Adding a member: who it is, what the source says of it, and where. It becomes a claim of that person or card.

use super::super::model::Link;
use super::super::picker::{self, Choice, Purpose};
use super::super::{Desk, PageAction};
use super::Asked;
use crate::background::Deed;
use crate::background::study::tally::TallyDeed;
use crate::catalogue::NewMember;
use crate::i18n::tr;
use crate::model::{Certainty, EntryId, EntryKind};
use crate::reports;
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Button, ComboBox, Frame, Margin, Ui};

/// A member that was begun and is not written yet.
#[derive(Clone, Debug)]
pub(super) struct Adding {
    /// The id the claim will have.
    pub claim: EntryId,
    kind: EntryKind,
    who: Option<Link>,
    role: String,
    scope: String,
    source: Option<Link>,
    locator: String,
    certainty: Certainty,
    /// Whether it was sent to be written.
    pub sent: bool,
    is_shown: bool,
}

impl Adding {
    fn new() -> Self {
        Self {
            claim: EntryId::fresh(),
            kind: EntryKind::Person,
            who: None,
            role: String::new(),
            scope: String::new(),
            source: None,
            locator: String::new(),
            certainty: Certainty::default(),
            sent: false,
            is_shown: false,
        }
    }

    /// Whether words were typed.
    pub(super) fn is_begun(&self) -> bool {
        [&self.role, &self.scope, &self.locator].iter().any(|text| !text.trim().is_empty())
    }
}

/// Draws the button, or the form once it was pressed.
pub(super) fn adding_ui(ui: &mut Ui, (of, kind): (EntryId, EntryKind), desk: &mut Desk<'_>) {
    if !desk.can_write() {
        return;
    }
    ui.add_space(theme::SMALL_GAP);
    let Some(mut adding) = desk.state.tally.adding.get(&of).cloned() else {
        let words = if kind == EntryKind::Event { tr("tally-add-to-event") } else { tr("tally-add") };
        if ui.button(words).clicked() {
            desk.state.tally.adding.insert(of, Adding::new());
        }
        return;
    };
    let is_fresh = !std::mem::replace(&mut adding.is_shown, true);
    // after a failure, which is told above, it can be sent again
    let is_on_its_way = adding.sent && (!desk.state.awaited.is_empty() || desk.state.tally.asked != Asked::Known);
    let colours = theme::palette(ui);
    let frame = Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(Margin::same(10));
    let (mut is_ready, mut is_closed) = (false, false);
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::strong(tr("tally-add-heading")));
        form_ui(ui, kind, is_fresh, &mut adding, desk);
        ui.horizontal(|ui| {
            let is_complete = adding.who.is_some() && !adding.role.trim().is_empty();
            let add = ui.add_enabled(is_complete && !is_on_its_way, Button::new(tr("tally-add-do")));
            is_ready = add.on_disabled_hover_text(tr("tally-add-needs")).clicked();
            is_closed = ui.button(tr("tally-add-cancel")).clicked();
        });
    });
    if is_fresh {
        desk.state.editors.reveal(&drawn.response);
    }
    if is_closed {
        desk.state.tally.adding.remove(&of);
        return;
    }
    if is_ready && let Some(who) = &adding.who {
        adding.sent = true;
        let member = NewMember {
            of,
            member: who.id,
            claim: adding.claim,
            role: adding.role.clone(),
            scope: adding.scope.clone(),
            source: adding.source.as_ref().map(|link| link.id),
            locator: adding.locator.clone(),
            certainty: adding.certainty,
        };
        desk.want(PageAction::Deed(Box::new(Deed::Tally(TallyDeed::Add(Box::new(member))))));
    }
    desk.state.tally.adding.insert(of, adding);
}

fn form_ui(ui: &mut Ui, kind: EntryKind, is_fresh: bool, adding: &mut Adding, desk: &mut Desk<'_>) {
    // a card tells of what a man belonged to; what he took part in is told of the man
    if kind == EntryKind::Group {
        ui.horizontal(|ui| {
            let before = adding.kind;
            ui.radio_value(&mut adding.kind, EntryKind::Person, tr("tally-add-person"));
            ui.radio_value(&mut adding.kind, EntryKind::FileCard, tr("tally-add-card"));
            if adding.kind != before {
                adding.who = None;
                desk.want(PageAction::Search(adding.kind, String::new()));
            }
        });
    }
    let who = adding.who.clone();
    match picker::picker_ui(ui, adding.kind, Purpose::Member(adding.claim), who.as_ref(), desk) {
        Choice::Nothing => {}
        Choice::None => adding.who = None,
        Choice::Entry(link) => adding.who = Some(link),
    }
    let look = field::Look { rows: 1, ..field::Look::default() };
    let role = field::labelled(ui, ("member", adding.claim, "role"), &tr("tally-add-role"), &mut adding.role, look);
    if is_fresh {
        role.request_focus();
    }
    let source = adding.source.clone();
    match picker::picker_ui(ui, EntryKind::Source, Purpose::NewClaim(adding.claim), source.as_ref(), desk) {
        Choice::Nothing => {}
        Choice::None => adding.source = None,
        Choice::Entry(link) => adding.source = Some(link),
    }
    field::labelled(ui, ("member", adding.claim, "locator"), &tr("tally-add-locator"), &mut adding.locator, look);
    field::labelled(ui, ("member", adding.claim, "scope"), &tr("tally-add-scope"), &mut adding.scope, look);
    ui.horizontal(|ui| {
        let label = ui.label(theme::small(ui, tr("certainty"))).id;
        ComboBox::from_id_salt(("certainty of a member", adding.claim))
            .selected_text(reports::words("certainty", adding.certainty.term()))
            .show_ui(ui, |ui| {
                for term in Certainty::ALL {
                    ui.selectable_value(&mut adding.certainty, *term, reports::words("certainty", term.term()));
                }
            })
            .response
            .labelled_by(label);
    });
}
