//! How far a name may be from what is typed: a choice beside the box that stands in the text as `spelling:wide`.

use crate::catalogue::query::{Query, Spelling, with_spelling};
use crate::i18n::tr;
use crate::ui::action::Action;
use crate::ui::list::{ListAction, ListState};
use eframe::egui::{ComboBox, Role, Ui, WidgetInfo};

/// The choices, each holding the one before, with the last part of the keys of their words.
const RINGS: [(Spelling, &str); 3] = [(Spelling::Exact, "exact"), (Spelling::Near, "near"), (Spelling::Wide, "wide")];

/// The choice that stands in a text.
pub(super) fn ring_of(text: &str) -> Spelling {
    Query::read(text).query.spelling
}

/// Draws the choice.
pub(super) fn spelling_ui(ui: &mut Ui, list: &ListState, actions: &mut Vec<Action>) {
    let now = ring_of(&list.words);
    let name = RINGS.iter().find(|(ring, _)| *ring == now).map_or("near", |(_, name)| name);
    let words = |name: &str| tr(&format!("search-spelling-{name}"));
    ui.add_enabled_ui(list.is_finding(), |ui| {
        let combo = ComboBox::from_id_salt("spelling").width(126.0).selected_text(words(name));
        let response = combo
            .show_ui(ui, |ui| {
                for (ring, name) in RINGS {
                    let line = ui.selectable_label(ring == now, words(name));
                    if line.on_hover_text(tr(&format!("search-spelling-{name}-hint"))).clicked() && ring != now {
                        actions.push(Action::List(ListAction::Words(with_spelling(&list.words, ring))));
                    }
                }
            })
            .response;
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, true, tr("search-spelling"));
            info.current_text_value = Some(words(name));
            info
        });
        response.on_hover_text(tr("search-spelling-hint")).on_disabled_hover_text(tr("search-spelling-hint"));
    });
}
