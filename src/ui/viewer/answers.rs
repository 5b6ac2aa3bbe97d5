//! What comes for the pictures that are looked at.

use super::ViewerState;
use crate::background::Answer;
use crate::error::Error;
use crate::ui::app::sentence;

impl ViewerState {
    /// Takes an answer that others may want as well.
    pub fn answer(&mut self, answer: &Answer) {
        if matches!(answer, Answer::Opened(_) | Answer::Closed) {
            let habits = self.habits;
            *self = Self { habits, ..Self::default() };
        }
        if let Some(seen) = self.screen.as_mut().and_then(|screen| screen.seen.as_mut()) {
            seen.answer(answer);
        }
    }

    /// Takes an answer that is only for the viewer. What nobody looks at any more is dropped.
    pub fn take(&mut self, answer: Answer) {
        let Some(screen) = &mut self.screen else { return };
        match answer {
            Answer::Looked { seat, of, tones, path, looked } => {
                let shown = screen.panes().find(|pane| pane.seat == seat).and_then(|pane| screen.picture(pane));
                let shown = shown.cloned();
                let Some(pane) = screen.pane(seat) else { return };
                if shown.is_none_or(|shown| pane.of(&shown) != of) {
                    return;
                }
                pane.path = Some(path);
                if let Ok(looked) = &looked {
                    pane.pages = looked.pages.max(1);
                }
                match looked {
                    Ok(looked) => {
                        pane.failed = None;
                        self.textures.take_overview((seat, of), tones, looked);
                    }
                    // the file is told beside it, and that it is kept
                    Err(Error::NotViewable { why, .. }) => pane.failed = Some(sentence(&why)),
                    Err(error) => pane.failed = Some(sentence(&error.to_string())),
                }
            }
            Answer::Glanced { seat, of, pixels, .. } => self.textures.take_small((seat, of), pixels),
            Answer::Tile { seat, of, tones, at, pixels } => {
                if let Some(pane) = screen.pane(seat) {
                    pane.came(at);
                }
                self.textures.take_tile((seat, of), at, tones, pixels.map_err(|error| error.to_string()));
            }
            _ => {}
        }
    }
}
