//! What can be taken back while a template is being drawn: the whole of it, step by step.

use crate::model::CardTemplate;
use eframe::egui::Id;

/// So many steps are kept.
const MOST_STEPS: usize = 200;

/// The template as it was, step by step.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// As it was at the end of the last step.
    settled: CardTemplate,
    past: Vec<CardTemplate>,
    future: Vec<CardTemplate>,
    /// The field that is typed in: what is typed in one go is one step.
    typing: Option<Id>,
}

impl Steps {
    /// Begins with a template as it is.
    pub(super) fn new(template: &CardTemplate) -> Self {
        Self { settled: template.clone(), ..Self::default() }
    }

    /// Notes what became of the template in this frame; `typing` is the text field that has the keyboard. Returns whether
    /// anything changed.
    pub(super) fn note(&mut self, template: &CardTemplate, typing: Option<Id>) -> bool {
        if *template == self.settled {
            if typing.is_none() {
                self.typing = None;
            }
            return false;
        }
        let before = std::mem::replace(&mut self.settled, template.clone());
        if typing.is_none() || typing != self.typing {
            self.past.push(before);
            if self.past.len() > MOST_STEPS {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.typing = typing;
        true
    }

    /// The template before the last step.
    pub(super) fn back(&mut self) -> Option<CardTemplate> {
        let before = self.past.pop()?;
        self.typing = None;
        self.future.push(std::mem::replace(&mut self.settled, before));
        Some(self.settled.clone())
    }

    /// The template after the step that was taken back.
    pub(super) fn forth(&mut self) -> Option<CardTemplate> {
        let after = self.future.pop()?;
        self.typing = None;
        self.past.push(std::mem::replace(&mut self.settled, after));
        Some(self.settled.clone())
    }

    /// Whether there is a step to take back, and one to do again.
    pub(super) fn can(&self) -> (bool, bool) {
        (!self.past.is_empty(), !self.future.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> CardTemplate {
        CardTemplate { name: name.to_owned(), ..CardTemplate::default() }
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let mut steps = Steps::new(&named(""));
        let field = Some(Id::NULL);
        assert!(steps.note(&named("a"), field) && steps.note(&named("ab"), field));
        assert!(!steps.note(&named("ab"), None));
        assert!(steps.note(&named("abc"), field));
        assert_eq!(steps.back(), Some(named("ab")));
        assert_eq!(steps.back(), Some(named("")));
        assert_eq!(steps.back(), None);
        assert_eq!(steps.forth(), Some(named("ab")));
        assert!(steps.note(&named("x"), None));
        assert_eq!(steps.forth(), None, "what was taken back is gone after another change");
        assert_eq!(steps.can(), (true, false));
    }
}
