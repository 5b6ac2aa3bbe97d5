//! What a person asked for becomes requests: the window's third verb.

use super::action::Action;
use super::app::{App, Focus, Leave};
use super::command::{self, Command, Needs};
use super::dialog::{Dialog, DialogAction, FolderDialog, FolderPurpose, PaletteDialog, ReportDialog};
use super::list;
use super::notice::{Notice, NoticeAction};
use super::outside::Ask;
use super::page::PageAction;
use super::search::SearchAction;
use super::study::judging::JudgingAction;
use super::study::{Screen, StudyAction};
use crate::background::{Pixels, Request, Write};
use crate::i18n::tr;
use crate::model::EntryKind;
use eframe::egui::{self, Context};
use std::path::{Path, PathBuf};

impl App {
    pub(super) fn dispatch(&mut self, ctx: &Context, action: Action) {
        if self.settings.author.trim().is_empty() && is_signed(&action) {
            return self.ask_author_first(action);
        }
        match action {
            Action::Command(command) => self.command(ctx, command),
            Action::Show(id) => {
                self.page.show(Some(id), &self.store);
                self.list.seek(id, &self.store);
            }
            Action::FocusPage => self.focus = Some(Focus::Page),
            Action::OpenRecent(folder) => self.open(folder),
            Action::Divider(shares) => {
                self.settings.desk_divider = shares;
                self.dragging = true;
            }
            Action::List(list::ListAction::Desk(at)) => {
                let is_card = self.list.row(at).is_some_and(|row| row.kind == EntryKind::FileCard);
                match self.list.dispatch(list::ListAction::Choose(at), &self.store) {
                    Some(id) if is_card => self.lay_on_desk(ctx, id),
                    Some(id) => self.page.show(Some(id), &self.store),
                    None => {}
                }
            }
            Action::List(action) => {
                if let Some(id) = self.list.dispatch(action, &self.store) {
                    self.page.show(Some(id), &self.store);
                }
                self.note_list();
            }
            Action::Search(action) => self.search_action(action),
            Action::Page(action) => {
                self.note_queued(&action);
                self.page.dispatch(action, &self.store);
            }
            Action::TakeIn(action) => self.take_in_action(ctx, &action),
            Action::Templates(action) => self.templates.dispatch(ctx, action, &self.store),
            Action::Gallery(action) => self.gallery_action(ctx, action),
            Action::Health(action) => self.health_action(ctx, action),
            Action::Study(action) => self.study_action(ctx, action),
            Action::Viewer(action) => self.viewer_action(ctx, action),
            Action::Dialog(action) => self.dialog_action(ctx, action),
            Action::PickPictures => self.pick_pictures(ctx),
            Action::Paste(pixels) => {
                if let Some(entry) = self.page.shown() {
                    self.store.write(Write::Paste { entry, pixels });
                }
            }
            Action::DropFolder(folder) => self.open_take_in(Some(folder)),
            Action::Cancel(id) => {
                self.store.cancel(id);
                if let Some(job) = self.jobs.get_mut(&id) {
                    job.stopping = true;
                }
            }
            Action::Notice(action) => self.notice_action(action),
            Action::CloseBanner => self.banner = None,
            Action::OpenOutside(path) => self.outside.open(ctx, path),
        }
    }

    fn notice_action(&mut self, action: NoticeAction) {
        match (action, self.notice.take()) {
            (NoticeAction::Open, Some(Notice::Sample(folder))) => self.open(folder),
            (NoticeAction::Show, Some(notice)) => self.dialog = notice.into_dialog(),
            _ => {}
        }
    }

    /// Who signs is asked once, before the first act; what was to be done waits for it.
    fn ask_author_first(&mut self, waiting: Action) {
        if let Some(Dialog::Author { then, .. }) = &mut self.dialog {
            then.push(waiting);
        } else {
            self.dialog = Some(Dialog::ask_author(&self.settings, vec![waiting]));
        }
    }

    /// The author is known now, or the system's name for the user will do: what waited is done.
    fn sign(&mut self, ctx: &Context, name: String) {
        self.settings.sign(name);
        self.store.send(Request::SetAuthor { author: self.settings.author_or_user() });
        self.save_settings();
        if let Some(Dialog::Author { then, .. }) = self.dialog.take() {
            for action in then {
                self.dispatch(ctx, action);
            }
        }
    }

    pub(super) fn can(&self, needs: Needs) -> bool {
        self.bar_view("", &[]).can(needs)
    }

    fn command(&mut self, ctx: &Context, command: Command) {
        if !command::line_of(command).is_some_and(|line| self.can(line.needs))
            || !self.passes_templates(command)
            || !self.passes_viewer(ctx, command)
            || !self.passes_gallery(ctx, command)
            || !self.passes_health(command)
            || !self.passes_study(command)
            || !self.passes_take_in(command)
        {
            return;
        }
        match command {
            Command::NewCatalogue => self.ask_folder(FolderPurpose::New),
            Command::MakeSample => self.ask_folder(FolderPurpose::Sample),
            Command::OpenCatalogue => {
                self.ask_folder(FolderPurpose::Open);
                self.browse(ctx);
            }
            Command::CloseCatalogue => self.leave(Leave::For(Box::new(Request::Close))),
            Command::Report => self.ask_report(),
            Command::Check => self.store.send(Request::Check),
            Command::Disagreements => self.open_disagreements(ctx),
            Command::Access => self.open_study(Screen::Closing),
            Command::Glossary => self.open_study(Screen::Glossary),
            Command::Health => self.open_health(self.home(FolderPurpose::Pictures)),
            Command::Quit => self.leave(Leave::Quit),
            Command::Undo => {
                self.page.flush(&self.store);
                self.store.write(Write::Undo);
            }
            Command::Redo => {
                self.store.write(Write::Redo);
            }
            Command::NewCard => self.page.dispatch(PageAction::NewCard, &self.store),
            Command::NewEntry => self.page.dispatch(PageAction::NewEntry, &self.store),
            Command::AttachPictures => self.pick_pictures(ctx),
            Command::TakeIn => self.open_take_in(None),
            Command::AddNote => self.page.dispatch(PageAction::NewNote, &self.store),
            Command::Author => {
                self.dialog = Some(Dialog::ask_author(&self.settings, Vec::new()));
            }
            Command::Find => {
                self.set_desk(ctx, false);
                self.focus = Some(Focus::Search);
            }
            Command::SaveSearch => self.search_action(SearchAction::Name),
            Command::SearchGuide => self.dialog = Some(Dialog::Search),
            Command::FocusList => {
                self.set_desk(ctx, false);
                self.focus = Some(Focus::Table);
            }
            Command::ShowCards => self.show_list(ctx, list::ListKind::Cards),
            Command::ShowPeople => self.show_list(ctx, list::ListKind::People),
            Command::ShowPlaces => self.show_list(ctx, list::ListKind::Places),
            Command::ShowEvents => self.show_list(ctx, list::ListKind::Events),
            Command::ShowSources => self.show_list(ctx, list::ListKind::Sources),
            Command::ShowPictures => self.show_list(ctx, list::ListKind::Pictures),
            Command::Gallery => self.open_gallery(false),
            Command::GalleryOfList => self.open_gallery(true),
            Command::History => self.open_study(Screen::Past),
            Command::Light | Command::Dark | Command::System => {
                let name = match command {
                    Command::Light => "light",
                    Command::Dark => "dark",
                    _ => "system",
                };
                name.clone_into(&mut self.settings.theme);
                self.apply_theme(ctx);
                self.save_settings();
            }
            Command::Look => self.look(ctx),
            Command::FullScreen => self.toggle_full_screen(ctx),
            Command::Larger => egui::gui_zoom::zoom_in(ctx),
            Command::Smaller => egui::gui_zoom::zoom_out(ctx),
            Command::UsualSize => ctx.set_zoom_factor(1.0),
            Command::Field(command) => self.page.dispatch(PageAction::Field(command), &self.store),
            Command::Desk => self.set_desk(ctx, !self.desk),
            Command::DeskTurn => {
                self.settings.desk_above = !self.settings.desk_above;
                self.save_settings();
            }
            Command::SaveAndNext => self.save_and_next(ctx),
            Command::NextCard => self.turn_over(ctx, false),
            Command::PreviousCard => self.turn_over(ctx, true),
            Command::OtherSide => self.page.dispatch(PageAction::OtherSide, &self.store),
            Command::Align => self.page.dispatch(PageAction::Align, &self.store),
            Command::Templates => self.open_templates(self.home(FolderPurpose::Pictures)),
            Command::Pace => {
                self.settings.pace = !self.settings.pace;
                self.save_settings();
            }
            Command::Palette => self.open_palette(),
            Command::Keys => self.dialog = Some(Dialog::Keys),
            Command::About => self.dialog = Some(Dialog::About),
        }
        ctx.request_repaint();
    }

    /// The screen of disagreements; from a page on its own question, when it has one.
    fn open_disagreements(&mut self, ctx: &Context) {
        let question = if self.is_covered() { None } else { self.page.question() };
        self.open_study(Screen::Judging);
        if let Some((subject, property)) = question {
            self.study_action(ctx, StudyAction::Judging(JudgingAction::Show(subject, property)));
        }
    }

    fn show_list(&mut self, ctx: &Context, kind: list::ListKind) {
        self.set_desk(ctx, false);
        let _ = self.list.dispatch(list::ListAction::Words(String::new()), &self.store);
        let _ = self.list.dispatch(list::ListAction::Kind(kind), &self.store);
        self.focus = Some(Focus::Table);
        self.note_list();
    }

    fn open_palette(&mut self) {
        let palette = PaletteDialog::new(|line| self.bar_view("", &[]).usable(line));
        self.dialog = Some(Dialog::Palette(palette));
    }

    /// Closes the dialog and gives the keyboard back to what had it before.
    fn leave_dialog(&mut self, ctx: &Context) {
        self.dialog = None;
        let (widget, field) = std::mem::take(&mut self.before_dialog);
        if let Some(widget) = widget {
            ctx.memory_mut(|memory| memory.request_focus(widget));
        }
        self.page.give_field(field);
    }

    fn ask_folder(&mut self, purpose: FolderPurpose) {
        let home = self.home(purpose);
        self.dialog = Some(Dialog::Folder(FolderDialog::new(purpose, home)));
    }

    /// Where to begin looking: beside the last catalogue, else among the person's documents.
    fn home(&self, purpose: FolderPurpose) -> PathBuf {
        let used = self.settings.folders.get(folder_use(purpose)).filter(|folder| folder.is_dir()).cloned();
        let beside = match purpose {
            FolderPurpose::Pictures => used,
            _ => used.or_else(|| self.settings.recent.first().and_then(|folder| folder.parent()).map(Path::to_owned)),
        };
        let own =
            directories::UserDirs::new().map(|dirs| dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned());
        beside.or(own).unwrap_or_default()
    }

    fn ask_report(&mut self) {
        let Some(opened) = &self.opened else { return };
        let stem = opened.folder.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let used = self.settings.folders.get(REPORTS).filter(|folder| folder.is_dir()).cloned();
        let folder = used.or_else(|| opened.folder.parent().map(Path::to_owned)).unwrap_or_default();
        let report = ReportDialog::new(folder, &stem, self.list.words.trim());
        let report = if self.study.shows(Screen::Judging) { report.of_disagreements() } else { report };
        self.dialog = Some(Dialog::Report(report));
    }

    fn pick_pictures(&mut self, ctx: &Context) {
        if self.can(Needs::Entry) {
            self.ask_folder(FolderPurpose::Pictures);
            self.browse(ctx);
        }
    }

    /// Asks the desktop's dialog for what the open dialog needs.
    fn browse(&self, ctx: &Context) {
        let ask = match &self.dialog {
            Some(Dialog::Folder(folder)) => {
                let start = self.home(folder.purpose);
                match folder.purpose {
                    FolderPurpose::Pictures => Ask::Pictures { start, title: tr("folder-pictures-heading") },
                    FolderPurpose::Open => Ask::Folder { start, title: tr("folder-open-heading") },
                    FolderPurpose::New | FolderPurpose::Sample => Ask::Folder { start, title: tr("folder-where") },
                }
            }
            Some(Dialog::Report(report)) => Ask::Save { file: report.file(), title: tr("export-heading") },
            _ => return,
        };
        self.outside.ask(ctx, ask);
    }

    fn dialog_action(&mut self, ctx: &Context, action: DialogAction) {
        match action {
            DialogAction::Browse => return self.browse(ctx),
            DialogAction::LookAt(folder) => return self.outside.list(ctx, folder),
            DialogAction::Close => {
                self.leaving = None;
                if matches!(self.dialog, Some(Dialog::Author { .. })) && self.settings.author.trim().is_empty() {
                    return self.sign(ctx, self.settings.author_or_user());
                }
                return self.leave_dialog(ctx);
            }
            DialogAction::LeaveAnyway => self.go(ctx),
            DialogAction::Create { folder, title } => {
                self.leave(Leave::For(Box::new(Request::Create { folder, title })));
            }
            DialogAction::MakeSample(folder) => self.leave(Leave::For(Box::new(Request::Sample { folder }))),
            DialogAction::Open(folder) => {
                self.note_folder(folder_use(FolderPurpose::Open), &folder);
                self.open(folder);
            }
            DialogAction::Attach(files) => self.attach(files),
            DialogAction::Author(name) => return self.sign(ctx, name),
            DialogAction::Run(command) => {
                self.leave_dialog(ctx);
                return self.dispatch(ctx, Action::Command(command));
            }
            DialogAction::Report(asked) => {
                self.note_folder(REPORTS, &asked.out);
                self.store.send(Request::Report(asked));
            }
            DialogAction::Undo { seq, on_clash } => {
                self.store.write(Write::UndoAct { seq, on_clash });
                if let Some(Dialog::Clash(clash)) = &mut self.dialog {
                    // it stays until it is known what came of it
                    return clash.begin();
                }
            }
        }
        self.dialog = None;
    }

    /// Pictures that were chosen, for the shown entry.
    pub(super) fn attach(&mut self, files: Vec<PathBuf>) {
        if let Some(first) = files.first() {
            self.note_folder(folder_use(FolderPurpose::Pictures), first);
        }
        self.page.dispatch(PageAction::DropFiles(files), &self.store);
    }

    /// Remembers the folder in which something was chosen.
    fn note_folder(&mut self, purpose: &str, chosen: &Path) {
        if let Some(folder) = chosen.parent() {
            self.settings.folders.insert(purpose.to_owned(), folder.to_owned());
            self.save_settings();
        }
    }

    /// Remembers the list that is shown.
    fn note_list(&mut self) {
        if let Some(opened) = &self.opened {
            self.list.kind.key().clone_into(&mut self.settings.known_mut(&opened.folder).list);
        }
    }

    /// Files dropped on the window: pictures for the shown entry, or a catalogue to be opened.
    pub(super) fn take_dropped(&self, ctx: &Context, actions: &mut Vec<Action>) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if dropped.is_empty() || self.dialog.is_some() {
            return;
        }
        if let [only] = dropped.as_slice()
            && only.extension().is_some_and(|ending| ending == "kartoteka")
        {
            actions.push(Action::OpenRecent(only.clone()));
        } else if let Some(folder) =
            dropped.iter().find(|dropped| dropped.is_dir()).filter(|_| self.can(Needs::Catalogue))
        {
            actions.push(Action::DropFolder(folder.clone()));
        } else if self.can(Needs::Entry) && !self.is_covered() {
            actions.push(Action::Page(PageAction::DropFiles(dropped)));
        }
    }

    /// A picture of the clipboard goes to the shown entry, unless somebody types.
    pub(super) fn take_pasted(&self, ctx: &Context, actions: &mut Vec<Action>) {
        let pasted = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                egui::Event::PasteImage(picture) => Some(std::sync::Arc::clone(picture)),
                _ => None,
            })
        });
        let Some(picture) = pasted else { return };
        if self.dialog.is_none() && self.can(Needs::Entry) && !ctx.text_edit_focused() {
            let [width_px, height_px] = picture.size;
            let rgba = picture.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
            actions.push(Action::Paste(Pixels { width_px, height_px, rgba }));
        }
    }

    /// A window that is larger than its screen, with its title bar, is made to fit; once, when both are known.
    fn fit_window(&mut self, ctx: &Context) {
        let known = ctx.input(|input| {
            let viewport = input.viewport();
            let (inner, outer) = (viewport.inner_rect?.size(), viewport.outer_rect?.size());
            let covers = viewport.maximized.unwrap_or(false) || viewport.fullscreen.unwrap_or(false);
            Some((inner, outer, viewport.monitor_size?, covers))
        });
        let Some((inner, outer, screen, covers)) = known.filter(|_| !self.fitted) else { return };
        self.fitted = true;
        let fits = inner.min(screen - (outer - inner));
        if !covers && fits != inner && screen.min_elem() > 0.0 {
            ctx.send_viewport_cmd(egui::ViewportCommand::InnerSize(fits));
        }
    }

    /// Remembers size and place of the window.
    pub(super) fn note_window(&mut self, ctx: &Context) {
        self.fit_window(ctx);
        let (place, maximised) = ctx.input(|input| {
            let viewport = input.viewport();
            let inner = viewport.inner_rect.map(|rect| rect.size());
            let outer = viewport.outer_rect.map(|rect| rect.min);
            let place = outer.zip(inner).map(|(at, size)| [at.x, at.y, size.x, size.y]);
            (place, viewport.maximized.unwrap_or(false))
        });
        self.settings.maximised = maximised;
        if !maximised && place.is_some() {
            self.settings.window = place;
        }
    }
}

/// Under what the folder used last for reports is remembered.
const REPORTS: &str = "report";

/// Under what the folder used last is remembered.
const fn folder_use(purpose: FolderPurpose) -> &'static str {
    if matches!(purpose, FolderPurpose::Pictures) { "pictures" } else { "open" }
}

/// Whether an action writes an act, which is signed.
fn is_signed(action: &Action) -> bool {
    match action {
        Action::Page(action) => action.writes(),
        Action::Search(action) => action.writes(),
        Action::TakeIn(action) => action.writes(),
        Action::Paste(_) => true,
        Action::Templates(action) => action.writes(),
        Action::Gallery(action) => action.writes(),
        Action::Health(action) => action.writes(),
        Action::Study(action) => action.writes(),
        Action::Viewer(action) => action.writes(),
        Action::Command(command) => {
            matches!(command, Command::Undo | Command::Redo | Command::SaveAndNext | Command::Field(_))
        }
        Action::Dialog(action) => {
            matches!(action, DialogAction::Create { .. } | DialogAction::MakeSample(_) | DialogAction::Undo { .. })
        }
        _ => false,
    }
}

/// Leaving a catalogue, by whatever way.
impl App {
    pub(super) fn open(&mut self, folder: PathBuf) {
        self.leave(Leave::For(Box::new(Request::Open { folder })));
    }

    /// Leaves the catalogue as soon as everything typed is written.
    fn leave(&mut self, leave: Leave) {
        self.banner = None;
        self.page.flush(&self.store);
        self.viewer.flush(self.read_only().is_some(), &self.store);
        self.leaving = Some(leave);
    }

    /// Goes on with what waits for the last writes. What was begun and cannot be written is asked about.
    pub(super) fn leave_on(&mut self, ctx: &Context) {
        if matches!(self.leaving, None | Some(Leave::Gone)) || self.store.is_writing() {
            return;
        }
        if !self.page.unsaved() && !self.templates.unsaved() {
            self.go(ctx);
        } else if self.dialog.is_none() {
            self.dialog = Some(Dialog::Leave);
        }
    }

    fn go(&mut self, ctx: &Context) {
        match self.leaving.take() {
            Some(Leave::Quit) => {
                self.leaving = Some(Leave::Gone);
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Some(Leave::For(request)) => {
                self.opening = matches!(*request, Request::Open { .. } | Request::Create { .. });
                self.store.send(Request::SetAuthor { author: self.settings.author_or_user() });
                self.store.send(*request);
            }
            gone => self.leaving = gone,
        }
    }

    /// The window is to be closed: not before everything typed is written.
    pub(super) fn mind_closing(&mut self, ctx: &Context) {
        let wanted = ctx.input(|input| input.viewport().close_requested());
        if wanted
            && !matches!(self.leaving, Some(Leave::Gone))
            && (self.page.unsaved() || self.templates.unsaved() || self.store.is_writing())
        {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.leave(Leave::Quit);
        }
    }
}
