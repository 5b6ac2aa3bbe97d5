//! The dialogs of the window.

/// What a dialog wants.
#[derive(Debug)]
pub enum DialogAction {
    /// Close the dialog.
    Close,
}
