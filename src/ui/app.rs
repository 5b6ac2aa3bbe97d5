//! The window's three verbs: `logic` takes answers, `ui` draws, `dispatch` turns wishes into requests.

use super::action::Action;
use super::bars::{self, BarView, JobLine, Saved};
use super::command::{self, Command, Needs};
use super::dialog::{self, Dialog, DialogAction, FolderDialog, FolderPurpose, ReportDialog};
use super::list::{self, ListState};
use super::outside::{Ask, Outside};
use super::page::{self, PageAction, PageState, PageView};
use super::{field, start_screen, theme};
use crate::background::{JobId, Opened, Request, Store, Write};
use crate::catalogue::Mode;
use crate::i18n::tr;
use crate::model::EntryId;
use crate::settings::Settings;
use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, Ui};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a band at the top tells.
#[derive(Debug)]
pub(super) struct Banner {
    /// What could not be done, or what happened.
    pub(super) what: String,
    /// Why, and what to do.
    pub(super) why: String,
}

/// What a person wants to leave for; it waits until everything typed is written.
#[derive(Debug)]
pub(super) enum Leave {
    /// The program ends.
    Quit,
    /// Another catalogue is opened or made, or none.
    For(Request),
}

/// What should take the keyboard in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    Search,
    Table,
}

/// The window.
pub struct App {
    pub(super) store: Store,
    pub(super) settings: Settings,
    /// Whether settings are written to the disk; not in tests.
    remember: bool,
    pub(super) opened: Option<Opened>,
    pub(super) opening: bool,
    pub(super) list: ListState,
    pub(super) page: PageState,
    pub(super) dialog: Option<Dialog>,
    pub(super) banner: Option<Banner>,
    pub(super) jobs: BTreeMap<JobId, JobLine>,
    pub(super) failed: bool,
    pub(super) written: bool,
    pub(super) outside: Outside,
    pub(super) closed_units: BTreeSet<EntryId>,
    leaving: Option<Leave>,
    may_close: bool,
    /// The name was asked for and left as it was.
    author_asked: bool,
    focus: Option<Focus>,
    page_focus: bool,
    title: String,
}

impl App {
    /// The window's content, on a catalogue when one is named.
    pub fn new(ctx: &Context, folder: Option<PathBuf>, settings: Settings, remember: bool) -> Self {
        theme::install(ctx);
        // files may be dropped anywhere; zoom has its own commands
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let waker = ctx.clone();
        let store = Store::start(move || waker.request_repaint());
        let mut app = Self {
            store,
            settings,
            remember,
            opened: None,
            opening: false,
            list: ListState::default(),
            page: PageState::default(),
            dialog: None,
            banner: None,
            jobs: BTreeMap::new(),
            failed: false,
            written: false,
            outside: Outside::default(),
            closed_units: BTreeSet::new(),
            leaving: None,
            may_close: false,
            author_asked: false,
            focus: None,
            page_focus: false,
            title: String::new(),
        };
        app.apply_theme(ctx);
        if let Some(folder) = folder {
            app.open(folder);
        }
        app
    }

    /// The settings as they are now.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether nothing is on its way: for tests, which wait for it.
    pub fn is_quiet(&self) -> bool {
        !self.opening && self.jobs.is_empty() && !self.store.is_writing()
    }

    fn apply_theme(&self, ctx: &Context) {
        ctx.set_theme(match self.settings.theme.as_str() {
            "light" => egui::ThemePreference::Light,
            "dark" => egui::ThemePreference::Dark,
            _ => egui::ThemePreference::System,
        });
    }

    pub(super) fn save_settings(&self) {
        if self.remember {
            self.settings.save();
        }
    }

    fn open(&mut self, folder: PathBuf) {
        self.leave(Leave::For(Request::Open { folder }));
    }

    /// Leaves the catalogue as soon as everything typed is written.
    fn leave(&mut self, leave: Leave) {
        self.banner = None;
        self.page.flush(&self.store);
        self.leaving = Some(leave);
    }

    /// Goes on with what waits for the last writes. What was begun and cannot be written is asked about.
    fn leave_on(&mut self, ctx: &Context) {
        if self.leaving.is_none() || self.store.is_writing() {
            return;
        }
        if !self.page.unsaved() {
            self.go(ctx);
        } else if self.dialog.is_none() {
            self.dialog = Some(Dialog::Leave);
        }
    }

    fn go(&mut self, ctx: &Context) {
        match self.leaving.take() {
            Some(Leave::Quit) => {
                self.may_close = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Some(Leave::For(request)) => {
                self.opening = matches!(request, Request::Open { .. } | Request::Create { .. });
                self.store.send(Request::SetAuthor { author: self.settings.author_or_user() });
                self.store.send(request);
            }
            None => {}
        }
    }

    /// The window is to be closed: not before everything typed is written.
    fn mind_closing(&mut self, ctx: &Context) {
        let wanted = ctx.input(|input| input.viewport().close_requested());
        if wanted && !self.may_close && (self.page.unsaved() || self.store.is_writing()) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.leave(Leave::Quit);
        }
    }

    fn saved(&self) -> Saved {
        if self.page.unsaved() || self.store.is_writing() {
            Saved::Pending
        } else if self.failed {
            Saved::Failed
        } else if self.written {
            Saved::Saved
        } else {
            Saved::Untouched
        }
    }

    /// Why nothing can be changed.
    fn read_only(&self) -> Option<&str> {
        match self.opened.as_ref().map(|opened| &opened.mode) {
            Some(Mode::ReadOnly(why)) => Some(why),
            _ => None,
        }
    }

    fn title(&mut self, ctx: &Context) {
        let title = match &self.opened {
            Some(opened) => format!("{} — {}", opened.title, tr("app-name")),
            None => tr("app-name"),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.take_answers(ctx);
        self.take_news();
        self.mind_closing(ctx);
        self.leave_on(ctx);
        self.title(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let mut actions = Vec::new();
        if self.dialog.is_none() && !self.page.has_dialog() {
            actions.extend(command::pressed(ui.ctx()).into_iter().map(Action::Command));
        }
        self.take_dropped(ui.ctx(), &mut actions);
        self.draw(ui, &mut actions);
        let ctx = ui.ctx().clone();
        for action in actions {
            self.dispatch(&ctx, action);
        }
        self.leave_on(&ctx);
        self.note_window(&ctx);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.page.flush(&self.store);
        self.save_settings();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::palette_of(visuals.dark_mode).ground.to_normalized_gamma_f32()
    }
}

/// Drawing.
impl App {
    fn draw(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let colours = theme::palette(ui);
        let focus = self.focus.take();
        let author = self.settings.author_or_user();
        let view = BarView {
            opened: self.opened.as_ref(),
            has_entry: self.page.shown().is_some(),
            saved: self.saved(),
            author: &author,
            take_focus: focus == Some(Focus::Search),
        };
        let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        Panel::top("menu bar").frame(bar).show_separator_line(false).show(ui, |ui| {
            bars::menu_bar_ui(ui, &view, actions);
        });
        if view.opened.is_some() {
            let bar = Frame::new().fill(colours.shelf).inner_margin(Margin {
                top: 4,
                bottom: 10,
                ..Margin::symmetric(theme::PANEL_MARGIN, 0)
            });
            Panel::top("tool bar").frame(bar).show(ui, |ui| bars::tool_bar_ui(ui, &view, &self.list, actions));
        }
        self.bands_ui(ui, actions);
        if self.opened.is_some() || !self.jobs.is_empty() {
            let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 3));
            Panel::bottom("status bar").frame(bar).show(ui, |ui| {
                ui.spacing_mut().interact_size.y = 22.0;
                bars::status_bar_ui(ui, self.opened.as_ref(), self.jobs.iter(), actions);
            });
        }
        if self.opened.is_some() {
            self.catalogue_ui(ui, focus == Some(Focus::Table), &author, actions);
        } else {
            let sheet = Frame::new().fill(colours.ground).inner_margin(theme::PANEL_MARGIN);
            CentralPanel::default().frame(sheet).show(ui, |ui| {
                start_screen::start_ui(ui, &self.settings.recent, self.opening, actions);
            });
        }
        if let Some(dialog) = &mut self.dialog {
            dialog::dialog_ui(ui.ctx(), dialog, actions);
        }
    }

    /// Bands under the bars: what went wrong, and that the catalogue can only be read.
    fn bands_ui(&self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let colours = theme::palette(ui);
        let band = Frame::new().fill(colours.notice).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
        if let Some(banner) = &self.banner {
            Panel::top("banner").frame(band).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let close = tr("close");
                    let room = ui.available_width() - field::button_room(ui, &close) - theme::GAP;
                    ui.vertical(|ui| {
                        ui.set_width(room);
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.add(egui::Label::new(theme::strong(&banner.what)).wrap());
                        ui.add(egui::Label::new(sentence(&banner.why)).wrap().selectable(true));
                    });
                    if ui.button(close).clicked() {
                        actions.push(Action::CloseBanner);
                    }
                });
            });
        }
        if let (Some(why), Some(opened)) = (self.read_only(), &self.opened) {
            Panel::top("read-only band").frame(band).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let again = tr("read-only-again");
                    let room = ui.available_width() - field::button_room(ui, &again) - theme::GAP;
                    ui.vertical(|ui| {
                        ui.set_width(room);
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.label(theme::strong(tr("read-only-heading")));
                        ui.add(egui::Label::new(sentence(why)).wrap().selectable(true));
                    });
                    if ui.button(again).on_hover_text(tr("read-only-again-hint")).clicked() {
                        actions.push(Action::OpenRecent(opened.folder.clone()));
                    }
                });
            });
        }
    }

    fn catalogue_ui(&mut self, ui: &mut Ui, take_focus: bool, author: &str, actions: &mut Vec<Action>) {
        let colours = theme::palette(ui);
        let Some(opened) = &self.opened else { return };
        let width = |name: &str, otherwise: f32| self.settings.panels.get(name).copied().unwrap_or(otherwise);
        let whole = ui.available_width();
        let side = Panel::left("lists")
            .frame(Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(10, theme::PANEL_MARGIN)))
            .default_size(width("lists", 250.0))
            .size_range(180.0..=(whole * 0.26).max(200.0))
            .show(ui, |ui| {
                egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    list::side_ui(ui, (&opened.counts, &opened.units), &self.list, &mut self.closed_units, actions);
                });
            });
        let view = PageView {
            read_only: match &opened.mode {
                Mode::ReadOnly(why) => Some(why),
                Mode::Writable => None,
            },
            author,
            units: &opened.units,
            unit: self.list.unit,
        };
        let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::same(theme::PANEL_MARGIN));
        let rest = ui.available_width();
        let page = Panel::right("page")
            .frame(sheet)
            .default_size(width("page", (whole * 0.42).max(420.0)))
            .size_range(340.0..=(rest - 290.0).max(340.0))
            .show(ui, |ui| {
                // the page may be short; its panel keeps its width
                ui.set_min_width(ui.available_width());
                let area = ui.available_rect_before_wrap();
                let response =
                    ui.interact(area, egui::Id::unique("page area"), egui::Sense::focusable_noninteractive());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, tr("page-area")));
                if std::mem::take(&mut self.page_focus) {
                    response.request_focus();
                }
                page::page_ui(ui, &view, &mut self.page, actions);
            });
        let middle = Frame::new().fill(colours.ground).inner_margin(Margin::same(theme::PANEL_MARGIN));
        CentralPanel::default().frame(middle).show(ui, |ui| {
            let view = list::ListView { writable: opened.mode == Mode::Writable, take_focus };
            list::table_ui(ui, view, &mut self.list, actions);
        });
        page::dialogs_ui(ui.ctx(), &view, &mut self.page, actions);
        for (name, size) in [("lists", side.response.rect.width()), ("page", page.response.rect.width())] {
            if self.settings.panels.get(name).is_none_or(|known| (known - size).abs() > 1.0) {
                self.settings.panels.insert(name.to_owned(), size.round());
            }
        }
    }
}

/// What a person asked for becomes requests.
impl App {
    fn dispatch(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Command(command) => self.command(ctx, command),
            Action::Show(id) => {
                self.page.show(Some(id), &self.store);
                self.list.seek(id, &self.store);
            }
            Action::FocusPage => self.page_focus = true,
            Action::OpenRecent(folder) => self.open(folder),
            Action::List(action) => {
                if let Some(id) = self.list.dispatch(action, &self.store) {
                    self.page.show(Some(id), &self.store);
                }
            }
            Action::Page(action) if action.writes() && !self.author_asked && self.settings.author.trim().is_empty() => {
                let waiting = Action::Page(action);
                if let Some(Dialog::Author { then, .. }) = &mut self.dialog {
                    then.push(waiting);
                } else {
                    self.dialog = Some(Dialog::Author { name: self.settings.author_or_user(), then: vec![waiting] });
                }
            }
            Action::Page(action) => self.page.dispatch(action, &self.store),
            Action::Dialog(action) => self.dialog_action(ctx, action),
            Action::PickPictures => self.pick_pictures(ctx),
            Action::Cancel(id) => {
                self.store.cancel(id);
                if let Some(job) = self.jobs.get_mut(&id) {
                    job.stopping = true;
                }
            }
            Action::CloseBanner => self.banner = None,
            Action::OpenOutside(path) => self.outside.open(ctx, path),
        }
    }

    fn can(&self, needs: Needs) -> bool {
        let view = BarView {
            opened: self.opened.as_ref(),
            has_entry: self.page.shown().is_some(),
            saved: Saved::Untouched,
            author: "",
            take_focus: false,
        };
        view.can(needs)
    }

    fn command(&mut self, ctx: &Context, command: Command) {
        if !command::line_of(command).is_some_and(|line| self.can(line.needs)) {
            return;
        }
        match command {
            Command::NewCatalogue => self.ask_folder(FolderPurpose::New),
            Command::MakeSample => self.ask_folder(FolderPurpose::Sample),
            Command::OpenCatalogue => {
                self.ask_folder(FolderPurpose::Open);
                self.browse(ctx);
            }
            Command::CloseCatalogue => self.leave(Leave::For(Request::Close)),
            Command::Report => self.ask_report(),
            Command::Check => self.store.send(Request::Check),
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
            Command::AddNote => self.page.dispatch(PageAction::NewNote, &self.store),
            Command::Author => {
                self.dialog = Some(Dialog::Author { name: self.settings.author_or_user(), then: Vec::new() });
            }
            Command::Find => self.focus = Some(Focus::Search),
            Command::FocusList => self.focus = Some(Focus::Table),
            Command::ShowCards => self.show_list(list::ListKind::Cards),
            Command::ShowPeople => self.show_list(list::ListKind::People),
            Command::ShowPlaces => self.show_list(list::ListKind::Places),
            Command::ShowEvents => self.show_list(list::ListKind::Events),
            Command::ShowSources => self.show_list(list::ListKind::Sources),
            Command::ShowPictures => self.show_list(list::ListKind::Pictures),
            Command::History => {
                self.dialog = Some(Dialog::History(dialog::HistoryDialog::default()));
                self.store.send(Request::History { owner: None, before: None });
            }
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
            Command::Larger => egui::gui_zoom::zoom_in(ctx),
            Command::Smaller => egui::gui_zoom::zoom_out(ctx),
            Command::UsualSize => ctx.set_zoom_factor(1.0),
            Command::Keys => self.dialog = Some(Dialog::Keys),
            Command::About => self.dialog = Some(Dialog::About),
        }
        ctx.request_repaint();
    }

    fn show_list(&mut self, kind: list::ListKind) {
        let _ = self.list.dispatch(list::ListAction::Words(String::new()), &self.store);
        let _ = self.list.dispatch(list::ListAction::Kind(kind), &self.store);
        self.focus = Some(Focus::Table);
    }

    fn ask_folder(&mut self, purpose: FolderPurpose) {
        let home = self.home(purpose);
        self.dialog = Some(Dialog::Folder(FolderDialog::new(purpose, home)));
    }

    /// Where to begin looking: beside the last catalogue, else among the person's documents.
    fn home(&self, purpose: FolderPurpose) -> PathBuf {
        let beside = match purpose {
            FolderPurpose::Pictures => None,
            _ => self.settings.recent.first().and_then(|folder| folder.parent()).map(Path::to_owned),
        };
        let own =
            directories::UserDirs::new().map(|dirs| dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned());
        beside.or(own).unwrap_or_default()
    }

    fn ask_report(&mut self) {
        let Some(opened) = &self.opened else { return };
        let stem = opened.folder.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = opened.folder.parent().map(Path::to_owned).unwrap_or_default();
        self.dialog = Some(Dialog::Report(ReportDialog::new(folder, &stem, self.list.words.trim())));
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
                if let Some(Dialog::Author { then, .. }) = self.dialog.take() {
                    self.author_asked = true;
                    for action in then {
                        self.dispatch(ctx, action);
                    }
                }
            }
            DialogAction::LeaveAnyway => self.go(ctx),
            DialogAction::Create { folder, title } => self.leave(Leave::For(Request::Create { folder, title })),
            DialogAction::MakeSample(folder) => self.leave(Leave::For(Request::Sample { folder })),
            DialogAction::Open(folder) => self.open(folder),
            DialogAction::Attach(files) => self.page.dispatch(PageAction::DropFiles(files), &self.store),
            DialogAction::Author(name) => {
                self.settings.author = name;
                self.store.send(Request::SetAuthor { author: self.settings.author_or_user() });
                self.save_settings();
                if let Some(Dialog::Author { then, .. }) = self.dialog.take() {
                    for action in then {
                        self.dispatch(ctx, action);
                    }
                }
                return;
            }
            DialogAction::OlderActs(before) => {
                return self.store.send(Request::History { owner: None, before: Some(before) });
            }
            DialogAction::Report(asked) => self.store.send(Request::Report(asked)),
            DialogAction::Undo { seq, on_clash } => {
                self.store.write(Write::UndoAct { seq, on_clash });
            }
        }
        self.dialog = None;
    }

    /// Files dropped on the window: pictures for the shown entry, or a catalogue to be opened.
    fn take_dropped(&self, ctx: &Context, actions: &mut Vec<Action>) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if dropped.is_empty() || self.dialog.is_some() {
            return;
        }
        if let [only] = dropped.as_slice()
            && only.extension().is_some_and(|ending| ending == "kartoteka")
        {
            actions.push(Action::OpenRecent(only.clone()));
        } else if self.can(Needs::Entry) {
            actions.push(Action::Page(PageAction::DropFiles(dropped)));
        }
    }

    /// Remembers size and place of the window.
    fn note_window(&mut self, ctx: &Context) {
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

/// An error as a sentence of its own: with a capital letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
