//! Where sources disagree: a queue, the rival claims side by side, and what is concluded.
//!
//! Invariant: nothing typed is lost before it is written or the catalogue is closed, and nothing here waits for the
//! catalogue: what is drawn was derived when it was read.

mod answers;
mod crops;
mod form;
mod model;
mod queue;
mod rivals;
mod status;

pub(in crate::ui) use status::{StatusAnswer, StatusDialog};

use super::StudyView;
use crate::background::study::judging::{JudgingDeed, JudgingWish};
use crate::background::{Deed, Request, Store, StudyWish, Token, Write};
use crate::catalogue::{DisputeQuery, Judgement, Which};
use crate::i18n::tr;
use crate::model::{ClaimStatus, EntryId};
use crate::ui::action::Action;
use crate::ui::study::StudyAction;
use crate::ui::theme;
use crops::Crops;
use eframe::egui::{
    CentralPanel, Context, Frame, Key as KeyboardKey, Label, Margin, Modifiers, Panel, Popup, ScrollArea, Ui,
};
use form::{Draft, Withdrawing};
use model::{Key, Line, Shown};
use rivals::Doing;
use std::collections::BTreeMap;

/// So many pages with a disagreement are read at once.
const PAGE: usize = 40;
/// Width of the queue in points, in a usual and in a wide window.
const QUEUE_PT: f32 = 320.0;
const QUEUE_WIDE_PT: f32 = 400.0;
/// From this width on the window is wide.
const WIDE_WINDOW_PT: f32 = 1600.0;

/// What the screen wants.
#[derive(Debug)]
pub enum JudgingAction {
    /// The queue is to be read from its beginning.
    Read,
    /// Read once more what could not be read.
    Again,
    /// The next page of the queue.
    More,
    /// This line of the queue.
    Choose(usize),
    /// The rivals of this property of an entry, whatever the queue shows.
    Show(EntryId, String),
    /// Begin to judge what is shown; this claim is to be preferred.
    Begin(Option<EntryId>),
    /// Show a covered picture.
    Uncover(EntryId),
    /// Ask why the conclusion shown is taken back.
    AskWithdraw,
    /// Ask why a claim becomes this.
    AskStatus(EntryId, ClaimStatus),
    /// Look up what rests on a claim.
    LookUpRests(EntryId),
    /// Write a judgement: a new one, or the one that stands judged anew.
    Judge(Option<EntryId>, Box<Judgement>),
    /// Take a conclusion back.
    Withdraw(EntryId, String),
    /// A claim is withdrawn, held to be false, or stands again.
    Status {
        /// The claim.
        claim: EntryId,
        /// What it becomes.
        status: ClaimStatus,
        /// Why.
        reason: String,
    },
}

impl JudgingAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Judge(..) | Self::Withdraw(..) | Self::Status { .. })
    }
}

fn want(actions: &mut Vec<Action>, action: JudgingAction) {
    actions.push(Action::Study(StudyAction::Judging(action)));
}

/// The question that is open.
#[derive(Debug)]
enum Asking {
    /// Why a conclusion is taken back.
    Withdraw(Withdrawing),
    /// What becomes of a claim.
    Status(StatusDialog),
}

impl Asking {
    /// What it is about, with what is typed.
    fn typed(&self) -> (EntryId, &str) {
        match self {
            Self::Withdraw(asked) => (asked.conclusion, &asked.reason),
            Self::Status(asked) => (asked.claim, &asked.reason),
        }
    }
}

/// A page of the queue that was asked for.
#[derive(Clone, Copy, Debug)]
struct Asked {
    token: Token,
    from: usize,
}

/// What the screen keeps between frames.
#[derive(Default)]
pub struct JudgingState {
    which: Which,
    words: String,
    words_asked: String,
    lines: Vec<Line>,
    entries: usize,
    next: Option<usize>,
    asked: Option<Asked>,
    failed: Option<String>,
    offset: f32,
    reveal: Option<usize>,
    takes_keyboard: bool,
    shown: Option<Shown>,
    /// The line of what is shown, and where it was when it is in the queue no more.
    at: Option<usize>,
    near: usize,
    /// What is to be shown as soon as its entry is read.
    wanted: Option<Key>,
    /// The entry whose disagreements were asked for, and the page that is read because it has none.
    of_asked: Option<EntryId>,
    page_asked: Option<Key>,
    crops: Crops,
    drafts: BTreeMap<Key, Draft>,
    is_judging: bool,
    /// Whether the form was sent off by its key.
    is_keyed: bool,
    asking: Option<Asking>,
    /// Reasons that were typed and not written.
    reasons: BTreeMap<EntryId, String>,
    /// What is being written.
    sent: Option<(Token, Asking)>,
}

impl std::fmt::Debug for JudgingState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JudgingState").field("lines", &self.lines.len()).finish_non_exhaustive()
    }
}

impl JudgingState {
    /// Hears the key that writes what the form says, before the window hears it as one of its own.
    pub fn hear(&mut self, ctx: &Context) {
        let is_free = ctx.memory(|memory| memory.top_modal_layer().is_none()) && !Popup::is_any_open(ctx);
        self.is_keyed = self.is_judging
            && self.asking.is_none()
            && is_free
            && ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, KeyboardKey::Enter));
    }

    /// Whether a question is open above the screen.
    pub fn has_question(&self) -> bool {
        self.asking.is_some()
    }

    /// Whether a question is open, or the form of a judgement.
    pub fn has_dialog(&self) -> bool {
        self.is_judging || self.asking.is_some()
    }

    /// Whether nothing is on its way: for tests.
    pub fn is_quiet(&self) -> bool {
        self.asked.is_none() && self.of_asked.is_none() && self.page_asked.is_none()
    }

    /// Whether the queue is being read.
    fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// The line of the queue that is shown.
    fn at(&self) -> Option<usize> {
        self.at
    }

    /// The screen is shown.
    pub fn open(&mut self, store: &Store) {
        (self.is_judging, self.asking, self.takes_keyboard) = (false, None, true);
        self.read(store);
    }

    /// Reads the queue and what is shown again.
    fn read(&mut self, store: &Store) {
        // as far as it was read before, so that the chosen line is there again
        let reach = self.next.unwrap_or(self.entries);
        self.ask(0, reach.clamp(PAGE, 10 * PAGE), store);
        if let Some(shown) = &self.shown {
            self.ask_of(shown.key.subject, store);
        }
    }

    fn ask(&mut self, from: usize, most: usize, store: &Store) {
        let token = store.token();
        self.words.trim().clone_into(&mut self.words_asked);
        let query = DisputeQuery { which: self.which, words: self.words_asked.clone(), from, most };
        (self.asked, self.failed) = (Some(Asked { token, from }), None);
        store.send(Request::Study(StudyWish::Judging(JudgingWish::Disputes(query, token))));
    }

    /// Does what the screen wants.
    pub fn dispatch(&mut self, action: JudgingAction, store: &Store) {
        match action {
            JudgingAction::Read => {
                (self.entries, self.next, self.offset) = (0, None, 0.0);
                (self.lines, self.at, self.near) = (Vec::new(), None, 0);
                // another queue begins with its first line
                (self.shown, self.is_judging) = (None, false);
                self.ask(0, PAGE, store);
            }
            JudgingAction::Again => self.read(store),
            JudgingAction::More => {
                if let (Some(from), None) = (self.next, &self.asked) {
                    self.ask(from, PAGE, store);
                }
            }
            JudgingAction::Choose(at) => self.choose(at, store),
            JudgingAction::Show(subject, property) => {
                self.wanted = Some(Key { subject, property, conclusion: None });
                (self.is_judging, self.page_asked) = (false, None);
                self.ask_of(subject, store);
            }
            JudgingAction::Begin(prefer) => {
                if let Some(shown) = &self.shown {
                    self.drafts.entry(shown.key.clone()).or_insert_with(|| Draft::new(shown)).begin(prefer);
                    self.is_judging = true;
                }
            }
            JudgingAction::Uncover(picture) => self.crops.uncover(picture),
            JudgingAction::AskWithdraw => self.ask_withdraw(),
            JudgingAction::AskStatus(claim, status) => self.ask_status(claim, status),
            JudgingAction::LookUpRests(claim) => {
                store.send(Request::Study(StudyWish::Judging(JudgingWish::RestsOn(claim))));
            }
            JudgingAction::Judge(conclusion, judgement) => {
                let deed = match conclusion {
                    Some(conclusion) => JudgingDeed::Reconsider(conclusion, *judgement),
                    None => JudgingDeed::Conclude(*judgement),
                };
                let token = store.write(Write::Deed(Deed::Judging(deed)));
                if let Some(draft) = self.shown.as_ref().and_then(|shown| self.drafts.get_mut(&shown.key)) {
                    (draft.sent, draft.failed) = (Some(token), None);
                }
            }
            JudgingAction::Withdraw(conclusion, reason) => {
                self.send(JudgingDeed::WithdrawConclusion(conclusion, reason), store);
            }
            JudgingAction::Status { claim, status, reason } => {
                self.send(JudgingDeed::ClaimStatus { claim, status, reason }, store);
            }
        }
    }

    /// Writes what the open question asked for; should it be refused, the question comes back.
    fn send(&mut self, deed: JudgingDeed, store: &Store) {
        let token = store.write(Write::Deed(Deed::Judging(deed)));
        self.sent = self.asking.take().map(|asking| (token, asking));
        self.takes_keyboard = true;
    }

    fn ask_withdraw(&mut self) {
        let Some(shown) = &self.shown else { return };
        if let Some(judged) = &shown.judged {
            let about = [judged.code.as_str(), &judged.decision, &shown.about];
            let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ");
            let reason = self.reasons.get(&judged.id).cloned().unwrap_or_default();
            self.asking = Some(Asking::Withdraw(Withdrawing::new(judged.id, about, reason)));
        }
    }

    fn ask_status(&mut self, claim: EntryId, status: ClaimStatus) {
        let Some(shown) = &self.shown else { return };
        if let Some(rival) = shown.rivals.iter().find(|rival| rival.id == claim) {
            let about = format!("{}\n{}", rival.name, shown.about);
            let reason = self.reasons.get(&claim).cloned().unwrap_or_default();
            self.asking = Some(Asking::Status(StatusDialog::new(claim, status, about, reason)));
        }
    }

    /// The question is left; what was typed stays.
    fn leave_question(&mut self) {
        if let Some(asking) = self.asking.take() {
            let (of, reason) = asking.typed();
            self.reasons.insert(of, reason.to_owned());
        }
        self.takes_keyboard = true;
    }

    fn leave_form(&mut self) {
        (self.is_judging, self.takes_keyboard) = (false, true);
    }
}

/// Draws the screen.
pub fn screen_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut JudgingState, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let (ctx, can_write) = (ui.ctx().clone(), view.can_write);
    state.is_judging &= can_write;
    // heard here before a field takes them; a question above this screen comes first
    let is_free = state.asking.is_none() && ctx.memory(|memory| memory.top_modal_layer().is_none());
    let heard = |modifiers, key| {
        is_free && !Popup::is_any_open(&ctx) && ctx.input_mut(|input| input.consume_key(modifiers, key))
    };
    let by_key = std::mem::take(&mut state.is_keyed) && state.is_judging;
    if state.is_judging && heard(Modifiers::NONE, KeyboardKey::Escape) {
        state.leave_form();
    }
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("judging bar").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            if ui.button(tr("judging-back")).on_hover_text(tr("judging-back-hint")).clicked() {
                actions.push(Action::Study(StudyAction::Back));
            }
            ui.label(theme::section(tr("command-disagreements")));
        });
        ui.add(Label::new(theme::weak(ui, tr("judging-what"))).wrap());
    });
    let shelf = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(10, theme::PANEL_MARGIN));
    let width = if ui.available_width() >= WIDE_WINDOW_PT { QUEUE_WIDE_PT } else { QUEUE_PT };
    Panel::left("judging queue").exact_size(width).resizable(false).frame(shelf).show(ui, |ui| {
        queue::queue_ui(ui, state, actions);
    });
    let sheet = Frame::new().fill(colours.sheet);
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        if state.is_judging {
            judging_ui(ui, state, by_key, actions);
        }
        let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin { left: 24, right: 14, top: 16, bottom: 0 });
        CentralPanel::default().frame(sheet).show(ui, |ui| match &state.shown {
            None => empty_ui(ui, state),
            Some(shown) => {
                let is_begun = can_write && !state.is_judging && state.drafts.contains_key(&shown.key);
                // another one begins at its top
                let id = ("disagreement", shown.key.subject, shown.key.property.as_str());
                ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
                    ui.set_width(ui.available_width() - 8.0);
                    if is_begun {
                        ui.label(theme::warning(ui, tr("judging-begun")));
                    }
                    let doing = match (can_write, state.is_judging) {
                        (false, _) => Doing::Reading,
                        (true, false) => Doing::Writing,
                        (true, true) => Doing::Judging,
                    };
                    rivals::shown_ui(ui, shown, &mut state.crops, doing, actions);
                });
            }
        });
    });
    question_ui(ui, state, actions);
}

/// The form at the foot, in which is said what we hold.
fn judging_ui(ui: &mut Ui, state: &mut JudgingState, by_key: bool, actions: &mut Vec<Action>) {
    let Some(shown) = &state.shown else { return };
    let Some(draft) = state.drafts.get_mut(&shown.key) else { return };
    let colours = theme::palette(ui);
    let shelf = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(24, 12));
    let height = ui.available_height();
    let left = Panel::bottom("judging form")
        .resizable(false)
        .frame(shelf)
        .show(ui, |ui| form::form_ui(ui, (shown, height), draft, by_key, actions));
    if left.inner {
        state.leave_form();
    }
}

/// Nothing is shown: nothing disagrees, or nothing was found.
fn empty_ui(ui: &mut Ui, state: &JudgingState) {
    if state.is_waiting() || state.of_asked.is_some() || state.page_asked.is_some() {
        ui.label(theme::weak(ui, tr("judging-waiting")));
        return;
    }
    ui.set_max_width(ui.available_width().min(700.0));
    let is_narrowed = !state.words_asked.is_empty();
    let heading = match (is_narrowed, state.which) {
        (true, _) => "judging-empty-narrowed",
        (false, Which::Open) => "judging-empty-open",
        (false, Which::Judged) => "judging-empty-judged",
        (false, Which::All) => "judging-empty-all",
    };
    ui.label(theme::section(tr(heading)));
    ui.add_space(theme::SMALL_GAP);
    ui.add(Label::new(tr("judging-empty-what")).wrap());
    ui.add_space(theme::SMALL_GAP);
    ui.add(Label::new(theme::weak(ui, tr("judging-empty-how"))).wrap());
}

/// The question that is open.
fn question_ui(ui: &Ui, state: &mut JudgingState, actions: &mut Vec<Action>) {
    match &mut state.asking {
        None => {}
        Some(Asking::Withdraw(asked)) => match form::withdrawing_ui(ui.ctx(), asked) {
            None => {}
            Some(true) => {
                want(actions, JudgingAction::Withdraw(asked.conclusion, asked.reason.trim().to_owned()));
            }
            Some(false) => state.leave_question(),
        },
        Some(Asking::Status(asked)) => match asked.dialog_ui(ui.ctx()) {
            None => {}
            Some(StatusAnswer::Look) => want(actions, JudgingAction::LookUpRests(asked.claim)),
            Some(StatusAnswer::Write) => {
                let (claim, status, reason) = (asked.claim, asked.status, asked.reason.trim().to_owned());
                want(actions, JudgingAction::Status { claim, status, reason });
            }
            Some(StatusAnswer::Show(entry)) => {
                state.leave_question();
                actions.push(Action::Study(StudyAction::Show(entry)));
            }
            Some(StatusAnswer::Leave) => state.leave_question(),
        },
    }
}
