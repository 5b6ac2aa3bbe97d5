//! Something the page asks for when it is drawn, and once more after the page has changed.

use crate::i18n::tr;
use crate::ui::theme;
use eframe::egui::Ui;

/// How far it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Asked {
    /// It is to be asked for.
    #[default]
    Wanted,
    /// The answer is on its way.
    OnItsWay,
    /// It is known.
    Known,
    /// It could not be read.
    Unread,
}

impl Asked {
    /// Whether it is to be asked for now.
    pub(super) fn wants(&mut self) -> bool {
        let is_wanted = *self == Self::Wanted;
        if is_wanted {
            *self = Self::OnItsWay;
        }
        is_wanted
    }

    /// It came. What is wanted once more meanwhile stays wanted.
    pub(super) fn answered(&mut self) {
        if *self != Self::Wanted {
            *self = Self::Known;
        }
    }

    /// Something of its sort could not be read; which it was is not known.
    pub(super) fn give_up(&mut self) {
        if *self == Self::OnItsWay {
            *self = Self::Unread;
        }
    }

    /// Says that it could not be read, when that is so, with the way to try it again; whether it says that. `failed` is
    /// the key of the words.
    pub(super) fn unread_ui(&mut self, ui: &mut Ui, failed: &str) -> bool {
        let is_unread = *self == Self::Unread;
        if is_unread {
            ui.horizontal_wrapped(|ui| {
                ui.label(theme::warning(ui, tr(failed)));
                if ui.button(tr("page-try-again")).clicked() {
                    *self = Self::Wanted;
                    ui.ctx().request_repaint();
                }
            });
        }
        is_unread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_is_waited_for_no_longer_and_what_comes_late_is_taken() {
        let mut asked = Asked::default();
        asked.give_up();
        assert!(asked.wants() && !asked.wants());
        asked.give_up();
        assert_eq!(asked, Asked::Unread);
        assert!(!asked.wants(), "it is not asked for again and again");
        asked.answered();
        assert_eq!(asked, Asked::Known);
        asked.give_up();
        assert_eq!(asked, Asked::Known, "another part failed");
        asked = Asked::Wanted;
        asked.answered();
        assert_eq!(asked, Asked::Wanted, "that was the answer to the question before");
    }
}
