//! The question by which rule to go: those there are, and a rule of one's own.

use super::{ClosingAction, Rules, words};
use crate::background::study::closing::ClosingDeed;
use crate::catalogue::MOST_YEARS;
use crate::i18n::{tr, tr_args};
use crate::model::ClosureRule;
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::{field, theme};
use eframe::egui::{Button, Label, ScrollArea, Ui};

/// What is chosen, and the rule that is written.
#[derive(Debug, Default)]
pub(super) struct RuleForm {
    /// The code of the rule that is chosen; of the one in force while nothing is.
    chosen: Option<String>,
    own: Option<OwnRule>,
}

impl RuleForm {
    /// Whether a rule is being written, which is not to be lost by a key.
    pub(super) fn is_begun(&self) -> bool {
        self.own.is_some()
    }
}

/// A rule while it is typed.
#[derive(Debug, Default)]
struct OwnRule {
    rule: ClosureRule,
    /// Years after death, birth and making, as typed.
    years: [String; 3],
    /// Whether it was drawn, so that its first field had the keyboard.
    is_shown: bool,
}

/// The keys of the fields of years.
const YEARS: [&str; 3] = ["closing-own-death", "closing-own-birth", "closing-own-creation"];

impl OwnRule {
    fn of(rule: &ClosureRule) -> Self {
        let years = [rule.years_after_death, rule.years_after_birth, rule.years_after_creation];
        let years = years.map(|years| years.map(|years| years.to_string()).unwrap_or_default());
        Self { rule: rule.clone(), years, is_shown: false }
    }

    /// The field of years in which no term stands.
    fn misread(&self) -> Option<&'static str> {
        let mut fields = YEARS.into_iter().zip(&self.years);
        fields.find(|(_, typed)| !typed.trim().is_empty() && term(typed).is_none()).map(|(key, _)| key)
    }

    /// The rule as it is typed, when it can be kept.
    fn rule(&self) -> Option<ClosureRule> {
        let [death, birth, creation] = &self.years;
        let rule = ClosureRule {
            years_after_death: term(death),
            years_after_birth: term(birth),
            years_after_creation: term(creation),
            ..self.rule.clone()
        };
        let has_term = [&rule.years_after_death, &rule.years_after_birth, &rule.years_after_creation]
            .into_iter()
            .any(Option::is_some);
        let code = rule.code.trim();
        let is_named = !code.is_empty() && !code.contains(char::is_whitespace) && !rule.label.trim().is_empty();
        (self.misread().is_none() && has_term && is_named).then_some(rule)
    }
}

fn term(typed: &str) -> Option<u32> {
    typed.trim().parse().ok().filter(|years| *years <= MOST_YEARS)
}

/// Draws the question.
pub(super) fn rules_ui(
    ui: &mut Ui,
    (no, can_do): (u64, bool),
    rules: &Rules,
    form: &mut RuleForm,
    trouble: Option<&str>,
    actions: &mut Vec<Action>,
) {
    ui.label(theme::dialog_title(tr("closing-rules-title")));
    ui.label(theme::weak(ui, tr("closing-rules-what")));
    ui.add_space(theme::SMALL_GAP);
    if let Some(own) = &mut form.own {
        own_ui(ui, no, own);
    } else {
        choose_ui(ui, rules, form);
    }
    if let Some(why) = trouble {
        ui.label(theme::warning(ui, tr_args("page-not-saved", &[("why", why.into())])));
    }
    ui.add_space(theme::GAP);
    row_from_right(ui, |ui| {
        let wanted = if form.own.is_some() { own_feet_ui(ui, can_do, form) } else { feet_ui(ui, can_do, rules, form) };
        actions.extend(wanted.map(Action::from));
    });
}

/// The rules that can be chosen: those kept, then those of the program that are not kept.
fn offered(rules: &Rules) -> impl Iterator<Item = &ClosureRule> {
    let is_new = |rule: &&ClosureRule| rules.kept.iter().all(|known| known.code != rule.code);
    rules.kept.iter().chain(rules.built_in.iter().filter(is_new))
}

fn chosen<'a>(rules: &'a Rules, form: &RuleForm) -> Option<&'a ClosureRule> {
    match &form.chosen {
        Some(code) => offered(rules).find(|rule| rule.code == *code),
        None => rules.kept.iter().find(|rule| rule.in_force),
    }
}

fn choose_ui(ui: &mut Ui, rules: &Rules, form: &mut RuleForm) {
    let now = chosen(rules, form).map(|rule| rule.code.clone());
    ScrollArea::vertical().id_salt("closing rules").max_height(400.0).auto_shrink([false, true]).show(ui, |ui| {
        for rule in offered(rules) {
            ui.horizontal(|ui| {
                if ui.radio(now.as_deref() == Some(rule.code.as_str()), words::rule_name(rule)).clicked() {
                    form.chosen = Some(rule.code.clone());
                }
                if rule.in_force {
                    ui.label(theme::strong(tr("closing-rules-in-force")).size(13.0));
                }
            });
            ui.indent(&rule.code, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Label::new(words::rule_terms(rule)).wrap());
                ui.add(Label::new(theme::small(ui, &rule.basis)).wrap());
            });
            ui.add_space(theme::SMALL_GAP);
        }
    });
}

fn feet_ui(ui: &mut Ui, can_do: bool, rules: &Rules, form: &mut RuleForm) -> Option<ClosingAction> {
    let rule = chosen(rules, form);
    let write = |deed| Some(ClosingAction::Write(Box::new(deed)));
    let mut wanted = None;
    let is_other = rule.is_some_and(|rule| !rule.in_force);
    if ui.add_enabled(can_do && is_other, theme::primary_button(ui, &tr("closing-rules-use"))).clicked()
        && let Some(rule) = rule
    {
        wanted = write(ClosingDeed::UseRule(Box::new(rule.clone())));
    }
    if ui.button(tr("closing-cancel")).clicked() {
        wanted = Some(ClosingAction::CloseAsk);
    }
    let has_rule = rules.kept.iter().any(|rule| rule.in_force);
    if ui.add_enabled(can_do && has_rule, Button::new(tr("closing-rules-none"))).clicked() {
        wanted = write(ClosingDeed::UseNoRule);
    }
    let kept = rule.filter(|rule| rules.kept.iter().any(|known| known.id == rule.id));
    if ui.add_enabled(can_do && kept.is_some(), Button::new(tr("closing-rules-remove"))).clicked()
        && let Some(rule) = kept
    {
        wanted = write(ClosingDeed::RemoveRule(rule.id));
    }
    let changed = rule.map(OwnRule::of);
    if ui.add_enabled(can_do && changed.is_some(), Button::new(tr("closing-rules-change"))).clicked() {
        form.own = changed;
    }
    if ui.add_enabled(can_do, Button::new(tr("closing-rules-own"))).clicked() {
        form.own = Some(OwnRule::default());
    }
    wanted
}

fn own_ui(ui: &mut Ui, no: u64, own: &mut OwnRule) {
    let look = field::Look { rows: 1, ..field::Look::default() };
    let OwnRule { rule, years, is_shown } = own;
    for (key, text) in [
        ("closing-own-code", &mut rule.code),
        ("closing-own-label", &mut rule.label),
        ("closing-own-jurisdiction", &mut rule.jurisdiction),
    ] {
        let typed = field::labelled(ui, ("own rule", no, key), &tr(key), text, look);
        if !std::mem::replace(is_shown, true) {
            typed.request_focus();
        }
    }
    let narrow = field::Look { width: Some(120.0), ..look };
    ui.horizontal_top(|ui| {
        for (key, typed) in YEARS.into_iter().zip(years) {
            field::labelled(ui, ("own rule", no, key), &tr(key), typed, narrow);
        }
    });
    let look = field::Look { rows: 2, ..look };
    field::labelled(ui, ("own rule", no, "basis"), &tr("closing-own-basis"), &mut rule.basis, look);
    if let Some(key) = own.misread() {
        let said = [("field", tr(key).into()), ("most", MOST_YEARS.into())];
        ui.label(theme::warning(ui, tr_args("closing-own-years", &said)));
    }
}

fn own_feet_ui(ui: &mut Ui, can_do: bool, form: &mut RuleForm) -> Option<ClosingAction> {
    let rule = form.own.as_ref().and_then(OwnRule::rule);
    let keep = ui.add_enabled(can_do && rule.is_some(), theme::primary_button(ui, &tr("closing-rules-keep")));
    if keep.on_disabled_hover_text(tr("closing-own-needs")).clicked() {
        return rule.map(|rule| ClosingAction::Write(Box::new(ClosingDeed::UseRule(Box::new(rule)))));
    }
    if ui.button(tr("closing-cancel")).clicked() {
        form.own = None;
    }
    None
}
