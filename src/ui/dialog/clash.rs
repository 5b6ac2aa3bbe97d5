//! Later acts stand in the way of an undo: what they are, and what can be done.

use super::{DialogAction, heading, safe_foot};
use crate::catalogue::OnClash;
use crate::i18n::{has, tr, tr_args};
use crate::model::{Clash, ClashCause};
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::{self, Frame, ScrollArea, Ui};

pub(super) fn clash_ui(ui: &mut Ui, seq: u64, clashes: &[Clash], actions: &mut Vec<Action>) {
    heading(ui, tr("clash-heading"));
    ui.label(tr_args("clash-what", &[("seq", seq.into()), ("count", clashes.len().into())]));
    ui.add_space(theme::SMALL_GAP);
    ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
        for clash in clashes {
            clash_line(ui, clash);
        }
    });
    let only_fields = clashes.iter().all(|clash| clash.cause == ClashCause::ChangedLater);
    if !only_fields {
        ui.label(theme::small(ui, tr("clash-some-stay")));
    }
    if safe_foot(ui, &tr("clash-leave"), (&tr("clash-keep"), &tr("clash-keep-hint")), actions) {
        actions.push(Action::Dialog(DialogAction::Undo { seq, on_clash: OnClash::KeepLater }));
    }
}

fn clash_line(ui: &mut Ui, clash: &Clash) {
    Frame::new()
        .fill(theme::palette(ui).shelf)
        .corner_radius(theme::CORNER)
        .inner_margin(egui::Margin::symmetric(12, 8))
        .outer_margin(egui::Margin::symmetric(0, 3))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let kind = words("kind", clash.kind.term());
            let name = if clash.label.is_empty() { kind } else { format!("{kind}: {}", clash.label) };
            ui.label(theme::strong(name));
            ui.label(words("clash", clash.cause.term()));
            if !clash.field.is_empty() {
                let value = |json: &Option<serde_json::Value>| json.as_ref().map_or_else(|| tr("clash-empty"), plain);
                ui.label(theme::weak(
                    ui,
                    tr_args(
                        "clash-field",
                        &[
                            ("field", words("property", &clash.field).into()),
                            ("now", value(&clash.now).into()),
                            ("before", value(&clash.would_be).into()),
                        ],
                    ),
                ));
            }
        });
}

/// The words of a term; the term itself where the language has none.
fn words(vocabulary: &str, term: &str) -> String {
    let key = format!("{vocabulary}-{term}");
    if has(&key) { tr(&key) } else { term.to_owned() }
}

/// A value of the journal for people: text without quotation marks.
fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}
