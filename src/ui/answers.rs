//! What the catalogue's thread and the desktop reply, taken in before each frame.

use super::app::{App, Banner};
use super::bars::{JobLine, Saved, act_words};
use super::dialog::{ClashDialog, Dialog};
use super::list::ListKind;
use super::notice::Notice;
use super::outside::News;
use super::study::Screen;
use crate::background::{Answer, JobKind, JobNews, Opened, Written};
use crate::catalogue::Mode;
use crate::error::Error;
use crate::i18n::{tr, tr_args};
use crate::model::{Act, EntryKind};
use eframe::egui::Context;

impl App {
    pub(super) fn take_answers(&mut self, ctx: &Context) {
        let answers: Vec<Answer> = self.store.answers().collect();
        for answer in answers {
            if let Some(id) = self.list.answer(&answer, &self.store) {
                self.page.show(Some(id), &self.store);
            }
            self.list.small.answer(ctx, &answer);
            self.answer_search(&answer);
            self.page.answer(ctx, &answer, &self.store);
            self.templates.answer(ctx, &answer, &self.store);
            self.health.answer(&answer, &self.store);
            self.take_in.answer(&answer);
            self.viewer.answer(&answer);
            self.gallery.answer(&answer);
            self.study.answer(&answer, &self.store);
            self.look_from_gallery(ctx, &answer);
            self.take_answer(ctx, answer);
            if self.opened.is_none() {
                (self.desk, self.desk_noted, self.turning) = (false, None, None);
                self.queued = None;
            }
        }
    }

    fn take_answer(&mut self, ctx: &Context, answer: Answer) {
        match answer {
            Answer::Opened(opened) => self.opened(*opened),
            Answer::Closed => {
                self.opened = None;
                self.page.clear();
                self.list.clear();
            }
            Answer::Units(units) => {
                if let Some(opened) = &mut self.opened {
                    opened.units = units;
                }
            }
            Answer::Counts(counts) => {
                if let Some(opened) = &mut self.opened {
                    opened.counts = counts;
                }
            }
            Answer::Undoable(undoable) => {
                if let Some(opened) = &mut self.opened {
                    opened.undoable = *undoable;
                }
            }
            Answer::Written(written) => self.written(*written),
            Answer::Clashes { seq, clashes, .. } => {
                let before = match &self.dialog {
                    Some(Dialog::Clash(before)) => Some(before),
                    _ => None,
                };
                self.dialog = Some(Dialog::Clash(ClashDialog::new(seq, clashes, before, &self.store)));
            }
            Answer::Study(news) => {
                if let Some(Dialog::Clash(clash)) = &mut self.dialog {
                    clash.take(&news);
                }
            }
            Answer::NextCard { from, card } => self.turned(ctx, from, card),
            Answer::Job { id, news } => self.job(id, news),
            Answer::Failed { request, token, error } => {
                self.mind_failed_turn(request, token);
                // a draft of a page is told beside its field, and tried again;
                // why a folder cannot be looked at is told on its screen
                let is_told = request == "draft" && !token.is_some_and(|token| self.templates.keeps(token))
                    || request == "take-in" && token.is_some();
                if !is_told {
                    self.failed(request, &error);
                }
            }
            Answer::TakeInPlanned(planned) => self.take_in.take_plan(*planned),
            answer @ Answer::Small { .. } => self.gallery.take_small(answer),
            answer @ (Answer::Looked { .. } | Answer::Glanced { .. } | Answer::Tile { .. }) => self.viewer.take(answer),
            Answer::List { .. }
            | Answer::ListBegun { .. }
            | Answer::FoundCounts { .. }
            | Answer::Facets { .. }
            | Answer::Why { .. }
            | Answer::ValueWords { .. }
            | Answer::SavedSearches(_)
            | Answer::Rows { .. }
            | Answer::Found { .. }
            | Answer::Regions { .. }
            | Answer::Dossier(..)
            | Answer::Templates(_)
            | Answer::Previous { .. }
            | Answer::Wordings { .. }
            | Answer::Places { .. }
            | Answer::Stages(_)
            | Answer::DraftsKept { .. }
            | Answer::NoEntry(_)
            | Answer::History { .. }
            | Answer::Neighbours { .. }
            | Answer::LookAlikes { .. }
            | Answer::Thumbnail { .. }
            | Answer::Gallery { .. }
            | Answer::HungPictures { .. }
            | Answer::Covered(_)
            | Answer::CardEdges { .. }
            | Answer::PictureFile { .. }
            | Answer::Health(_)
            | Answer::Watched { .. }
            | Answer::Troubles(_)
            | Answer::Picture { .. } => {}
        }
    }

    fn opened(&mut self, mut opened: Opened) {
        // a path from the command line means nothing in another session
        opened.folder = std::path::absolute(&opened.folder).unwrap_or(opened.folder);
        self.opening = false;
        self.last_write = Saved::Untouched;
        self.typed_refused = false;
        self.settings.remember(opened.folder.clone());
        let known = self.settings.known_mut(&opened.folder);
        known.title.clone_from(&opened.title);
        let card_on_desk = known.desk.clone();
        let list = ListKind::ALL.iter().copied().find(|list| list.key() == known.list).unwrap_or_default();
        self.save_settings();
        self.list.clear();
        self.list.kind = list;
        // the page has taken the answer in already: it emptied itself, and keeps what came with it
        self.closed_units.clear();
        let opened_to_write = opened.mode == Mode::Writable;
        self.opened = Some(opened);
        self.list.fall_behind();
        self.list.ask_stages(&self.store);
        self.lay_again(&card_on_desk);
        if let Some(words) = self.take_in.interruption() {
            self.notice = Some(Notice::Said(words));
        }
        if opened_to_write && self.settings.author.trim().is_empty() {
            self.dialog = Some(Dialog::ask_author(&self.settings, Vec::new()));
        }
    }

    fn written(&mut self, written: Written) {
        self.last_write = Saved::Written;
        let units = written.applied.touched.iter().any(|touched| touched.kind == EntryKind::HoldingUnit);
        if let Some(opened) = &mut self.opened {
            opened.undoable = written.undoable;
            opened.counts = written.counts;
        }
        let searches = written.applied.touched.iter().any(|touched| touched.kind == EntryKind::SavedSearch);
        if searches {
            self.store.send(crate::background::Request::SavedSearches);
        }
        let templates = written.applied.touched.iter().any(|touched| touched.kind == EntryKind::OwnTemplate);
        if templates {
            self.store.send(crate::background::Request::Templates);
        }
        if units {
            self.store.send(crate::background::Request::Units);
        }
        if !written.refused.is_empty() {
            let why = written.refused.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            let count = written.refused.len();
            self.banner = Some(Banner { what: tr_args("banner-refused", &[("count", count.into())]), why });
        }
        let new_page = written.made.filter(|id| {
            written.act == Act::Add
                // a search that is kept has no page: what it finds stays on the screen
                && written.applied.touched.iter().any(|touched| {
                    touched.entry == *id && touched.owner == *id && EntryKind::LISTED.contains(&touched.kind)
                })
        });
        if matches!(written.act, Act::Undo | Act::Redo) {
            self.queued = None;
            self.dialog.take_if(|dialog| matches!(dialog, Dialog::Clash(_)));
            self.say_taken_back(written.act);
        }
        if self.list.is_touched(&written.applied.touched, |id| self.page.kind_of(id)) {
            self.list.fall_behind();
        }
        if written.applied.touched.iter().any(|touched| touched.kind == EntryKind::FileCard) {
            self.list.ask_stages(&self.store);
        }
        if let Some(id) = new_page {
            let kind = written.applied.touched.iter().find(|touched| touched.entry == id).map(|touched| touched.kind);
            self.list.go_to(id, kind, &self.store);
            self.page.show(Some(id), &self.store);
        }
    }

    /// On a screen that covers the page nothing else may show what was taken back. The history has its line.
    fn say_taken_back(&mut self, act: Act) {
        let Some(undoable) = self.opened.as_ref().map(|opened| &opened.undoable) else { return };
        let (key, line) = match act {
            Act::Undo => ("notice-undone", undoable.redo.as_ref()),
            _ => ("notice-redone", undoable.undo.as_ref()),
        };
        if let Some(line) = line.filter(|_| self.is_covered() && !self.study.shows(Screen::Past)) {
            self.notice = Some(Notice::Said(tr_args(key, &[("act", act_words(line).into())])));
        }
    }

    fn job(&mut self, id: crate::background::JobId, news: JobNews) {
        match news {
            JobNews::Started(kind) => {
                self.jobs.insert(id, JobLine { kind, progress: (0, 0), stopping: false });
            }
            JobNews::Progress { done, total } => {
                if let Some(job) = self.jobs.get_mut(&id) {
                    job.progress = (done, total);
                }
            }
            JobNews::Done => {
                self.jobs.remove(&id);
            }
            JobNews::Reported { out } => {
                self.jobs.remove(&id);
                self.notice = Some(Notice::Report(out));
            }
            JobNews::TakenIn(report) => {
                self.jobs.remove(&id);
                self.taken_in(*report);
            }
            JobNews::Checked(report) => {
                self.jobs.remove(&id);
                self.notice = Some(Notice::Check(report));
            }
            JobNews::FilesChecked(_) | JobNews::Relinked(_) => {
                self.jobs.remove(&id);
                // the health page tells it in its place
                self.notice = self.health.outcome_elsewhere().map(Notice::Said);
            }
            JobNews::Made { folder } => {
                self.jobs.remove(&id);
                if self.opened.is_none() && self.leaving.is_none() {
                    self.open(folder);
                } else {
                    self.notice = Some(Notice::Sample(folder));
                }
            }
            JobNews::Failed(error) => {
                let kind = self.jobs.remove(&id).map_or(JobKind::Check, |job| job.kind);
                self.failed(kind.term(), &error);
            }
        }
    }

    fn failed(&mut self, request: &'static str, error: &Error) {
        if matches!(request, "open" | "create" | "sample") {
            self.opening = false;
        }
        if matches!(error, Error::Cancelled) {
            return;
        }
        tracing::warn!(request, %error, "a request failed");
        if request == "undo" {
            self.dialog.take_if(|dialog| matches!(dialog, Dialog::Clash(_)));
        }
        if request == "save" {
            self.typed_refused = true;
        }
        self.banner = Some(Banner { what: tr(&format!("failed-{request}")), why: error.to_string() });
    }

    pub(super) fn take_news(&mut self) {
        for news in self.outside.news() {
            match (news, &mut self.dialog) {
                (News::Chosen(paths), Some(Dialog::Folder(folder))) => {
                    if folder.purpose == super::dialog::FolderPurpose::Pictures {
                        self.dialog = None;
                        self.attach(paths);
                    } else if let Some(path) = paths.first() {
                        folder.take_path(path);
                    }
                }
                (News::Chosen(paths), Some(Dialog::Report(report))) => {
                    if let Some(path) = paths.first() {
                        report.take_path(path);
                    }
                }
                (News::NoDialog, Some(Dialog::Folder(folder))) => folder.without_desktop = true,
                (News::Listing(folder, listed), Some(Dialog::Folder(dialog))) => dialog.take_listing(&folder, listed),
                (News::NotOpened(path), _) => {
                    let path = path.display().to_string();
                    self.banner = Some(Banner { what: tr("banner-not-opened"), why: path });
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::background::study::{closing, glossary, identity, judging, life, past, tally};
    use crate::background::{Request, StudyWish, Write};
    use crate::i18n::has;
    use crate::model::EntryId;

    #[test]
    fn what_cannot_be_read_where_sources_are_weighed_is_told_by_its_area() {
        let id = EntryId::fresh();
        let names = [
            StudyWish::Judging(judging::JudgingWish::Of(id)),
            StudyWish::Identity(identity::IdentityWish::Man(id)),
            StudyWish::Life(life::LifeWish::Circle(id)),
            StudyWish::Tally(tally::TallyWish::Members { entry: id, from: 0 }),
            StudyWish::Past(past::PastWish::Authors),
            StudyWish::Closing(closing::ClosingWish::Rules),
            StudyWish::Glossary(glossary::GlossaryWish::Terms),
        ]
        .map(|wish| Request::Study(wish).name());
        assert_eq!(names, ["judging", "identity", "life", "tally", "past", "closing", "glossary"]);
        assert!(names.iter().all(|name| has(&format!("failed-{name}"))));
    }

    #[test]
    fn what_fails_is_told_by_its_own_name() {
        let card = EntryId::fresh();
        let next = Request::NextCard { from: card, unit: None, stage: None, back: false };
        let asked = [Request::Previous { card }.name(), next.name(), Write::Done { card }.name(), "draft"];
        assert_eq!(asked, ["previous", "card", "done", "draft"]);
        assert!(asked.iter().all(|name| has(&format!("failed-{name}"))));
    }
}
