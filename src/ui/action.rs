//! What a view wants. Views draw and return these; `App::dispatch` alone acts on them, once, after the frame.

use super::command::Command;
use super::dialog::DialogAction;
use super::gallery::GalleryAction;
use super::health::HealthAction;
use super::list::ListAction;
use super::notice::NoticeAction;
use super::page::PageAction;
use super::search::SearchAction;
use super::study::StudyAction;
use super::take_in::TakeInAction;
use super::templates::TemplatesAction;
use super::viewer::ViewerAction;
use crate::background::{JobId, Pixels};
use crate::model::EntryId;
use std::path::PathBuf;

/// What a view wants.
#[derive(Debug)]
pub enum Action {
    /// A command of the menus.
    Command(Command),
    /// Show this entry's page, and choose its line in the list when it stands there.
    Show(EntryId),
    /// Give the page the keyboard.
    FocusPage,
    /// Open a catalogue that was open before.
    OpenRecent(PathBuf),
    /// The scan's share of the desk, beside the form and above it, was dragged so far.
    Divider([f32; 2]),
    /// Something of the left panel, the search box or the table.
    List(ListAction),
    /// Something of the search box, the facets and the searches that are kept.
    Search(SearchAction),
    /// Something of the page.
    Page(PageAction),
    /// Something of the screen on which folders are taken in.
    TakeIn(TakeInAction),
    /// Something of the screen of card templates.
    Templates(TemplatesAction),
    /// Something of the gallery.
    Gallery(GalleryAction),
    /// Something of the health page.
    Health(HealthAction),
    /// Something of the screens on which sources are weighed.
    Study(StudyAction),
    /// Something of the viewer.
    Viewer(ViewerAction),
    /// Something of a dialog.
    Dialog(DialogAction),
    /// A picture was pasted.
    Paste(Pixels),
    /// A folder was dropped on the window.
    DropFolder(PathBuf),
    /// Choose picture files; they come back as `PageAction::DropFiles`.
    PickPictures,
    /// Stop a job.
    Cancel(JobId),
    /// Something of the line that tells what came of a job.
    Notice(NoticeAction),
    /// The banner was read.
    CloseBanner,
    /// Open a file or a folder with the program the desktop has for it.
    OpenOutside(PathBuf),
}
