//! By what the shown list can be narrowed: values with the number of entries each would leave.
//!
//! Invariant: the values come after the list and never make it wait. While they are those of a list before, they are
//! grey, and after a value was chosen the others keep their places.

use super::SearchState;
use crate::background::{Answer, Request, Store, Token};
use crate::catalogue::{Facet, FacetField, FacetValue, ListQuery, Sort};
use crate::i18n::{has, tr, tr_args};
use crate::model::CardTemplate;
use crate::ui::action::Action;
use crate::ui::list::{ListAction, ListKind, ListState, line_ui, part_ui};
use crate::ui::theme;
use eframe::egui::Ui;
use std::collections::{BTreeMap, BTreeSet};

/// So many values of a facet are shown at first.
const FIRST_VALUES: usize = 6;
/// Facets that are folded until somebody opens them.
const FOLDED: [&str; 3] = ["template", "role", "completeness"];

/// By what a list can be narrowed.
#[derive(Debug, Default)]
pub struct Facets {
    /// The list they are of; `None` for all that was found.
    list: Option<ListKind>,
    shown: Vec<Facet>,
    asked: Option<ListQuery>,
    token: Option<Token>,
    /// The values shown keep their places when the next ones come.
    keeps_places: bool,
}

impl Facets {
    /// Whether this list can be narrowed so; `None` is all that was found.
    const fn can_narrow(list: Option<ListKind>) -> bool {
        matches!(list, None | Some(ListKind::Cards | ListKind::People))
    }

    /// Asks for the values of a list, unless they are there.
    pub fn ask(&mut self, list: Option<ListKind>, query: &ListQuery, is_behind: bool, store: &Store) {
        if self.list != list && !self.keeps_places {
            *self = Self::default();
        }
        self.list = list;
        if !Self::can_narrow(list) {
            return;
        }
        // the order of the list changes nothing here
        let query = ListQuery { sort: Sort::default(), descending: false, ..query.clone() };
        if is_behind || self.asked.as_ref() != Some(&query) {
            let token = store.token();
            self.asked = Some(query.clone());
            self.token = Some(token);
            store.send(Request::Facets { query, token });
        }
    }

    /// A value is chosen or left: the others keep their places.
    pub const fn keep_places(&mut self) {
        self.keeps_places = true;
    }

    /// Takes an answer in.
    pub fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Facets { token, facets } if self.token == Some(*token) => {
                self.token = None;
                let keeps = std::mem::take(&mut self.keeps_places);
                let before = std::mem::take(&mut self.shown);
                self.shown = if keeps { in_place(before, facets) } else { facets.clone() };
            }
            Answer::Failed { token: Some(token), .. } if self.token == Some(*token) => self.token = None,
            _ => {}
        }
    }

    /// Whether the values are those of a list before.
    const fn is_old(&self) -> bool {
        self.token.is_some()
    }
}

/// New values in the order of those before; what is gone stays, with nothing in it.
fn in_place(before: Vec<Facet>, now: &[Facet]) -> Vec<Facet> {
    let mut merged: Vec<Facet> = Vec::new();
    for mut facet in before {
        let new = now.iter().find(|other| other.field == facet.field);
        for value in &mut facet.values {
            let found = new.and_then(|new| new.values.iter().find(|other| other.query == value.query));
            value.count = found.map_or(0, |found| found.count);
        }
        for value in new.into_iter().flat_map(|new| &new.values) {
            if facet.values.iter().all(|known| known.query != value.query) {
                facet.values.push(value.clone());
            }
        }
        merged.push(facet);
    }
    for facet in now {
        if merged.iter().all(|known| known.field != facet.field) {
            merged.push(facet.clone());
        }
    }
    merged
}

/// What drawing the facets may know and remember.
pub struct FacetsView<'a> {
    /// The list and its words.
    pub list: &'a ListState,
    /// The card templates, for their names.
    pub templates: &'a [CardTemplate],
    /// The conditions that say what is shown while no words are sought: the unit, the queue.
    pub place: &'a [String],
    /// Parts of the panel that are not as they are at first.
    pub parts: &'a BTreeMap<String, bool>,
}

/// Draws the facets of the list that is shown.
pub fn facets_ui(ui: &mut Ui, view: &FacetsView<'_>, state: &mut SearchState, actions: &mut Vec<Action>) {
    let facets = &view.list.facets;
    let list = if view.list.is_finding() { view.list.only } else { Some(view.list.kind) };
    // while no words are sought, the queues under the list of cards are the same and more
    let has_queues = list == Some(ListKind::Cards) && !view.list.is_finding();
    let is_hidden = |facet: &Facet| facet.values.is_empty() || (has_queues && facet.field == FacetField::Status);
    if !Facets::can_narrow(list) || facets.shown.iter().all(is_hidden) {
        return;
    }
    ui.add_space(theme::GAP + 4.0);
    ui.label(theme::small(ui, tr("side-narrow")).family(theme::strong_family()));
    ui.add_space(2.0);
    for facet in facets.shown.iter().filter(|facet| !is_hidden(facet)) {
        let term = facet.field.term();
        let name = tr(&format!("facet-{term}"));
        let is_open = view.parts.get(term).copied().unwrap_or(!FOLDED.contains(&term));
        if part_ui(ui, &name, is_open) {
            actions.push(Action::Search(super::SearchAction::Fold(term, !is_open)));
        }
        if is_open {
            values_ui(ui, facet, view, &mut state.whole, actions);
        }
    }
}

fn values_ui(
    ui: &mut Ui,
    facet: &Facet,
    view: &FacetsView<'_>,
    whole: &mut BTreeSet<String>,
    actions: &mut Vec<Action>,
) {
    let term = facet.field.term();
    let is_whole = whole.contains(term);
    for (at, value) in facet.values.iter().enumerate() {
        let is_chosen = super::has_condition(&view.list.words, &value.query);
        if at >= FIRST_VALUES && !is_whole && !is_chosen {
            continue;
        }
        let words = value_words(term, value, view.templates);
        let is_dim = view.list.facets.is_old() || (value.count == 0 && !is_chosen);
        let line = line_ui(ui, (1, &words), Some(value.count), (is_chosen, is_dim));
        let hint = tr(if is_chosen { "facet-leave" } else { "facet-take" });
        if line.on_hover_text(format!("{hint}: {}", value.query)).clicked() {
            let action = ListAction::Narrow(value.query.clone(), view.place.to_vec());
            actions.push(Action::List(action));
        }
    }
    if facet.values.len() > FIRST_VALUES {
        let more = facet.values.len() - FIRST_VALUES;
        let words = if is_whole { tr("facet-fewer") } else { tr_args("facet-more", &[("count", more.into())]) };
        if line_ui(ui, (1, &words), None, (false, true)).clicked() && !whole.remove(term) {
            whole.insert(term.to_owned());
        }
    }
}

/// A value in words.
fn value_words(facet: &str, value: &FacetValue, templates: &[CardTemplate]) -> String {
    let key = match facet {
        "template" => {
            let template = templates.iter().find(|template| template.id == value.term);
            return template
                .map_or_else(|| value.label.clone(), |template| template.label(crate::i18n::language()).to_owned());
        }
        "status" => format!("stage-{}", value.term),
        "completeness" => format!("facet-complete-{}", value.term),
        other => format!("{other}-{}", value.term),
    };
    match (has(&key), value.label.is_empty()) {
        (true, _) => tr(&key),
        (false, false) => value.label.clone(),
        (false, true) => value.term.clone(),
    }
}
