//! How to search: every field of the language with an example, and the few signs.

use crate::catalogue::query::fields;
use crate::i18n::tr;
use crate::ui::action::Action;
use crate::ui::list::ListAction;
use crate::ui::theme;
use eframe::egui::{self, Align, Button, Label, Layout, ScrollArea, Ui, vec2};

/// What the signs of the language do: each with an example that can be tried.
const SIGNS: &[&str] = &["words", "phrase", "star", "figures", "not", "or", "range", "property"];

const EXAMPLE_PT: f32 = 250.0;

/// Draws the guide. An example is put into the search box by a click.
/// `scroll` hears the keys that scroll it.
pub fn guide_ui(ui: &mut Ui, height: f32, scroll: impl Fn(&Ui, f32), actions: &mut Vec<Action>) {
    ui.add(Label::new(tr("search-guide-what")).wrap());
    ui.add_space(theme::SMALL_GAP);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        scroll(ui, height);
        part(ui, &tr("search-guide-signs"));
        for sign in SIGNS {
            line_ui(ui, &tr(&format!("search-sign-{sign}")), &tr(&format!("search-sign-{sign}-example")), actions);
        }
        part(ui, &tr("search-guide-fields"));
        for field in fields() {
            if let Some(example) = field.example() {
                line_ui(ui, &tr(&field.what()), &tr(&example), actions);
            }
        }
        part(ui, &tr("search-guide-tiers"));
        ui.add(Label::new(tr("search-guide-tiers-what")).wrap());
    });
}

fn part(ui: &mut Ui, words: &str) {
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::small(ui, words).family(theme::strong_family()));
}

fn line_ui(ui: &mut Ui, what: &str, example: &str, actions: &mut Vec<Action>) {
    ui.horizontal_top(|ui| {
        let size = vec2(EXAMPLE_PT, 0.0);
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(EXAMPLE_PT);
            let button = Button::new(theme::strong(example)).small().frame_when_inactive(false).truncate();
            let button = ui.add(button).on_hover_text(tr("search-guide-try"));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, example));
            if button.clicked() {
                actions.push(Action::Dialog(crate::ui::dialog::DialogAction::Close));
                actions.push(Action::List(ListAction::Words(example.to_owned())));
            }
        });
        ui.add(Label::new(what).wrap());
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::query::Query;
    use crate::i18n::has;

    #[test]
    fn every_field_of_the_guide_has_words_and_an_example_that_is_understood() {
        for field in fields() {
            assert!(has(&field.what()), "{} has no words", field.name);
            let Some(example) = field.example() else { continue };
            assert!(has(&example), "{} has no example", field.name);
            assert!(Query::read(&tr(&example)).hints.is_empty(), "{}", tr(&example));
        }
        for sign in SIGNS {
            let key = format!("search-sign-{sign}-example");
            assert!(has(&key) && has(&format!("search-sign-{sign}")), "{sign}");
            assert!(Query::read(&tr(&key)).hints.is_empty(), "{sign}");
        }
    }
}
