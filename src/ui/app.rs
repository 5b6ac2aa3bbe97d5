//! The window's three verbs: `logic` takes answers, `ui` draws, `dispatch` turns wishes into requests.

use super::action::Action;
use super::bars::{self, BarView, JobLine, Saved};
use super::command::{self, Command};
use super::desk::{self, DeskView, Turn};
use super::dialog::{self, Dialog};
use super::gallery::{self, GalleryState, GalleryView};
use super::health::{self, HealthState};
use super::list::{self, ListState};
use super::notice::{self, Notice};
use super::outside::Outside;
use super::pace::Pace;
use super::page::{self, PageState, PageView};
use super::panels::{self, Divider, Widths};
use super::search::{SearchState, SearchView};
use super::study::{self, StudyState, StudyView};
use super::take_in::TakeInState;
use super::templates::{self, TemplatesState};
use super::viewer::ViewerState;
use super::{field, start_screen, theme};
use crate::background::{JobId, Opened, Request, Store};
use crate::catalogue::Mode;
use crate::i18n::tr;
use crate::model::{EntryId, Stage};
use crate::settings::Settings;
use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, Ui};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

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
    /// Everything is written; the window may close.
    Gone,
    /// Another catalogue is opened or made, or none.
    For(Box<Request>),
}

/// What should take the keyboard in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    Search,
    Table,
    Page,
}

/// The window.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub struct App {
    pub(super) store: Store,
    pub(super) settings: Settings,
    /// Whether settings are written to the disk; not in tests.
    remember: bool,
    pub(super) opened: Option<Opened>,
    pub(super) opening: bool,
    pub(super) list: ListState,
    pub(super) search: SearchState,
    pub(super) page: PageState,
    pub(super) templates: TemplatesState,
    pub(super) gallery: GalleryState,
    pub(super) health: HealthState,
    pub(super) study: StudyState,
    pub(super) take_in: TakeInState,
    pub(super) viewer: ViewerState,
    /// The field that had the keyboard before a picture was looked at.
    pub(super) before_viewer: Option<page::Key>,
    /// Whether the shown card has the window to itself.
    pub(super) desk: bool,
    /// The card on the desk that the settings know of.
    pub(super) desk_noted: Option<EntryId>,
    /// The card that is being turned to.
    pub(super) turning: Option<Turn>,
    /// The shown card, when it was put into a queue by hand, and the queue it lay in before.
    pub(super) queued: Option<(EntryId, Stage)>,
    /// How fast cards are keyed.
    pub(super) pace: Pace,
    /// Whether a field had the keyboard or a menu was open in the frame before.
    pub(super) busy: bool,
    /// Whether a divider was dragged and the settings are to be written when it is let go.
    pub(super) dragging: bool,
    pub(super) dialog: Option<Dialog>,
    /// What had the keyboard before the dialog was opened, and the field of a card that this was.
    pub(super) before_dialog: (Option<egui::Id>, Option<page::Key>),
    /// Counts the openings of dialogs, so that each begins unscrolled.
    opening_no: u64,
    pub(super) banner: Option<Banner>,
    /// What came of the last job.
    pub(super) notice: Option<Notice>,
    pub(super) jobs: BTreeMap<JobId, JobLine>,
    /// What came of the last write.
    pub(super) last_write: Saved,
    /// A typed value was refused and is not on the disk yet.
    pub(super) typed_refused: bool,
    pub(super) outside: Outside,
    pub(super) closed_units: BTreeSet<EntryId>,
    pub(super) leaving: Option<Leave>,
    pub(super) focus: Option<Focus>,
    /// Whether the window was seen to fit the screen, or made to.
    pub(super) fitted: bool,
    title: String,
}

impl App {
    /// The window's content, on a catalogue when one is named.
    pub fn new(ctx: &Context, folder: Option<PathBuf>, settings: Settings, remember: bool) -> Self {
        super::install(ctx);
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
            search: SearchState::default(),
            page: PageState::default(),
            templates: TemplatesState::default(),
            gallery: GalleryState::default(),
            health: HealthState::default(),
            study: StudyState::default(),
            take_in: TakeInState::default(),
            viewer: ViewerState::default(),
            before_viewer: None,
            desk: false,
            desk_noted: None,
            turning: None,
            queued: None,
            pace: Pace::default(),
            busy: false,
            dragging: false,
            dialog: None,
            before_dialog: (None, None),
            opening_no: 0,
            banner: None,
            notice: None,
            jobs: BTreeMap::new(),
            last_write: Saved::Untouched,
            typed_refused: false,
            outside: Outside::default(),
            closed_units: BTreeSet::new(),
            leaving: None,
            focus: None,
            fitted: false,
            title: String::new(),
        };
        app.apply_theme(ctx);
        app.gallery.set_size(app.settings.gallery_size);
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
        !self.opening
            && self.turning.is_none()
            && self.jobs.is_empty()
            && !self.store.is_writing()
            && self.gallery.is_quiet()
            && self.health.is_quiet()
            && self.study.is_quiet()
    }

    /// How many small pictures the gallery has in memory: for tests.
    pub fn gallery_pictures(&self) -> usize {
        self.gallery.pictures_kept()
    }

    /// How many pictures on the screen of the gallery are not drawn yet: for tests and measurements.
    pub fn gallery_waiting(&self) -> usize {
        self.gallery.waiting()
    }

    /// How often the whole list was asked for: for tests.
    pub fn lists_asked(&self) -> u64 {
        self.list.asked()
    }

    /// A list that is behind the catalogue is read again as soon as it is to be seen.
    fn mind_list(&mut self) {
        if self.list.is_behind() && self.opened.is_some() && !self.desk && !self.is_covered() {
            self.list.ask(&self.store);
        }
    }

    pub(super) fn apply_theme(&self, ctx: &Context) {
        ctx.set_theme(match self.settings.theme.as_str() {
            "light" => egui::ThemePreference::Light,
            "dark" => egui::ThemePreference::Dark,
            _ => egui::ThemePreference::System,
        });
    }

    /// Commands whose choice is in use.
    fn in_use(&self) -> Vec<Command> {
        let theme = match self.settings.theme.as_str() {
            "light" => Command::Light,
            "dark" => Command::Dark,
            _ => Command::System,
        };
        let shown = [(Command::DeskTurn, self.settings.desk_above), (Command::Pace, self.settings.pace)];
        shown.into_iter().filter(|(_, is_on)| *is_on).map(|(command, _)| command).chain([theme]).collect()
    }

    pub(super) fn save_settings(&self) {
        if self.remember {
            self.settings.save();
        }
    }

    fn saved(&self) -> Saved {
        if self.store.is_writing() {
            Saved::Pending
        } else if !self.page.unsaved() {
            self.last_write
        } else if self.typed_refused {
            Saved::Failed
        } else {
            Saved::Pending
        }
    }

    /// What the bars may know now.
    pub(super) fn bar_view<'a>(&'a self, author: &'a str, in_use: &'a [Command]) -> BarView<'a> {
        BarView {
            opened: self.opened.as_ref(),
            has_entry: self.page.shown().is_some(),
            has_pictures: self.page.has_pictures(),
            has_card: self.page.shows_card(),
            has_field: self.page.has_field(),
            saved: self.saved(),
            author,
            in_use,
        }
    }

    /// Whether a screen covers lists and page.
    pub(super) fn is_covered(&self) -> bool {
        self.templates.is_open()
            || self.viewer.is_open()
            || self.gallery.is_open()
            || self.health.is_open()
            || self.study.is_open()
            || self.take_in.is_open()
    }

    /// Why nothing can be changed.
    pub(super) fn read_only(&self) -> Option<&str> {
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
        self.templates.take_news(&self.store);
        self.health.take_news();
        self.take_in.take_news();
        self.take_in.mind(ctx, &self.store);
        self.mind_use(ctx);
        // what was refused is written by now, or gone
        self.typed_refused &= self.page.unsaved();
        self.mind_turn();
        self.mind_desk(ctx);
        self.mind_list();
        self.mind_closing(ctx);
        self.leave_on(ctx);
        self.title(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let mut actions = Vec::new();
        let (in_templates, was_covered) = (self.templates.is_open(), self.is_covered());
        let in_dialog = self.dialog.is_some()
            || self.page.has_dialog()
            || self.templates.has_dialog()
            || self.viewer.has_dialog()
            || self.gallery.has_dialog()
            || self.health.has_dialog()
            || self.study.keeps_keys(ui.ctx().text_edit_focused());
        self.template_keys(ui.ctx(), &mut actions);
        self.viewer_keys(ui.ctx(), &mut actions);
        self.health_keys(ui.ctx(), &mut actions);
        self.study_keys(ui.ctx(), &mut actions);
        if !in_dialog {
            actions.extend(command::pressed(ui.ctx()).into_iter().map(Action::Command));
        }
        if !was_covered || self.take_in.is_open() {
            self.take_dropped(ui.ctx(), &mut actions);
        }
        if !was_covered {
            self.take_pasted(ui.ctx(), &mut actions);
        }
        self.draw(ui, &mut actions);
        let ctx = ui.ctx().clone();
        self.mind_escape(&ctx, in_dialog || was_covered);
        for action in actions {
            self.dispatch(&ctx, action);
        }
        self.mind_templates(in_templates);
        self.viewer.mind(&self.store);
        self.gallery.mind(&ctx, &self.store);
        if self.read_only().is_none() {
            self.templates.keep_draft(&ctx, &self.settings.author_or_user(), &self.store);
        }
        self.leave_on(&ctx);
        self.note_window(&ctx);
        if self.dragging && !ctx.input(|input| input.pointer.any_down()) {
            self.dragging = false;
            self.save_settings();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.page.flush(&self.store);
        self.viewer.flush(self.read_only().is_some(), &self.store);
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
        let in_use = self.in_use();
        let take_search = focus == Some(Focus::Search);
        let mut search = std::mem::take(&mut self.search);
        let view = self.bar_view(&author, &in_use);
        let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        let is_bare = self.viewer.is_bare();
        if !is_bare {
            Panel::top("menu bar").frame(bar).show_separator_line(false).show(ui, |ui| {
                bars::menu_bar_ui(ui, &view, actions);
            });
        }
        if self.is_covered() {
            // the screen has a bar of its own
        } else if self.desk {
            let bar = Frame::new().fill(colours.shelf).inner_margin(Margin {
                top: 4,
                bottom: 8,
                ..Margin::symmetric(theme::PANEL_MARGIN, 0)
            });
            let desk = DeskView {
                bar: &view,
                card: self.page.card(),
                stages: &self.list.stages,
                pace: self.settings.pace.then(|| self.pace.words()),
            };
            Panel::top("desk bar").frame(bar).show(ui, |ui| desk::desk_bar_ui(ui, &desk, actions));
        } else if view.opened.is_some() {
            let bar = Frame::new().fill(colours.shelf).inner_margin(Margin {
                top: 4,
                bottom: 10,
                ..Margin::symmetric(theme::PANEL_MARGIN, 0)
            });
            let sought = SearchView { list: &self.list, take_focus: take_search };
            Panel::top("tool bar").frame(bar).show(ui, |ui| bars::tool_bar_ui(ui, &view, sought, &mut search, actions));
        }
        self.search = search;
        if focus == Some(Focus::Table) && matches!(self.list.lines(), list::Lines::Waiting) {
            // the table takes the keyboard as soon as there is one
            self.focus = focus;
        }
        if !is_bare {
            self.bands_ui(ui, actions);
        }
        if !self.is_covered() {
            page::band_ui(ui, &mut self.page, actions);
        }
        let has_desk = self.desk && !self.is_covered();
        let has_status = self.opened.is_some() && !has_desk && !self.viewer.is_open();
        if !is_bare && (has_status || !self.jobs.is_empty()) {
            let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 3));
            Panel::bottom("status bar").frame(bar).show(ui, |ui| {
                ui.spacing_mut().interact_size.y = 22.0;
                let band = health::band(self.health.troubles());
                bars::status_bar_ui(ui, self.opened.as_ref(), self.jobs.iter(), band, actions);
            });
        }
        if let Some(notice) = &self.notice {
            let bar = Frame::new().fill(colours.notice).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 6));
            Panel::bottom("notice").frame(bar).show(ui, |ui| notice::notice_ui(ui, notice, actions));
        }
        if self.opened.is_some() {
            if self.templates.is_open() {
                let read_only = self.read_only().map(str::to_owned);
                templates::screen_ui(ui, read_only.as_deref(), &mut self.templates, actions);
            } else if self.viewer.is_open() {
                self.viewer_ui(ui, actions);
            } else if self.gallery.is_open() {
                let read_only = self.read_only().is_some();
                let units = self.opened.as_ref().map(|opened| opened.units.as_slice()).unwrap_or_default();
                let undo = self.opened.as_ref().and_then(|opened| opened.undoable.undo.as_ref());
                let undo = undo.filter(|_| !read_only).map(bars::undo_words);
                let undo = undo.as_deref();
                let view = GalleryView { read_only, units, undo, in_dialog: self.dialog.is_some() };
                gallery::screen_ui(ui, &view, &mut self.gallery, actions);
            } else if self.take_in.is_open() {
                self.take_in_ui(ui, actions);
            } else if self.health.is_open() {
                let can_write = self.read_only().is_none();
                health::screen_ui(ui, can_write, &mut self.health, actions);
            } else if self.study.is_open() {
                let view = StudyView { can_write: self.read_only().is_none(), author: &author };
                study::screen_ui(ui, &view, &mut self.study, actions);
            } else {
                self.catalogue_ui(ui, focus, &author, actions);
            }
        } else {
            let sheet = Frame::new().fill(colours.ground).inner_margin(theme::PANEL_MARGIN);
            CentralPanel::default().frame(sheet).show(ui, |ui| {
                start_screen::start_ui(ui, &self.settings, self.opening, actions);
            });
        }
        if let Some(dialog) = &mut self.dialog {
            dialog::dialog_ui(ui.ctx(), self.opening_no, dialog, actions);
        } else {
            self.opening_no += 1;
            self.before_dialog = (ui.memory(egui::Memory::focused), self.page.field(ui.ctx()));
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

    fn catalogue_ui(&mut self, ui: &mut Ui, focus: Option<Focus>, author: &str, actions: &mut Vec<Action>) {
        let colours = theme::palette(ui);
        let place = self.place_conditions();
        let Some(opened) = &self.opened else { return };
        let view = PageView {
            read_only: match &opened.mode {
                Mode::ReadOnly(why) => Some(why),
                Mode::Writable => None,
            },
            author,
            units: &opened.units,
            unit: self.list.unit,
            desk: self.desk,
            desk_above: self.settings.desk_above,
            divider: self.settings.divider(),
        };
        let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::same(theme::PANEL_MARGIN));
        let take_page = focus == Some(Focus::Page);
        if self.desk {
            CentralPanel::default().frame(sheet).show(ui, |ui| {
                desk::page_area_ui(ui, &view, &mut self.page, take_page, actions);
            });
            page::dialogs_ui(ui.ctx(), &view, &mut self.page, actions);
            return;
        }
        let widths = Widths::of(&self.settings.panels, ui.available_width());
        let side = panels::panel(Panel::left("lists"), widths.lists)
            .frame(Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(10, theme::PANEL_MARGIN)))
            .show(ui, |ui| {
                egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    let side = list::SideView {
                        counts: &opened.counts,
                        units: &opened.units,
                        list: &self.list,
                        saved: &opened.saved,
                        read_only: view.read_only,
                        place: &place,
                        parts: &self.settings.parts,
                    };
                    list::side_ui(ui, &side, &mut self.closed_units, &mut self.search, actions);
                });
            });
        let page = panels::panel(Panel::right("page"), widths.page).frame(sheet).show(ui, |ui| {
            desk::page_area_ui(ui, &view, &mut self.page, take_page, actions);
        });
        let middle = Frame::new().fill(colours.ground).inner_margin(Margin::same(theme::PANEL_MARGIN));
        CentralPanel::default().frame(middle).show(ui, |ui| {
            let view =
                list::ListView { writable: opened.mode == Mode::Writable, take_focus: focus == Some(Focus::Table) };
            list::table_ui(ui, view, &mut self.list, actions);
        });
        page::dialogs_ui(ui.ctx(), &view, &mut self.page, actions);
        for (divider, panel) in [(Divider::Lists, side.response.rect), (Divider::Page, page.response.rect)] {
            panels::divider_ui(ui, divider, panel, &mut self.settings.panels);
        }
    }
}

/// An error as a sentence of its own: with a capital letter.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
